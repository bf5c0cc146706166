//===- LinkAccesses.cpp - Accesses of callees -> those of callers ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Substitutes what a call is made with for the roots of the callee's places, as
// for locks. What callers cannot name is left out: objects of the callee's own,
// elements, results of functions that are not seen. Of accesses to one object
// that differ in nothing else, a function keeps the one with the fewest
// messages around it, which is the one that races if any does; at most
// MaxAccesses in all.
//
//===----------------------------------------------------------------------===//

#include "program/AccessProgram.h"
#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

static constexpr size_t MaxAccesses = 96;
static constexpr size_t MaxMessages = 24;

/// Many messages are as good as one that may be anything.
static void add(std::set<Message> &To, Message M) {
  if (To.count(Message()))
    return;
  if (To.size() >= MaxMessages || (!M.IsLock && !M.On.isKnown())) {
    To = {Message()};
    return;
  }
  To.insert(std::move(M));
}

static Message lift(const Message &M, const LockCall &Call,
                    llvm::StringRef Caller) {
  if (!M.On.isKnown() || M.On.From == AccessPath::Root::Result)
    return M;
  return {M.IsLock,
          M.IsLock ? liftPath(M.On, Call, Caller)
                   : placeAtCall(M.On, Call, Caller),
          M.Decides};
}

PointMessages::PointMessages(const LockProgram &P, const LinkedLocks &F) {
  for (const SummaryPoint &Point : F.Accesses.Points) {
    std::set<Message> &To = OfPoint.emplace_back();
    switch (Point.What) {
    case OrderPoint::Kind::Spawn:
      break;
    case OrderPoint::Kind::Signal:
      fearless::add(To, {false, Point.Path, Point.Decides});
      break;
    case OrderPoint::Kind::Lock:
      fearless::add(To, {true, Point.Path});
      break;
    case OrderPoint::Kind::Call: {
      const LockEvent &E = F.Summary.Events[Point.Event];
      const std::vector<CallTarget> Targets = P.targetsOf(F, E);
      if (Targets.empty() && E.Called.MaySignal)
        fearless::add(To, {});
      for (const CallTarget &Target : Targets)
        for (const Message &M : P.Functions[Target.Function].Reached.Messages)
          fearless::add(To, lift(M, Target.Call, F.Summary.Entity));
      break;
    }
    }
  }
}

void PointMessages::add(PointSet Points, std::set<Message> &To) const {
  for (size_t I = 0; Points != 0 && I != OfPoint.size(); ++I)
    if ((Points & bitOf(I)) != 0)
      for (const Message &M : OfPoint[I])
        fearless::add(To, M);
}

static HeldAtAccess describe(const LockAt &Held, const LinkedLocks &F) {
  HeldAtAccess H;
  H.Lock = F.Summary.Objects[Held.Lock];
  H.Mode = Held.Mode;
  H.Since = Held.Since;
  return H;
}

ReachedAccess reachedAccess(const LinkedLocks &F, const AccessEvent &E) {
  ReachedAccess R;
  R.What = E.What;
  for (const LockAt &Held : E.Held)
    R.Held.push_back(describe(Held, F));
  R.Released = E.Released;
  R.At = E.What.At;
  return R;
}

std::vector<ReachedAccess> accessesOf(const LinkedLocks &Callee,
                                      const LockCall &Call,
                                      llvm::StringRef Caller) {
  std::vector<ReachedAccess> All;
  for (const ReachedAccess &There : Callee.Reached.All) {
    AccessPath Object = placeAtCall(There.What.Object, Call, Caller);
    if (!isOnePlace(Object))
      continue;
    ReachedAccess R = There;
    R.What.Object = std::move(Object);
    for (HeldAtAccess &Held : R.Held)
      if (!Held.IsOwn)
        Held.Lock.Path = liftPath(Held.Lock.Path, Call, Caller);
    for (AccessPath &Path : R.Released)
      Path = liftPath(Path, Call, Caller);
    for (std::set<Message> *Messages : {&R.Before, &R.After}) {
      std::set<Message> Lifted;
      for (const Message &M : *Messages)
        Lifted.insert(lift(M, Call, Caller));
      *Messages = std::move(Lifted);
    }
    All.push_back(std::move(R));
  }
  return All;
}

std::vector<ReachedAccess> reachedAccesses(const LockProgram &P,
                                           const LinkedLocks &F,
                                           const OrderedCall &C) {
  std::vector<ReachedAccess> All;
  const LockEvent &E = F.Summary.Events[C.Event];
  for (const CallTarget &To : P.targetsOf(F, E)) {
    const LinkedLocks &Callee = P.Functions[To.Function];
    for (ReachedAccess &R : accessesOf(Callee, To.Call, F.Summary.Entity)) {
      R.Possible |= To.Possible || E.OnlyForLastOwner;
      for (const LockAt &Held : E.Held)
        if (!isReleased(F.Summary.Objects[Held.Lock].Path, R.Released))
          R.Held.push_back(describe(Held, F));
      R.Released.insert(R.Released.end(), E.Released.begin(), E.Released.end());
      R.At = E.At;
      R.Calls = E.Called.Name;
      All.push_back(std::move(R));
    }
  }
  return All;
}

/// Whether both are held with the same locks.
static bool sameLocks(const ReachedAccess &A, const ReachedAccess &B) {
  return A.Held.size() == B.Held.size() &&
         std::equal(A.Held.begin(), A.Held.end(), B.Held.begin(),
                    [](const HeldAtAccess &X, const HeldAtAccess &Y) {
                      return X.Lock.Path == Y.Lock.Path && X.Mode == Y.Mode;
                    });
}

/// Keeps the access, if nothing says as much already; whether that is new.
static bool keep(LinkedAccesses &Known, ReachedAccess R) {
  for (ReachedAccess &Other : Known.All) {
    if (Other.What.Do != R.What.Do || Other.What.Object != R.What.Object ||
        Other.Possible != R.Possible || !sameLocks(Other, R))
      continue;
    if (R.Before.size() + R.After.size() >=
        Other.Before.size() + Other.After.size())
      return false;
    Other = std::move(R);
    return true;
  }
  if (Known.All.size() >= MaxAccesses)
    return false;
  Known.All.push_back(std::move(R));
  return true;
}

bool linkAccesses(LockProgram &P, int Index) {
  LinkedLocks &F = P.Functions[Index];
  LinkedAccesses &Known = F.Reached;
  const size_t MessagesBefore = Known.Messages.size();
  bool Changed = false;
  const PointMessages Messages(P, F);
  const auto Keep = [&](ReachedAccess R, const EventOrder::Position &At) {
    if (isOwnLocal(R.What.Object, F.Summary.Entity))
      return;
    Messages.add(At.Before, R.Before);
    Messages.add(At.After, R.After);
    for (HeldAtAccess &Held : R.Held)
      Held.IsOwn |= isOwnLocal(Held.Lock.Path, F.Summary.Entity);
    Changed |= keep(Known, std::move(R));
  };
  for (const AccessEvent &E : F.Accesses.Events)
    Keep(reachedAccess(F, E), E.Order);
  for (const OrderedCall &C : F.Accesses.Calls)
    for (ReachedAccess &R : reachedAccesses(P, F, C))
      Keep(std::move(R), C.Order);
  Messages.add(~PointSet(0), Known.Messages);
  return Changed || Known.Messages.size() != MessagesBefore;
}

} // namespace fearless
