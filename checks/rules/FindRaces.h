//===- FindRaces.h - Accesses and threads -> races --------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two accesses race if they may happen at the same time, are surely of one
// object, one of them writes, no lock is held for both, and no message between
// the threads puts one behind the other.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_FINDRACES_H
#define FEARLESS_CHECKS_RULES_FINDRACES_H

#include "program/AccessProgram.h"
#include "program/Program.h"

namespace fearless {

/// Which two run at the same time.
enum class RacingPair : uint8_t {
  /// The function that starts the thread, and the thread.
  Spawner,
  /// Threads that two spawns start.
  Threads,
  /// Threads that one spawn starts, in a loop.
  Rounds,
};

/// Two accesses of one object, seen from the function that starts the thread.
struct Race {
  RacingPair Of = RacingPair::Spawner;
  /// The function that accesses the object, or starts both threads.
  const FunctionFacts *In = nullptr;
  /// The function that has started the thread, if it is another one.
  const FunctionFacts *Starter = nullptr;
  /// The thread of the first access; that of the other, if it is a thread that
  /// another spawn starts.
  SpawnSite Thread;
  std::optional<SpawnSite> Other;
  ReachedAccess First, Second;
  /// What was not seen; empty: it is a race.
  std::string Doubt;
};

/// The races between what functions do and what their threads do, and between
/// a thread that is kept in a member and the function that joins it. At most
/// one for each function, object and kind of pair: the surest.
std::vector<Race> findRaces(const Program &P);

} // namespace fearless

#endif
