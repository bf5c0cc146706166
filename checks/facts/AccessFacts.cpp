//===- AccessFacts.cpp - Places and how they relate -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/AccessFacts.h"
#include "facts/LockFacts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

/// Longer ways are not followed.
static constexpr size_t MaxSteps = 7;

AccessPath partOf(AccessPath Object, const std::string &Step) {
  if (!Object.isKnown() || Object.Fields.size() >= MaxSteps)
    return {};
  Object.Fields.push_back(Step);
  return Object;
}

AccessPath behind(AccessPath Pointer) {
  if (!Pointer.Fields.empty() && Pointer.Fields.back() == "&") {
    Pointer.Fields.pop_back();
    return Pointer;
  }
  return partOf(std::move(Pointer), "*");
}

AccessPath addressOf(AccessPath Object) {
  if (!Object.Fields.empty() && Object.Fields.back() == "*") {
    Object.Fields.pop_back();
    return Object;
  }
  return partOf(std::move(Object), "&");
}

AccessPath placeAtCall(const AccessPath &Place, const LockCall &Call,
                       llvm::StringRef Caller) {
  using Root = AccessPath::Root;
  AccessPath Here;
  switch (Place.From) {
  case Root::This:
    Here = Call.OnPlace;
    break;
  case Root::Parameter:
    if (Place.Index < Call.Places.size())
      Here = Call.Places[Place.Index];
    break;
  case Root::Local:
    // What a closure calls a parameter of the function around it.
    if (Place.Global == Caller.str() + " parameter") {
      Here = Place;
      Here.From = Root::Parameter;
      Here.Global.clear();
      return Here;
    }
    return isOwnLocal(Place, Call.Callee) ? AccessPath() : Place;
  case Root::Global:
    return Place;
  case Root::Result:
  case Root::None:
    break;
  }
  for (const std::string &Step : Place.Fields)
    Here =
        Step == "*" ? behind(std::move(Here)) : partOf(std::move(Here), Step);
  return Here;
}

bool isOnePlace(const AccessPath &P) {
  return P.isKnown() && !llvm::is_contained(P.Fields, "[]");
}

static bool isField(const std::string &Step) {
  return Step != "*" && Step != "&" && Step[0] != '[';
}

bool overlap(const AccessPath &A, const AccessPath &B) {
  if (!isOnePlace(A) || !isOnePlace(B))
    return false;
  const AccessPath &Short = A.Fields.size() <= B.Fields.size() ? A : B;
  const AccessPath &Long = &Short == &A ? B : A;
  if (Short.From != Long.From || Short.Index != Long.Index ||
      Short.Global != Long.Global)
    return false;
  const auto Rest = Long.Fields.begin() + Short.Fields.size();
  return std::equal(Short.Fields.begin(), Short.Fields.end(),
                    Long.Fields.begin()) &&
         std::all_of(Rest, Long.Fields.end(), isField);
}

std::string spellPlace(const AccessPath &P) {
  std::string Text;
  if (P.From == AccessPath::Root::Local) {
    // "entity name line"
    const auto [Front, Line] = llvm::StringRef(P.Global).rsplit(' ');
    Text = Front.rsplit(' ').second.str();
    if (Line == "parameter")
      return "";
  } else if (P.From == AccessPath::Root::Global) {
    Text = lastName(P.Global);
  } else if (P.From != AccessPath::Root::This) {
    return "";
  }
  for (size_t I = 0; I != P.Fields.size(); ++I) {
    const std::string &Step = P.Fields[I];
    const bool Follows = I != 0 && P.Fields[I - 1] == "*";
    if (Step == "*") {
      if (I + 1 == P.Fields.size())
        Text = "*" + Text;
    } else if (Step[0] == '[') {
      Text += Step;
    } else {
      Text += (Text.empty() ? "" : Follows ? "->" : ".") + lastName(Step);
    }
  }
  return Text;
}

void printAccess(llvm::raw_ostream &OS, const Access &A) {
  OS << (A.Do == AccessKind::Read    ? "read "
         : A.Do == AccessKind::Write ? "write "
                                     : "signal ")
     << textOf(A.Object);
}

} // namespace fearless
