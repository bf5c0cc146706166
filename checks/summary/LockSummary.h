//===- LockSummary.h - What one function does to locks ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts and held locks in, one record per function out, in terms that callers
// understand: the steps at which it takes locks, blocks or calls, and what it
// holds at each. Control flow is gone.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_LOCKSUMMARY_H
#define FEARLESS_CHECKS_SUMMARY_LOCKSUMMARY_H

#include "flow/HeldLocks.h"

namespace fearless {

/// A lock at a step, by its index in LockSummary::Objects.
struct LockAt {
  LockId Lock = 0;
  LockMode Mode = LockMode::Exclusive;
  bool Try = false;
  /// Where it was taken.
  Place Since;
  /// The function that took it, if that was a callee.
  std::string Taker;

  auto operator<=>(const LockAt &) const = default;
};

/// One step of a function.
struct LockEvent {
  enum class Kind : uint8_t { Take, Block, Call };
  Kind What = Kind::Take;
  /// A callee runs a closure of this function: made by linking, and not kept.
  bool IsOfCallee = false;
  Place At;
  /// It happens only if these parameters are zero, or are not.
  std::map<unsigned, bool> Given;
  /// It happens only where a count of owners comes to its end.
  bool OnlyForLastOwner = false;
  std::vector<LockAt> Held;
  /// Locks of callers that are released here.
  std::vector<AccessPath> Released;
  /// What is taken, together.
  std::vector<LockAt> Taken;
  BlockingCall Blocks;
  /// What the blocking call releases while it waits.
  std::vector<AccessPath> Lets;
  LockCall Called;
  /// The locks of guards that go into the call, by argument.
  std::map<unsigned, std::vector<LockId>> GuardLocks;

  auto operator<=>(const LockEvent &) const = default;
};

/// What one function does to locks.
struct LockSummary {
  std::string Entity;
  std::string Name;
  /// What findings in it are said to be in.
  Enclosing In;
  Place At;
  std::vector<LockObject> Objects;
  std::vector<LockEvent> Events;
  LockEffects Effects;
  /// How it initializes locks of C.
  std::set<LockInit> Inits;
  bool OrdersObjects = false;
  /// It makes an object, which nobody else knows yet.
  bool Constructs = false;
  /// A thread runs it.
  bool Spawned = false;
  /// It was too large to be solved.
  bool GaveUp = false;

  auto operator<=>(const LockSummary &) const = default;
};

/// A held lock, as summaries tell of it.
LockAt describeHeld(LockId L, const HeldLock &Held, const FunctionFacts &F);

/// Makes the summary of one function from its flow.
LockSummary summarizeLocks(const FunctionFacts &F, const LockFlow &Flow);

} // namespace fearless

#endif
