//===- TransferLocks.cpp - What each step does to held locks --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/TransferLocks.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

/// Recursive locks are counted up to this.
static constexpr unsigned MaxTimes = 4;

/// Without the locks that are held on conditions.
static std::map<LockId, HeldLock> surelyHeld(const LockState &State) {
  std::map<LockId, HeldLock> Held;
  for (const auto &[L, Lock] : State.Held)
    if (Lock.Given.empty())
      Held.emplace(L, Lock);
  return Held;
}

LockPoint *LockTransfer::note(LockStepId Id, const Place *At) {
  if (!Points)
    return nullptr;
  LockPoint P;
  P.Step = Id;
  P.Held = surelyHeld(*State);
  P.Released = State->Released;
  for (const auto &[C, Holds] : State->Known)
    if (const auto &Parameter = F.Conditions[C].Parameter)
      P.Given[*Parameter] = Holds;
  P.At = At ? *At : F.Locks.Steps[Id].At;
  for (const auto &[Index, Guard] : F.Locks.Steps[Id].Called.Guards)
    if (const auto Known = State->Guards.find(Guard);
        Known != State->Guards.end())
      P.GuardLocks[Index] = Known->second;
  if (const std::optional<StorageId> On = F.Locks.Steps[Id].Called.OnGuard)
    if (const auto Known = State->Guards.find(*On);
        Known != State->Guards.end())
      P.GuardLocks[GuardOfObject] = Known->second;
  Points->push_back(std::move(P));
  return &Points->back();
}

void LockTransfer::noteAccess(AccessId Id) {
  if (!Points || F.Accesses.All[Id].Do == AccessKind::Signal)
    return;
  AccessPoint P;
  P.Which = Id;
  P.Held = surelyHeld(*State);
  P.Released = State->Released;
  Flow.Accesses.push_back(std::move(P));
}

void LockTransfer::take(LockId L, LockStepId Id, std::optional<StorageId> Guard,
                        bool Try) {
  if (Guard)
    State->Guards[*Guard].insert(L);
  if (State->Released.erase(L))
    return;
  const auto [Entry, New] = State->Held.try_emplace(L);
  if (!New) {
    if (Flow.Objects[L].Recursive && Entry->second.Times < MaxTimes)
      ++Entry->second.Times;
    Entry->second.Given.clear();
    return;
  }
  Entry->second.Mode = F.Locks.Steps[Id].Mode;
  Entry->second.Try = Try;
  Entry->second.Since = Id;
  Entry->second.Guard = Guard;
}

void LockTransfer::release(LockId L) {
  const auto Drop = [&](std::map<LockId, HeldLock>::iterator Entry) {
    if (--Entry->second.Times == 0)
      State->Held.erase(Entry);
  };
  if (const auto Entry = State->Held.find(L); Entry != State->Held.end())
    return Drop(Entry);
  // The same lock may have been reached by another way.
  const std::string Class = classOf(Flow.Objects[L].Path);
  for (auto Entry = State->Held.begin(); Entry != State->Held.end(); ++Entry) {
    const LockObject &Other = Flow.Objects[Entry->first];
    if (!Class.empty() && classOf(Other.Path) == Class &&
        (!Other.One || !Flow.Objects[L].One))
      return Drop(Entry);
  }
  if (Flow.Objects[L].Path.isKnown() || !Class.empty())
    State->Released.insert(L);
}

/// Releases what a guard knows; if OnlyOwned, unless something else holds it.
void LockTransfer::releaseOf(StorageId Guard, bool OnlyOwned) {
  const auto Known = State->Guards.find(Guard);
  if (Known == State->Guards.end())
    return;
  for (LockId L : Known->second) {
    const auto Entry = State->Held.find(L);
    if (Entry == State->Held.end()) {
      if (isLockOfGuard(Flow.Objects[L].Path))
        State->Released.insert(L);
    } else if (!OnlyOwned || !Entry->second.Guard ||
               *Entry->second.Guard == Guard) {
      release(L);
    }
  }
}

