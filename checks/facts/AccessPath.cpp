//===- AccessPath.cpp - Where an object is, as callers see it -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/AccessPath.h"

namespace fearless {

AccessPath AccessPath::field(const std::string &Entity) const {
  AccessPath Path = *this;
  if (Path.isKnown() && Path.Fields.size() < MaxFields)
    Path.Fields.push_back(Entity);
  return Path;
}

bool AccessPath::leadsTo(const AccessPath &Part) const {
  return isKnown() && From == Part.From && Index == Part.Index &&
         Global == Part.Global && Fields.size() <= Part.Fields.size() &&
         std::equal(Fields.begin(), Fields.end(), Part.Fields.begin());
}

AccessPath AccessPath::substitute(const AccessPath &On,
                                  const std::vector<AccessPath> &Args) const {
  AccessPath Path;
  switch (From) {
  case Root::This:
    Path = On;
    break;
  case Root::Parameter:
    if (Index < Args.size())
      Path = Args[Index];
    break;
  case Root::Global:
  case Root::Local:
    return *this;
  case Root::Result:
  case Root::None:
    break;
  }
  for (const std::string &Entity : Fields)
    Path = Path.field(Entity);
  return Path;
}

std::string lastName(const std::string &Entity) {
  const size_t At = Entity.find_last_of("@#: ");
  return At == std::string::npos ? Entity : Entity.substr(At + 1);
}

std::string textOf(const AccessPath &P) {
  std::string Text;
  switch (P.From) {
  case AccessPath::Root::None:
    return "not known";
  case AccessPath::Root::This:
    Text = "this";
    break;
  case AccessPath::Root::Parameter:
    Text = "parameter " + std::to_string(P.Index);
    break;
  case AccessPath::Root::Global:
    Text = "global " + lastName(P.Global);
    break;
  case AccessPath::Root::Local:
    Text = "local" + P.Global.substr(P.Global.find(' '));
    break;
  case AccessPath::Root::Result:
    Text = "result";
    break;
  }
  for (const std::string &Field : P.Fields)
    Text += "." + lastName(Field);
  return Text;
}

} // namespace fearless
