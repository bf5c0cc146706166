//===- DescribeLocks.h - Sentences about held locks -------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the rules about locks have in common: the notes that tell where a lock
// was taken, and which calls lead to the place that matters.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_DESCRIBELOCKS_H
#define FEARLESS_CHECKS_RULES_DESCRIBELOCKS_H

#include "finding/Finding.h"
#include "program/LockProgram.h"

namespace fearless {

/// "'mutex_' is locked here", or which call locks it.
Step describeTaking(const LockAt &Held, const LockObject &Lock);

/// The calls on the way, without the last place.
void describeCalls(const std::vector<ChainStep> &Chain,
                   std::vector<Step> &Steps);

/// How messages call a lock: as it is written where that is short, else by its
/// class.
std::string spellLock(const LockObject &Lock);

/// The names of held locks, each once: what cannot be told apart is said once.
std::vector<std::string> nameHeld(const LinkedLocks &F,
                                  const std::vector<LockAt> &Held);

/// The held locks of an event that nobody on the way releases; those in
/// variables of the function's own are left out.
std::vector<LockAt> heldAcross(const LinkedLocks &F, const LockEvent &E,
                               const std::vector<AccessPath> &Released);

} // namespace fearless

#endif
