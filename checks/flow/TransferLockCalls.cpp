//===- TransferLockCalls.cpp - What calls do to held locks ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what a callee leaves held, returns or releases, in its own terms, and
// does that to the caller's state. Of a callee that is not seen, what its name
// or attributes promise.
//
//===----------------------------------------------------------------------===//

#include "flow/TransferLocks.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

std::vector<LockId> LockTransfer::liftLock(const AccessPath &Path,
                                           const LockObject *Like,
                                           const LockCall &Call) {
  if (isLockOfGuard(Path)) {
    std::optional<StorageId> Guard = Call.OnGuard;
    if (Path.From == AccessPath::Root::Parameter) {
      const auto Argument = Call.Guards.find(Path.Index);
      Guard = Argument == Call.Guards.end() ? std::nullopt
                                            : std::optional(Argument->second);
    }
    if (!Guard || !State->Guards.count(*Guard))
      return {};
    const std::set<LockId> &Known = State->Guards[*Guard];
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
    Like.One = !llvm::is_contained(Path.Fields, "[]");
    for (LockId L : liftLock(Path, &Like, Step.Called))
      release(L);
  }
  const auto Take = [&](const LockEffects::Left &Left) {
    for (LockId L : liftLock(Left.Lock.Path, &Left.Lock, Step.Called)) {
      take(L, Id, Step.Guard);
      if (const auto Entry = State->Held.find(L);
          Entry != State->Held.end() && Entry->second.Since == Id)
        Entry->second.Mode = Left.Mode;
    }
  };
  for (const LockEffects::Left &Left : Of.Leaves) {
    if (On && Left.Lock.Path.From == AccessPath::Root::This &&
        State->Guards.count(*On)) {
      for (LockId L : std::set<LockId>(State->Guards[*On]))
        take(L, Id, On);
      continue;
    }
    Take(Left);
  }
  if (Step.Guard)
    llvm::for_each(Of.Returns, Take);
  return !Of.empty();
}

/// Whether a member that promises to take or release its object does nothing
/// else than that to a lock in it.
static bool isOfWrapper(const LockStep &Step, const LockEffects &Of) {
  const auto IsPart = [](const AccessPath &Path) {
    return Path.From == AccessPath::Root::This && !Path.Fields.empty() &&
           !isLockOfGuard(Path);
  };
  if (!Step.Otherwise || Step.Locks.empty() || !Of.Returns.empty())
    return false;
  if (*Step.Otherwise == LockAction::Acquire)
    return Of.Releases.empty() && Of.Leaves.size() == 1 &&
           IsPart(Of.Leaves.front().Lock.Path);
  return Of.Leaves.empty() && Of.Releases.size() == 1 &&
         IsPart(Of.Releases.front());
}

/// Whether a wrapper means the lock in the object: another member, such as
/// `rdlock`, has taken that, and nothing the object itself.
bool LockTransfer::meansPart(const LockStep &Step, const LockEffects &Of) {
  const auto IsHeld = [&](LockId L) { return State->Held.count(L) != 0; };
  const AccessPath &Part = *Step.Otherwise == LockAction::Release
                               ? Of.Releases.front()
                               : Of.Leaves.front().Lock.Path;
  return llvm::none_of(Step.Locks, IsHeld) &&
         llvm::any_of(liftLock(Part, nullptr, Step.Called), IsHeld);
}

void LockTransfer::call(LockStepId Id, const Place *At) {
  const LockStep &Step = F.Locks.Steps[Id];
  const LockEffects *Of =
      Step.Called.Callee.empty() ? nullptr : Effects(Step.Called.Callee);
  LockPoint *Point = note(Id, At);
  // A lock of the user's own stands for the one that it wraps.
  const bool IsGuard =
      Step.Called.OnGuard && State->Guards.count(*Step.Called.OnGuard) != 0;
  const bool IsWrapper =
      Of && !IsGuard && isOfWrapper(Step, *Of) && !meansPart(Step, *Of);
  if ((!IsWrapper && Of && applyEffects(Id, *Of)) || !Step.Otherwise)
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

} // namespace fearless
