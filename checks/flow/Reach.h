//===- Reach.h - What leads to what in a state ------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FLOW_REACH_H
#define FEARLESS_CHECKS_FLOW_REACH_H

#include "flow/Flow.h"

namespace fearless {

/// The storage, and what it points to.
std::set<StorageId> namedBy(StorageId S, const FlowState &State,
                            const FunctionFacts &F);

/// What the storage points to; itself where that is not known.
std::set<StorageId> pointees(StorageId S, const FlowState &State,
                             const FunctionFacts &F);

/// What a thread must know for a wait on S to be a wait for it.
std::set<StorageId> knownThrough(StorageId S, const FlowState &State,
                                 const FunctionFacts &F);

/// The storages that a thread can reach: what it has loans of, and what those
/// hold in turn.
std::set<StorageId> reachedBy(const LiveThread &T, const FlowState &State,
                              const FunctionFacts &F);

} // namespace fearless

#endif
