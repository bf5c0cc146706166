//===- CheckTable.cpp - The table of checks as data -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/CheckTable.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

llvm::ArrayRef<CheckRow> allChecks() {
  static constexpr CheckRow Rows[] = {
#define FEARLESS_CHECK(Id, Rule, Level, Sentence)                              \
  {"fearless-" Id, Severity::Level, Sentence},
#include "finding/Checks.def"
  };
  return Rows;
}

llvm::ArrayRef<OptionRow> allOptions() {
  static constexpr OptionRow Rows[] = {
#define FEARLESS_OPTION(Name, Type, Default, Sentence)                         \
  {Name, OptionType::Type, Default, Sentence},
#include "finding/Checks.def"
  };
  return Rows;
}

const CheckRow *findCheck(llvm::StringRef Id) {
  const auto Row = llvm::find_if(allChecks(), [&](const CheckRow &R) {
    return R.Id == Id || R.Id.drop_front(sizeof("fearless-") - 1) == Id;
  });
  return Row == allChecks().end() ? nullptr : &*Row;
}

llvm::StringRef nameOf(Severity S) {
  switch (S) {
  case Severity::Error:
    return "error";
  case Severity::Warning:
    return "warning";
  case Severity::Note:
    return "note";
  }
  return "";
}

std::optional<Severity> parseSeverity(llvm::StringRef Name) {
  for (Severity S : {Severity::Error, Severity::Warning, Severity::Note})
    if (Name == nameOf(S))
      return S;
  return std::nullopt;
}

llvm::StringRef nameOf(Profile P) {
  return P == Profile::Core ? "core" : "strict";
}

std::optional<Profile> parseProfile(llvm::StringRef Name) {
  for (Profile P : {Profile::Core, Profile::Strict})
    if (Name == nameOf(P))
      return P;
  return std::nullopt;
}

} // namespace fearless
