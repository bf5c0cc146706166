//===- Rule.h - What every rule is ------------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule is a function from the stages of a unit to findings. It has no state
// and sees no clang type. It reports possible findings too: the profile is the
// adapter's business.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_RULE_H
#define FEARLESS_CHECKS_RULES_RULE_H

#include "facts/Facts.h"
#include "finding/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace fearless {

/// All findings of one check in a unit.
using Rule = std::vector<Finding>(const UnitFacts &Unit);

/// Runs the rule of the check with that whole id over a unit. The findings
/// come in the order of their places, each once.
std::vector<Finding> runRule(llvm::StringRef CheckId, const UnitFacts &Unit);

} // namespace fearless

#endif