void LockTransfer::move(StorageId To, StorageId From) {
  releaseOf(To, /*OnlyOwned=*/true);
  State->Guards.erase(To);
  State->Suspends.erase(To);
  const auto Known = State->Guards.find(From);
  if (Known == State->Guards.end())
    return;
  for (LockId L : Known->second)
    if (const auto Entry = State->Held.find(L); Entry != State->Held.end())
      Entry->second.Guard = To;
  if (auto Suspended = State->Suspends.extract(From)) {
    Suspended.key() = To;
    State->Suspends.insert(std::move(Suspended));
  }
  auto Locks = std::move(Known->second);
  State->Guards.erase(Known);
  State->Guards[To] = std::move(Locks);
}

/// The guard, and those beside it, take what they know.
void LockTransfer::relock(LockStepId Id, const Place *At) {
  const LockStep &Step = F.Locks.Steps[Id];
  std::map<LockId, std::optional<StorageId>> Taken;
  for (LockId L : Step.Locks)
    Taken[L];
  const auto AddLocksOf = [&](StorageId Guard) {
    if (const auto Known = State->Guards.find(Guard);
        Known != State->Guards.end())
      for (LockId L : Known->second)
        Taken[L] = Guard;
  };
  AddLocksOf(*Step.Guard);
  llvm::for_each(Step.Others, AddLocksOf);
  // A test of a guard that holds its locks says nothing new.
  if (Taken.empty() || (Step.Try && llvm::all_of(Taken, [&](const auto &Lock) {
                          const auto Entry = State->Held.find(Lock.first);
                          return Entry != State->Held.end() &&
                                 Entry->second.Given.empty();
                        })))
    return;
  if (LockPoint *P = note(Id, At))
    for (const auto &Lock : Taken)
      P->Taken.push_back(Lock.first);
  for (const auto &[L, Guard] : Taken)
    take(L, Id, Guard, Step.Try);
}

void LockTransfer::applyStep(LockStepId Id, const Place *At) {
  const LockStep &Step = F.Locks.Steps[Id];
  switch (Step.Do) {
  case LockAction::Acquire:
    if (LockPoint *P = note(Id, At))
      P->Taken.assign(Step.Locks.begin(), Step.Locks.end());
    if (Step.Guard)
      State->Guards.erase(*Step.Guard);
    for (LockId L : Step.Locks)
      take(L, Id, Step.Guard, Step.Try);
    break;
  case LockAction::Release:
    for (LockId L : Step.Locks)
      release(L);
    break;
  case LockAction::Tie:
  case LockAction::Adopt:
    State->Guards[*Step.Guard] = {Step.Locks.begin(), Step.Locks.end()};
    if (Step.Do == LockAction::Adopt)
      for (LockId L : Step.Locks)
        if (const auto Entry = State->Held.find(L); Entry != State->Held.end())
          Entry->second.Guard = Step.Guard;
    break;
  case LockAction::Relock:
    relock(Id, At);
    break;
  case LockAction::Unlock:
    releaseOf(*Step.Guard, /*OnlyOwned=*/Step.Try);
    break;
  case LockAction::Drop:
    if (const auto Known = State->Guards.find(*Step.Guard);
        Known != State->Guards.end()) {
      for (LockId L : Known->second)
        if (const auto Entry = State->Held.find(L); Entry != State->Held.end())
          Entry->second.Guard.reset();
      State->Guards.erase(Known);
    }
    break;
  case LockAction::Move:
    move(*Step.Guard, *Step.From);
    break;
  case LockAction::Suspend: {
    std::set<LockId> Locks(Step.Locks.begin(), Step.Locks.end());
    if (Step.From && State->Guards.count(*Step.From))
      Locks = State->Guards[*Step.From];
    for (LockId L : Locks)
      release(L);
    State->Guards[*Step.Guard] = Locks;
    State->Suspends[*Step.Guard] = Id;
    break;
  }
  case LockAction::Block:
    if (LockPoint *P = note(Id, At)) {
      P->Lets.insert(Step.Locks.begin(), Step.Locks.end());
      if (Step.From && State->Guards.count(*Step.From)) {
        const std::set<LockId> &Known = State->Guards[*Step.From];
        P->Lets.insert(Known.begin(), Known.end());
      }
    }
    break;
  case LockAction::Call:
    call(Id, At);
    break;
  }
}

