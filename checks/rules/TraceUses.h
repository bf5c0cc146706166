//===- TraceUses.h - Whether a spawner uses what crossed --------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The region rule: an object that only one thread can reach at a time needs not
// be Sync.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_TRACEUSES_H
#define FEARLESS_CHECKS_RULES_TRACEUSES_H

#include "flow/Flow.h"

namespace fearless {

/// How an object is in reach of the spawner while the thread may be running.
struct SharedUse {
  /// The spawner uses it there; null if only the caller may.
  const Fact *Use = nullptr;
  /// What was not seen; empty: the use is definite.
  std::string Doubt;
};

/// A fact of a block.
struct FactPosition {
  BlockId Block;
  size_t Index;
};

/// Whether some way leads from the start of the thread to the use on which the
/// object does not end: the next round of a loop makes another one.
bool isSameObject(const FunctionFacts &F, SpawnId Spawn, StorageId Of,
                  FactPosition Use);

/// Nothing if the spawner does not reach the object while the thread runs.
std::optional<SharedUse> findSharedUse(const FunctionFacts &F,
                                       const FunctionFlow &Flow, SpawnId Spawn,
                                       StorageId Of);

} // namespace fearless

#endif
