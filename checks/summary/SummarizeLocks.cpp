//===- SummarizeLocks.cpp - Held locks -> one record per function ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summary/LockSummary.h"

namespace fearless {

LockAt describeHeld(LockId L, const HeldLock &Held, const FunctionFacts &F) {
  LockAt Lock;
  Lock.Lock = L;
  Lock.Mode = Held.Mode;
  Lock.Try = Held.Try;
  const LockStep &Since = F.Locks.Steps[Held.Since];
  Lock.Since = Since.At;
  if (Since.Do == LockAction::Call && !Since.Otherwise)
    Lock.Taker = Since.Called.Name;
  return Lock;
}

LockSummary summarizeLocks(const FunctionFacts &F, const LockFlow &Flow) {
  LockSummary S;
  S.Entity = F.Entity;
  S.Name = F.Name;
  S.In = F.In;
  S.At = F.At;
  S.Objects = Flow.Objects;
  S.Effects = Flow.Effects;
  S.GaveUp = Flow.GaveUp;
  S.Inits = F.Locks.Inits;
  S.OrdersObjects = F.Locks.OrdersObjects;
  S.Constructs = F.Constructs;
  for (const LockPoint &P : Flow.Points) {
    const LockStep &Step = F.Locks.Steps[P.Step];
    LockEvent E;
    E.At = P.At;
    E.Given = P.Given;
    E.OnlyForLastOwner = Step.OnlyForLastOwner;
    for (const auto &[L, Held] : P.Held)
      E.Held.push_back(describeHeld(L, Held, F));
    for (LockId L : P.Released)
      E.Released.push_back(Flow.Objects[L].Path);
    for (LockId L : P.Taken) {
      LockAt Taken;
      Taken.Lock = L;
      Taken.Mode = Step.Mode;
      Taken.Try = Step.Try;
      Taken.Since = P.At;
      E.Taken.push_back(std::move(Taken));
    }
    if (Step.Do == LockAction::Block) {
      E.What = LockEvent::Kind::Block;
      E.Blocks = Step.Blocks;
      for (LockId L : P.Lets)
        E.Lets.push_back(Flow.Objects[L].Path);
    } else if (Step.Do == LockAction::Call && P.Taken.empty()) {
      E.What = LockEvent::Kind::Call;
      E.Called = Step.Called;
      // They name storages of this function, and are known by their locks.
      E.Called.Guards.clear();
      E.Called.OnGuard.reset();
      E.Called.Texts.clear();
      for (const auto &[Index, Locks] : P.GuardLocks)
        E.GuardLocks[Index].assign(Locks.begin(), Locks.end());
    }
    S.Events.push_back(std::move(E));
  }
  return S;
}

} // namespace fearless