void LockTransfer::end(StorageId S, const Place &At) {
  const auto Known = State->Guards.find(S);
  if (const auto Suspended = State->Suspends.find(S);
      Known != State->Guards.end() && Suspended != State->Suspends.end()) {
    const LockStepId By = Suspended->second;
    State->Suspends.erase(Suspended);
    const std::set<LockId> Locks = Known->second;
    State->Guards.erase(S);
    for (LockId L : Locks)
      if (!State->Released.erase(L))
        take(L, By, std::nullopt);
    return;
  }
  const auto Ends = F.Locks.Ends.find(S);
  if (Ends != F.Locks.Ends.end())
    applyStep(Ends->second, &At);
  else
    waitFor(S, At);
  State->Owning.erase(S);
  if (const auto Releases = F.Locks.ReleasesAtEnd.find(S);
      Releases != F.Locks.ReleasesAtEnd.end() && Releases->second)
    releaseOf(S, /*OnlyOwned=*/true);
  State->Guards.erase(S);
  // Nobody can name what the object led to any more; the next round of a loop
  // makes another one.
  if (Ends == F.Locks.Ends.end())
    return;
  const AccessPath &Ended = F.Locks.Steps[Ends->second].Called.On;
  std::erase_if(State->Held, [&](const auto &Entry) {
    return Ended.leadsTo(Flow.Objects[Entry.first].Path);
  });
  std::erase_if(State->Released,
                [&](LockId L) { return Ended.leadsTo(Flow.Objects[L].Path); });
}

void LockTransfer::assume(ConditionId C, bool Holds) {
  if (!F.Conditions[C].Recurs && !F.Conditions[C].Parameter)
    return;
  if (const auto Known = State->Known.find(C);
      Known != State->Known.end() && Known->second != Holds) {
    State->Reachable = false;
    return;
  }
  State->Known[C] = Holds;
  for (auto Entry = State->Held.begin(); Entry != State->Held.end();) {
    const auto Given = Entry->second.Given.find(C);
    if (Given != Entry->second.Given.end() && Given->second != Holds) {
      Entry = State->Held.erase(Entry);
      continue;
    }
    if (Given != Entry->second.Given.end())
      Entry->second.Given.erase(Given);
    ++Entry;
  }
}

void LockTransfer::forget(ConditionId C) {
  State->Known.erase(C);
  std::erase_if(State->Held, [&](const auto &Entry) {
    return Entry.second.Given.count(C) != 0;
  });
}

void LockTransfer::unwind(LockState &Of) {
  State = &Of;
  std::vector<StorageId> Temporaries;
  for (const auto &[Guard, Locks] : Of.Guards)
    if (F.Storages[Guard].Kind == StorageKind::Temporary)
      Temporaries.push_back(Guard);
  for (StorageId Guard : Temporaries) {
    releaseOf(Guard, /*OnlyOwned=*/true);
    Of.Guards.erase(Guard);
  }
}

void LockTransfer::apply(LockState &Of, const Fact &Step,
                         std::vector<LockPoint> *Into) {
  State = &Of;
  Points = Into;
  if (!Of.Reachable)
    return;
  if (!F.Locks.Awaits.empty())
    passThreads(Step);
  if (const auto *E = std::get_if<event::Lock>(&Step.What))
    applyStep(E->Which, nullptr);
  else if (const auto *E = std::get_if<event::Access>(&Step.What))
    noteAccess(E->Which);
  else if (const auto *E = std::get_if<event::Expire>(&Step.What))
    for (StorageId S : E->What)
      end(S, Step.At);
  else if (const auto *E = std::get_if<event::Assume>(&Step.What))
    assume(E->What, E->Holds);
  else if (const auto *E = std::get_if<event::Forget>(&Step.What))
    forget(E->What);
  else if (const auto *E = std::get_if<event::Set>(&Step.What)) {
    forget(E->What);
    if (F.Conditions[E->What].Recurs)
      Of.Known[E->What] = E->Holds;
  }
}

} // namespace fearless
