//===- DescribeCrossing.h - Crossings -> findings ---------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_DESCRIBECROSSING_H
#define FEARLESS_CHECKS_RULES_DESCRIBECROSSING_H

#include "finding/Finding.h"
#include "rules/PhraseDangling.h"
#include "rules/TraceUses.h"

namespace fearless {

/// A crossing that one of the checks objects to.
struct Objection {
  const FunctionFacts *In = nullptr;
  const SpawnSite *Spawn = nullptr;
  const Crossing *What = nullptr;
  /// The answer that decides: of core or of strict.
  const Answer *Why = nullptr;
  /// What was not seen; empty for a definite finding.
  std::string Doubt;
  /// The spawner's use beside the thread; null without one.
  const Fact *Use = nullptr;
};

/// What crosses at the spawn is run by another thread: it is not only kept, or
/// run by whoever waits for it.
bool isRunByThread(const SpawnSite &Spawn);

/// The finding of the check about one crossing; the message is its first line.
Finding describeCrossing(llvm::StringRef Check, const Objection &O,
                         std::string Message);

/// "because ...", "and ...": the chain of an answer as notes, those without a
/// place of their own at At.
void addChain(std::vector<Step> &Steps, const Answer &A, const Place &At);

/// One finding for each place: instantiations of one template find the same.
std::vector<Finding> oncePerPlace(std::vector<Finding> Findings);

} // namespace fearless

#endif
