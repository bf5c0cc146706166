//===- HeldLocks.h - Which locks are held at each point ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts and the effects of callees in, held locks out: for every step that
// takes a lock, blocks or calls, the locks held right before it. Solved forward
// over the blocks, apart from the states of threads (Flow.h), so that both stay
// small. Where ways meet, a lock is held if it is held on all of them, or on
// one that a condition tells from the others; an entry lock is released if it
// is on any.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FLOW_HELDLOCKS_H
#define FEARLESS_CHECKS_FLOW_HELDLOCKS_H

#include "facts/Facts.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>
#include <set>

namespace fearless {

/// What a call leaves behind, in the callee's terms.
struct LockEffects {
  struct Left {
    LockObject Lock;
    LockMode Mode = LockMode::Exclusive;

    auto operator<=>(const Left &) const = default;
  };
  /// Taken by the function, and still held when it returns.
  std::vector<Left> Leaves;
  /// Held by the guard that it returns.
  std::vector<Left> Returns;
  /// Released without having been taken, and not taken again.
  std::vector<AccessPath> Releases;

  bool empty() const {
    return Leaves.empty() && Returns.empty() && Releases.empty();
  }
  auto operator<=>(const LockEffects &) const = default;
};

/// The effects of the function with that entity; null: not known.
using EffectsOf = llvm::function_ref<const LockEffects *(llvm::StringRef)>;

/// A lock that is held.
struct HeldLock {
  LockMode Mode = LockMode::Exclusive;
  bool Try = false;
  /// The step that took it.
  LockStepId Since = 0;
  std::optional<StorageId> Guard;
  /// It is held only where these conditions are as they say.
  std::map<ConditionId, bool> Given;
  /// How often it was taken, if it is recursive.
  unsigned Times = 1;

  bool operator==(const HeldLock &) const = default;
};

/// What holds at one point.
struct LockState {
  bool Reachable = false;
  std::map<LockId, HeldLock> Held;
  /// Locks held by callers, released here for a while.
  std::set<LockId> Released;
  /// The locks that guards know.
  std::map<StorageId, std::set<LockId>> Guards;
  /// Guards that release their locks while they live, and the steps where.
  std::map<StorageId, LockStepId> Suspends;
  std::map<ConditionId, bool> Known;
  /// Storages that surely have a thread for which their destructors wait, and
  /// the steps of LockFacts::Awaits.
  std::map<StorageId, LockStepId> Owning;

  bool operator==(const LockState &) const = default;
};

/// A step that takes, blocks or calls, with what is held right before it.
struct LockPoint {
  LockStepId Step = 0;
  /// What it takes.
  std::vector<LockId> Taken;
  std::map<LockId, HeldLock> Held;
  std::set<LockId> Released;
  /// Locks that it releases while it blocks.
  std::set<LockId> Lets;
  /// By argument, the locks of the guards that go in.
  std::map<unsigned, std::set<LockId>> GuardLocks;
  /// It happens only if these parameters are zero, or are not.
  std::map<unsigned, bool> Given;
  /// Where it happens, if that is not the step's own place.
  Place At;
};

/// An access, with what is held at it.
struct AccessPoint {
  AccessId Which = 0;
  std::map<LockId, HeldLock> Held;
  std::set<LockId> Released;
};

/// All that is known of one function.
struct LockFlow {
  /// The objects of the facts, and those that callees leave held.
  std::vector<LockObject> Objects;
  std::vector<LockState> AtEntry;
  std::vector<LockPoint> Points;
  std::vector<AccessPoint> Accesses;
  LockEffects Effects;
  /// The function was too large: nothing is held at any point of it, as far as
  /// is known, and it does nothing to its callers.
  bool GaveUp = false;
};

/// Solves one function.
LockFlow solveHeldLocks(const FunctionFacts &F, EffectsOf Effects);

/// A path of the callee as the caller sees it; what is not known keeps the
/// last field.
AccessPath liftPath(const AccessPath &Path, const LockCall &Call,
                    llvm::StringRef Caller);

/// Whether the path stands for the locks of guards in a parameter or in the
/// object of the call.
bool isLockOfGuard(const AccessPath &Path);

/// Where a call's GuardLocks have those locks: the position of the argument, or
/// GuardOfObject.
constexpr unsigned GuardOfObject = ~0U;
unsigned guardIndexOf(const AccessPath &Path);

/// Prints the locks held, as dumps show them.
void printHeldLocks(llvm::raw_ostream &OS, const LockState &State,
                    const std::vector<LockObject> &Objects);

} // namespace fearless

#endif
