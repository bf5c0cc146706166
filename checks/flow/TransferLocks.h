//===- TransferLocks.h - What each step does to held locks ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns the locks held before a fact into those held behind it, and notes what
// is held at steps that take, block or call. What callees do comes in as
// LockEffects (TransferLockCalls.cpp). Private to this room.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FLOW_TRANSFERLOCKS_H
#define FEARLESS_CHECKS_FLOW_TRANSFERLOCKS_H

#include "flow/HeldLocks.h"

namespace fearless {

/// Applies facts to a state. Objects grows by what callees leave held.
class LockTransfer {
public:
  LockTransfer(const FunctionFacts &F, EffectsOf Effects, LockFlow &Flow)
      : F(F), Effects(Effects), Flow(Flow) {}

  /// Appends to Points, if given, each step that takes, blocks or calls.
  void apply(LockState &State, const Fact &Step,
             std::vector<LockPoint> *Points = nullptr);

  /// Temporaries end when an exception leaves their expression.
  void unwind(LockState &State);

private:
  void applyStep(LockStepId Id, const Place *At);
  void call(LockStepId Id, const Place *At);
  bool applyEffects(LockStepId Id, const LockEffects &Of);
  bool meansPart(const LockStep &Step, const LockEffects &Of);
  void take(LockId L, LockStepId Id, std::optional<StorageId> Guard,
            bool Try = false);
  void release(LockId L);
  void releaseOf(StorageId Guard, bool OnlyOwned);
  void move(StorageId To, StorageId From);
  void relock(LockStepId Id, const Place *At);
  void end(StorageId S, const Place &At);
  void passThreads(const Fact &Step);
  void waitFor(StorageId Handle, const Place &At);
  void assume(ConditionId C, bool Holds);
  void forget(ConditionId C);
  void noteAccess(AccessId Id);
  LockPoint *note(LockStepId Id, const Place *At);
  std::vector<LockId> liftLock(const AccessPath &Path, const LockObject *Like,
                               const LockCall &Call);

  const FunctionFacts &F;
  EffectsOf Effects;
  LockFlow &Flow;
  LockState *State = nullptr;
  std::vector<LockPoint> *Points = nullptr;
};

} // namespace fearless

#endif
