//===- TraceMemberThreads.h - Threads kept in members -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A member function starts a thread and keeps it in the object; another one
// joins it. What that one does before the join, it does beside the thread.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_TRACEMEMBERTHREADS_H
#define FEARLESS_CHECKS_RULES_TRACEMEMBERTHREADS_H

#include "flow/Flow.h"
#include "rules/TraceUses.h"

namespace fearless {

/// A thread that one function leaves in a member of its object.
struct LeftThread {
  AccessPath Handle;
  SpawnSite Site;
  const FunctionFacts *By = nullptr;
};

/// The threads that run on behind the function, in members of its object.
std::vector<LeftThread> threadsLeftBy(const FunctionFacts &F);

/// The storage of that handle, if the function joins its threads anywhere.
std::optional<StorageId> joinedHandle(const FunctionFacts &F,
                                      const AccessPath &Handle);

/// Whether a join of that handle can be reached.
bool reachesJoin(const FunctionFacts &F, FactPosition From,
                 const AccessPath &Handle);

/// The function as it is called while the thread runs: with a spawn more, the
/// last, before everything else.
FunctionFacts calledBeside(const LeftThread &Thread, StorageId Handle,
                           FunctionFacts F);

} // namespace fearless

#endif
