//===- CompareAccesses.h - Two accesses -> whether they race ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_COMPAREACCESSES_H
#define FEARLESS_CHECKS_RULES_COMPAREACCESSES_H

#include "rules/FindRaces.h"

namespace fearless {

/// Both are of one object, one writes, and no lock is held for both.
bool mayRace(const ReachedAccess &A, const ReachedAccess &B);

/// Whether a message from one thread puts one access behind the other.
enum class Ordered : uint8_t {
  No,
  /// Code that is not seen, or a lock that both take, may be such a message.
  Perhaps,
  /// Both threads use one promise, latch, atomic or the like in between.
  Yes,
};

Ordered orderOf(const ReachedAccess &A, const ReachedAccess &B, RacingPair Of);

/// Whether both threads have asked one atomic by then, each in a way that
/// changes it, and went on by the answer: most often only one gets there.
bool isDecidedByOne(const ReachedAccess &A, const ReachedAccess &B);

/// What a thread does, as the function sees it that starts the thread.
std::vector<ReachedAccess> accessesOfThread(const LockProgram &P,
                                            const SpawnSite &Site,
                                            llvm::StringRef In);

/// What releases the locks that are held at the access comes behind it.
void addReleases(ReachedAccess &A);

} // namespace fearless

#endif
