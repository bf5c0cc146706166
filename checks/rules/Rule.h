//===- Rule.h - What every rule is ------------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule is a function from what is known of a program to findings. It has no
// state and sees no clang type. It reports possible findings too: the profile
// is the adapter's business.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_RULE_H
#define FEARLESS_CHECKS_RULES_RULE_H

#include "finding/Finding.h"
#include "program/Program.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace fearless {

/// All findings of one check in a program, mostly that of one unit.
using Rule = std::vector<Finding>(const Program &P);

/// Runs the rule of the check with that whole id over a program. The findings
/// come in the order of their places, each once.
std::vector<Finding> runRule(llvm::StringRef CheckId, const Program &P);

/// Whether the check's findings follow from summaries alone: what one unit
/// finds is provisional, and the linked program finds it again, or knows
/// better.
bool isLinked(llvm::StringRef CheckId);

} // namespace fearless

#endif
