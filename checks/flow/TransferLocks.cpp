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

LockPoint *LockTransfer::note(LockStepId Id, const Place *At) {
  if (!Points)
    return nullptr;
  LockPoint P;
  P.Step = Id;
  for (const auto &[L, Held] : State->Held)
    if (Held.Given.empty())
      P.Held.emplace(L, Held);
  P.Released = State->Released;
  P.At = At ? *At : F.Locks.Steps[Id].At;
  for (const auto &[Index, Guard] : F.Locks.Steps[Id].Called.Guards)
    if (const auto Known = State->Guards.find(Guard);
        Known != State->Guards.end())
      P.GuardLocks[Index] = Known->second;
  Points->push_back(std::move(P));
  return &Points->back();
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
  if (Flow.Objects[L].Path.isKnown())
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
  if (State->Suspends.erase(From))
    State->Suspends.insert(To);
  auto Locks = std::move(Known->second);
  State->Guards.erase(Known);
  State->Guards[To] = std::move(Locks);
}

std::vector<LockId> LockTransfer::liftLock(const AccessPath &Path,
                                           const LockObject *Like,
                                           const LockCall &Call) {
  if (isLockOfGuard(Path)) {
    const auto Guard = Call.Guards.find(Path.Index);
    if (Guard == Call.Guards.end() || !State->Guards.count(Guard->second))
      return {};
    const std::set<LockId> &Known = State->Guards[Guard->second];
    return {Known.begin(), Known.end()};
  }
  LockObject Object;
  if (Like)
    Object = *Like;
  Object.Path = liftPath(Path, Call, F.Entity);
  Object.One = Object.Path.isKnown() && (!Like || Like->One);
  for (LockId L = 0; L != Flow.Objects.size(); ++L)
    if (Flow.Objects[L].Path == Object.Path && Object.Path.isKnown())
      return {L};
  if (!Like)
    return {};
  // A lock of the callee's own terms reads better by its class here.
  const auto Written = Call.Texts.find(Path.Index);
  if (Path.From == AccessPath::Root::Parameter && Path.Fields.empty() &&
      Written != Call.Texts.end())
    Object.Name = Written->second;
  Object.Text = Object.Name;
  for (LockId L = 0; L != Flow.Objects.size(); ++L)
    if (Flow.Objects[L].Path == Object.Path &&
        Flow.Objects[L].Text == Object.Text)
      return {L};
  Flow.Objects.push_back(std::move(Object));
  return {static_cast<LockId>(Flow.Objects.size() - 1)};
}

/// Whether the effects said anything about locks.
bool LockTransfer::applyEffects(LockStepId Id, const LockEffects &Of) {
  const LockStep &Step = F.Locks.Steps[Id];
  const std::optional<StorageId> On = Step.Called.OnGuard;
  for (const AccessPath &Path : Of.Releases) {
    const bool OfGuard = On && Path.From == AccessPath::Root::This &&
                         State->Guards.count(*On) != 0;
    if (OfGuard) {
      releaseOf(*On, /*OnlyOwned=*/false);
      continue;
    }
    LockObject Like;
    Like.Name = lastName(classOf(Path));
    for (LockId L : liftLock(Path, &Like, Step.Called))
      release(L);
  }
  for (const LockEffects::Left &Left : Of.Leaves) {
    if (On && Left.Lock.Path.From == AccessPath::Root::This &&
        State->Guards.count(*On)) {
      for (LockId L : std::set<LockId>(State->Guards[*On]))
        take(L, Id, On);
      continue;
    }
    for (LockId L : liftLock(Left.Lock.Path, &Left.Lock, Step.Called)) {
      take(L, Id, Step.Guard);
      if (const auto Entry = State->Held.find(L);
          Entry != State->Held.end() && Entry->second.Since == Id)
        Entry->second.Mode = Left.Mode;
    }
  }
  if (Step.Guard)
    for (const LockEffects::Left &Left : Of.Returns)
      for (LockId L : liftLock(Left.Lock.Path, &Left.Lock, Step.Called)) {
        take(L, Id, Step.Guard);
        if (const auto Entry = State->Held.find(L);
            Entry != State->Held.end() && Entry->second.Since == Id)
          Entry->second.Mode = Left.Mode;
      }
  return !Of.empty();
}

void LockTransfer::call(LockStepId Id, const Place *At) {
  const LockStep &Step = F.Locks.Steps[Id];
  const LockEffects *Of =
      Step.Called.Callee.empty() ? nullptr : Effects(Step.Called.Callee);
  LockPoint *Point = note(Id, At);
  if ((Of && applyEffects(Id, *Of)) || !Step.Otherwise)
    return;
  for (LockId L : Step.Locks)
    if (*Step.Otherwise == LockAction::Acquire) {
      if (Point)
        Point->Taken.push_back(L);
      take(L, Id, Step.Guard);
    } else {
      release(L);
    }
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
  case LockAction::Relock: {
    const auto Known = State->Guards.find(*Step.Guard);
    if (Known == State->Guards.end())
      break;
    const std::set<LockId> Locks = Known->second;
    // A test of a guard that holds its locks says nothing new.
    if (Step.Try && llvm::all_of(Locks, [&](LockId L) {
          const auto Entry = State->Held.find(L);
          return Entry != State->Held.end() && Entry->second.Given.empty();
        }))
      break;
    if (LockPoint *P = note(Id, At))
      P->Taken.assign(Locks.begin(), Locks.end());
    for (LockId L : Locks)
      take(L, Id, Step.Guard, Step.Try);
    break;
  }
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
    State->Suspends.insert(*Step.Guard);
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
  if (Known != State->Guards.end() && State->Suspends.erase(S)) {
    const std::set<LockId> Locks = Known->second;
    State->Guards.erase(S);
    for (LockId L : Locks)
      State->Released.erase(L);
    return;
  }
  if (const auto Ends = F.Locks.Ends.find(S); Ends != F.Locks.Ends.end())
    applyStep(Ends->second, &At);
  if (const auto Releases = F.Locks.ReleasesAtEnd.find(S);
      Releases != F.Locks.ReleasesAtEnd.end() && Releases->second)
    releaseOf(S, /*OnlyOwned=*/true);
  State->Guards.erase(S);
}

void LockTransfer::assume(ConditionId C, bool Holds) {
  if (!F.Conditions[C].Recurs)
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

void LockTransfer::apply(LockState &Of, const Fact &Step,
                         std::vector<LockPoint> *Into) {
  State = &Of;
  Points = Into;
  if (!Of.Reachable)
    return;
  if (const auto *E = std::get_if<event::Lock>(&Step.What))
    applyStep(E->Which, nullptr);
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
