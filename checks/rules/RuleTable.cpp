//===- RuleTable.cpp - Check id -> rule -----------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rule.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"

namespace fearless {

#define FEARLESS_CHECK(Id, Function, Level, Sentence) Rule Function;
#include "finding/Checks.def"

static Rule &ruleOf(llvm::StringRef CheckId) {
#define FEARLESS_CHECK(Id, Function, Level, Sentence)                          \
  if (CheckId == "fearless-" Id)                                               \
    return Function;
#include "finding/Checks.def"
  llvm_unreachable("every row of the table of checks has a rule");
}

std::vector<Finding> runRule(llvm::StringRef CheckId, const Program &P) {
  std::vector<Finding> Findings = ruleOf(CheckId)(P);
  llvm::sort(Findings);
  // Instantiations of one template find the same problem at the same place.
  Findings.erase(llvm::unique(Findings), Findings.end());
  return Findings;
}

bool isLinked(llvm::StringRef CheckId) {
  return llvm::is_contained(
      llvm::ArrayRef<llvm::StringRef>{
          "fearless-blocking-under-lock", "fearless-callback-under-lock",
          "fearless-double-lock", "fearless-lock-order-inversion"},
      CheckId);
}

} // namespace fearless
