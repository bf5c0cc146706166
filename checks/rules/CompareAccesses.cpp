//===- CompareAccesses.cpp - Two accesses -> whether they race ------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CompareAccesses.h"
#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

enum class Protection : uint8_t { None, Perhaps, Common };

/// Whether a lock is held for both accesses.
static Protection protectionOf(const ReachedAccess &A, const ReachedAccess &B) {
  Protection Found = Protection::None;
  for (const HeldAtAccess &X : A.Held)
    for (const HeldAtAccess &Y : B.Held) {
      const AccessPath &P = X.Lock.Path, &Q = Y.Lock.Path;
      if (X.IsOwn || Y.IsOwn ||
          (X.Mode == LockMode::Shared && Y.Mode == LockMode::Shared))
        continue;
      if (P.isKnown() && P == Q)
        return Protection::Common;
      if (!P.isKnown() || !Q.isKnown() || classOf(P) == classOf(Q))
        Found = Protection::Perhaps;
    }
  return Found;
}

/// Whether one side may have told the other in between. Of threads that run the
/// same code, a lock tells nothing: none of them waits for the others.
static Ordered reach(const std::set<Message> &Sent,
                     const std::set<Message> &Received, RacingPair Of) {
  Ordered Found = Ordered::No;
  for (const Message &S : Sent)
    for (const Message &R : Received) {
      if (S.IsLock != R.IsLock && S.On.isKnown() && R.On.isKnown())
        continue;
      if (Of == RacingPair::Rounds && S.IsLock && R.IsLock)
        continue;
      if (!S.On.isKnown() || !R.On.isKnown()) {
        Found = Ordered::Perhaps;
        continue;
      }
      const bool IsAny = S.On.From == AccessPath::Root::Result ||
                         R.On.From == AccessPath::Root::Result;
      if (!IsAny && S.On != R.On && !overlap(S.On, R.On))
        continue;
      if (!S.IsLock)
        return Ordered::Yes;
      Found = Ordered::Perhaps;
    }
  return Found;
}

void addReleases(ReachedAccess &A) {
  for (const HeldAtAccess &Held : A.Held)
    if (!Held.IsOwn)
      A.After.insert({true, Held.Lock.Path});
}

bool isDecidedByOne(const ReachedAccess &A, const ReachedAccess &B) {
  return llvm::any_of(A.Before, [&](const Message &Mine) {
    return Mine.Decides && llvm::any_of(B.Before, [&](const Message &Theirs) {
             return Theirs.Decides && overlap(Mine.On, Theirs.On);
           });
  });
}

bool mayRace(const ReachedAccess &A, const ReachedAccess &B) {
  return (A.What.Do == AccessKind::Write || B.What.Do == AccessKind::Write) &&
         overlap(A.What.Object, B.What.Object) &&
         protectionOf(A, B) == Protection::None;
}

Ordered orderOf(const ReachedAccess &A, const ReachedAccess &B, RacingPair Of) {
  return std::max(reach(A.After, B.Before, Of), reach(B.After, A.Before, Of));
}

std::vector<ReachedAccess> accessesOfThread(const LockProgram &P,
                                            const SpawnSite &Site,
                                            llvm::StringRef In) {
  if (Site.Runs.empty())
    return {};
  const auto Runs = P.ByEntity.find(Site.Runs.front());
  if (Runs == P.ByEntity.end())
    return {};
  const LinkedLocks &Callee = P.Functions[Runs->second.front()];
  LockCall Call;
  Call.Callee = Callee.Summary.Entity;
  Call.OnPlace = Site.OnPlace;
  Call.Places = Site.Places;
  if (Callee.Summary.Name == "lambda")
    Call.OnPlace = Call.On = {AccessPath::Root::This, 0, "", {}};
  else if (Site.OnPlace.Fields.empty())
    Call.On = Site.OnPlace;
  return accessesOf(Callee, Call, In);
}

} // namespace fearless
