//===- SummarizeFunction.h - Facts and flow -> summary ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_SUMMARIZEFUNCTION_H
#define FEARLESS_CHECKS_SUMMARY_SUMMARIZEFUNCTION_H

#include "flow/Flow.h"
#include "summary/Summary.h"

namespace fearless {

/// What a function does to its inputs, from facts in which the effects of its
/// calls are among the events, and the states between them.
FunctionSummary summarizeFunction(const FunctionFacts &F,
                                  const FunctionFlow &Flow);

/// The call that a spawn of kind Unknown is about, and the number of the
/// argument.
std::optional<std::pair<CallId, unsigned>> callOf(const SpawnSite &S,
                                                  const FunctionFacts &F);

} // namespace fearless

#endif
