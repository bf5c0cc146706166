//===- ChangeState.cpp - What events do to a state, in parts --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ChangeState.h"
#include "flow/Reach.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

void StateChange::endIf(
    llvm::function_ref<bool(const ThreadKey &, LiveThread &)> HasEnded) {
  for (auto T = State.Threads.begin(); T != State.Threads.end();)
    T = HasEnded(T->first, T->second) ? State.Threads.erase(T) : std::next(T);
}

std::set<LoanId> StateChange::loansOf(const Value &V) const {
  std::set<LoanId> Loans;
  for (LoanId L : V.Loans) {
    const Loan &Known = F.Loans[L];
    // Copies tell what a thread and its spawner both know; where nothing is
    // spawned they would only fill the states.
    const bool IsIdle = Known.Kind == LoanKind::Copy && F.Spawns.empty();
    if (!IsIdle && (!Known.OfContents || !State.Surrendered.count(Known.Of)))
      Loans.insert(L);
  }
  for (StorageId From : V.From)
    if (const auto Held = State.Contents.find(From);
        Held != State.Contents.end())
      Loans.insert(Held->second.begin(), Held->second.end());
  return Loans;
}

bool StateChange::holdsOneOf(const LiveThread &T,
                             const std::set<StorageId> &Of) {
  return llvm::any_of(T.Handles, [&](StorageId H) { return Of.count(H) != 0; });
}

bool StateChange::knowsOneOf(const LiveThread &T,
                             const std::set<StorageId> &Of) const {
  return llvm::any_of(reachedBy(T, State, F), [&](StorageId Named) {
    if (Of.count(Named))
      return true;
    // What the thread knows may itself be linked (a captured promise).
    const auto Linked = State.Links.find(Named);
    return Linked != State.Links.end() &&
           llvm::any_of(Linked->second,
                        [&](StorageId S) { return Of.count(S) != 0; });
  });
}

void StateChange::doubt(LiveThread &T, std::string Why) const {
  T.Doubt = std::move(Why);
  T.DoubtAt = At;
}

void StateChange::loosen(LiveThread &T, LooseReason Why, const Place &Where) {
  T.Loose = Why;
  T.LooseAt = Where;
}

void StateChange::comeLoose(LiveThread &T, LooseReason Why) const {
  T.WasHeldBy = std::move(T.Handles);
  T.Handles.clear();
  loosen(T, Why, At);
}

void StateChange::endHeldBy(const std::set<StorageId> &Held) {
  endIf([&](const ThreadKey &, LiveThread &T) {
    if (!holdsOneOf(T, Held))
      return false;
    const bool Copied = llvm::any_of(
        T.Handles, [&](StorageId H) { return F.Storages[H].CopiesHandle; });
    if (Copied)
      T.Handles.clear();
    else
      for (StorageId H : Held)
        T.Handles.erase(H);
    return T.Handles.empty() && T.Loose == LooseReason::Held;
  });
}

void StateChange::dropStored(StorageId Keeper) {
  endIf([&](const ThreadKey &Key, LiveThread &T) {
    return F.Spawns[Key.Which].Kind == SpawnKind::Stored &&
           T.Handles.erase(Keeper) && T.Handles.empty();
  });
}

void StateChange::dropThreads(StorageId S) {
  // What a pointer parameter points to is the caller's, and lives on.
  if (F.Storages[S].Kind == StorageKind::Parameter && F.Storages[S].IsPointer)
    return;
  endIf([&](const ThreadKey &Key, LiveThread &T) {
    if (!T.Handles.erase(S) || !T.Handles.empty() ||
        T.Loose != LooseReason::Held)
      return false;
    if (F.Spawns[Key.Which].Kind != SpawnKind::Thread)
      return true;
    switch (F.Storages[S].AtEnd) {
    case EndOfThreads::Join:
    case EndOfThreads::Terminate:
      return true;
    case EndOfThreads::Leak:
      loosen(T, LooseReason::Leaked, At);
      return false;
    case EndOfThreads::Detach:
      loosen(T, LooseReason::Detached, At);
      return false;
    case EndOfThreads::Unknown:
      loosen(T, LooseReason::Leaked, At);
      if (T.Doubt.empty())
        doubt(T,
              "the destructor of '" + F.Storages[S].Type + "' may wait for it");
      return false;
    }
    return false;
  });
}

void StateChange::forgetLoans(llvm::function_ref<bool(const Loan &)> Matches) {
  const auto Gone = [&](LoanId L) { return Matches(F.Loans[L]); };
  for (auto &Entry : State.Threads)
    std::erase_if(Entry.second.Loans, Gone);
  for (auto &Entry : State.Contents)
    std::erase_if(Entry.second, Gone);
  std::erase_if(State.Contents,
                [](const auto &Entry) { return Entry.second.empty(); });
}

void StateChange::expire(StorageId S, EndReason Why) {
  if (Found)
    for (const auto &[Key, Thread] : State.Threads)
      for (LoanId L : Thread.Loans)
        if (F.Loans[L].Of == S && F.Loans[L].isBorrow() &&
            Thread.Handles != std::set<StorageId>{S})
          Found->push_back({Key, Thread, L, Why, At});
  // A guard that joins in its destructor joins what it refers to; a thread that
  // joins others ends behind them. What a result waits for is not known.
  if (F.Storages[S].AtEnd == EndOfThreads::Join) {
    endHeldBy(namedBy(S, State, F));
    endIf([&](const ThreadKey &Key, const LiveThread &T) {
      const SpawnSite &Site = F.Spawns[Key.Which];
      return Site.Kind == SpawnKind::Thread && Site.Within.empty() &&
             T.Awaited.count(S) != 0;
    });
  }
  dropThreads(S);
  State.Contents.erase(S);
  State.Links.erase(S);
  State.Surrendered.erase(S);
  forgetLoans([&](const Loan &L) { return L.Of == S && L.isBorrow(); });
  for (auto &Entry : State.Threads) {
    Entry.second.WasHeldBy.erase(S);
    Entry.second.Awaited.erase(S);
  }
  // A loose thread that has nothing of ours any more is of no interest, unless
  // what it runs may meet us in a global.
  endIf([&](const ThreadKey &Key, const LiveThread &T) {
    return T.Loose != LooseReason::Held && F.Spawns[Key.Which].Runs.empty() &&
           llvm::none_of(T.Loans, [&](LoanId L) {
             return F.Loans[L].isBorrow() ||
                    F.Loans[L].Kind == LoanKind::Incoming;
           });
  });
}

} // namespace fearless
