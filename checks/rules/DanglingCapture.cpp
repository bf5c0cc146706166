//===- DanglingCapture.cpp - fearless-dangling-capture --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what a thread may still borrow when a storage ends, and what it borrows
// from outside the function when that returns. Gives one finding a spawn, at
// the first thing it borrows, with the others in the same sentence.
//
//===----------------------------------------------------------------------===//

#include "flow/Flow.h"
#include "rules/DescribeDangling.h"
#include "rules/FindMembersEndedFirst.h"
#include "rules/OpenCaptures.h"
#include "rules/Rule.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

namespace fearless {

std::vector<Finding> findDanglingCaptures(const Program &P);

namespace {

bool isLoose(const LiveThread &T) { return T.Loose != LooseReason::Held; }

/// Whether a handle of the thread is kept where it outlives the call.
bool isKeptOutside(const LiveThread &T, const FunctionFacts &F) {
  return llvm::any_of(T.Handles, [&](StorageId H) {
    return F.Storages[H].Kind == StorageKind::Outside;
  });
}

/// In a destructor: what keeps a callable is a member of the object that the
/// callable refers to, and may wait for it as it ends.
bool isKeptByMember(const Outlived &O, const FunctionFacts &F) {
  const auto IsOfThis = [&](StorageId S) {
    return F.Storages[S].Path.From == AccessPath::Root::This;
  };
  return !hasHandle(F.Spawns[O.Which.Which].Kind) &&
         IsOfThis(F.Loans[O.Borrow].Of) &&
         llvm::any_of(O.Thread.Handles, IsOfThis);
}

/// Whether what keeps a callable belongs to somebody else.
bool isKeptBehindPointer(const ThreadKey &Key, const LiveThread &T,
                         const FunctionFacts &F) {
  return !hasHandle(F.Spawns[Key.Which].Kind) &&
         llvm::any_of(T.Handles, [&](StorageId H) {
           return F.Storages[H].Kind == StorageKind::Outside &&
                  F.Storages[H].IsPointer;
         });
}

bool containsWait(const FunctionFacts &F) {
  const auto Waits = [](const std::vector<Fact> &Facts) {
    return llvm::any_of(Facts, [](const Fact &Step) {
      return std::holds_alternative<event::Wait>(Step.What) ||
             std::holds_alternative<event::Share>(Step.What);
    });
  };
  return llvm::any_of(F.Blocks, [&](const Block &B) {
    return Waits(B.Facts) ||
           llvm::any_of(B.Next, [&](const Edge &E) { return Waits(E.Facts); });
  });
}

/// Storages that end with another function, and whether that the thread may
/// outlive them is definite.
class ExitJudge {
public:
  ExitJudge(const UnitFacts &Unit, const FunctionFacts &F) : Unit(Unit), F(F) {}

  /// Nothing: the borrow is no problem. Else why it is only possible; empty
  /// text: it is definite.
  std::optional<std::string> doubt(const Dangling &D) const {
    const SpawnSite &Spawn = F.Spawns[D.Which.Which];
    switch (F.Storages[F.Loans[D.Borrow].Of].Kind) {
    case StorageKind::This:
      if (Spawn.KeepsThisAlive)
        return std::nullopt;
      return Spawn.ThisIsCounted && D.Thread.Loose != LooseReason::Returned
                 ? ""
                 : "whether the object outlives the thread";
    case StorageKind::Callers:
      // A view parameter most often refers to something short-lived, but an
      // asynchronous function may be meant to work on the caller's buffer.
      return F.Loans[D.Borrow].Kind == LoanKind::View &&
                     D.Thread.Loose != LooseReason::Returned
                 ? ""
                 : "whether what the caller passes outlives the thread";
    case StorageKind::UnknownClosureCopy:
      return "how long the closure lives";
    case StorageKind::Enclosing:
      if (D.Thread.Loose == LooseReason::Returned)
        return "what the enclosing function does with the handle";
      return isAwaitedOutside() ? "whether the enclosing function waits for it"
                                : "";
    default:
      return std::nullopt;
    }
  }

private:
  bool isAwaitedOutside() const {
    if (F.Enclosing < 0)
      return true;
    const FunctionFacts &Outer = Unit.Functions[F.Enclosing];
    if (!AwaitedOutside)
      AwaitedOutside = Outer.Blocks.empty() || containsWait(Outer) ||
                       !solveFlow(Outer).AtEntry.back().Reachable;
    return *AwaitedOutside;
  }

  const UnitFacts &Unit;
  const FunctionFacts &F;
  /// The answer, once asked for.
  mutable std::optional<bool> AwaitedOutside;
};

/// All borrows of a function that a thread may outlive.
std::vector<Dangling> collectDangling(const UnitFacts &Unit,
                                      const FunctionFacts &F) {
  const FunctionFlow Flow = solveFlow(F);
  std::vector<Dangling> All;
  for (Outlived &O : findOutlived(F, Flow)) {
    if (O.Thread.Doubt.empty() && isKeptByMember(O, F))
      O.Thread.Doubt = "whether the member that keeps it waits for it";
    All.push_back({O.Which, O.Thread, O.Borrow, O.Why, O.At, O.Thread.Doubt,
                   O.Thread.DoubtAt});
  }
  const FlowState &AtExit = Flow.AtEntry.back();
  const ExitJudge Judge(Unit, F);
  for (const auto &[Key, Thread] : AtExit.Threads)
    for (LoanId L : Thread.Loans) {
      if (!F.Loans[L].isBorrow() ||
          !(isLoose(Thread) || isKeptBehindPointer(Key, Thread, F)))
        continue;
      Dangling D{Key,          Thread,        L, std::nullopt, {},
                 Thread.Doubt, Thread.DoubtAt};
      const std::optional<std::string> Doubt = Judge.doubt(D);
      if (!Doubt)
        continue;
      if (D.Doubt.empty())
        D.Doubt = *Doubt;
      All.push_back(std::move(D));
    }
  return All;
}

/// Whether the thread was given something through which it can be waited for
/// without a handle.
bool maySignal(const SpawnSite &S, const FunctionFacts &F) {
  const auto CanSignal = [&](StorageId Of) { return F.Storages[Of].CanSignal; };
  return llvm::any_of(S.Crossing.From, CanSignal) ||
         llvm::any_of(S.Crossing.Loans,
                      [&](LoanId L) { return CanSignal(F.Loans[L].Of); });
}

/// Whether what D says rests on something that is missing: no join, no wait,
/// no release, nothing that keeps the object alive.
bool restsOnAbsence(const Dangling &D, const FunctionFacts &F) {
  return D.Thread.Loose != LooseReason::Detached ||
         F.Loans[D.Borrow].OfContents ||
         F.Storages[F.Loans[D.Borrow].Of].Kind == StorageKind::This ||
         maySignal(F.Spawns[D.Which.Which], F);
}

/// Evidence that the rule cannot trust.
bool isMoot(const Dangling &D, const FunctionFacts &F) {
  const LiveThread &T = D.Thread;
  // In code that does not compile, what is missing proves nothing.
  if (F.Broken && restsOnAbsence(D, F))
    return true;
  // Who has the object that keeps it has to call it first; that is behind the
  // end of what it borrows only if it is handed on.
  const auto IsOwn = [&](StorageId H) {
    return F.Storages[H].Kind == StorageKind::Local ||
           F.Storages[H].Kind == StorageKind::Temporary ||
           F.Storages[H].Kind == StorageKind::Parameter;
  };
  if (F.Spawns[D.Which.Which].Kind == SpawnKind::Stored &&
      llvm::all_of(T.Handles, IsOwn))
    return true;
  // Somebody resumes a coroutine, most often until it is done: if not a call
  // that is seen, then a loop over its handles. Temporaries end too early.
  if (F.Spawns[D.Which.Which].Kind == SpawnKind::Coroutine &&
      (!D.Doubt.empty() ||
       (T.Loose == LooseReason::Held && llvm::all_of(T.Handles, IsOwn) &&
        D.Why != EndReason::FullExpression)))
    return true;
  // A deferred task runs only when somebody waits for it.
  return F.Spawns[D.Which.Which].Deferred && T.Loose != LooseReason::Returned &&
         !isKeptOutside(T, F);
}

bool isDefinite(const std::vector<Dangling> &All) {
  return llvm::any_of(All, [](const Dangling &D) { return D.Doubt.empty(); });
}

/// A call may do several things with one callable: the surest, and then the
/// first in the order of SpawnKind, stands for all.
void keepOnePerCall(const FunctionFacts &F,
                    std::map<SpawnId, std::vector<Dangling>> &OfSpawn) {
  std::map<Place, SpawnId> Best;
  for (const auto &[Spawn, All] : OfSpawn) {
    const auto [Entry, Inserted] = Best.try_emplace(F.Spawns[Spawn].At, Spawn);
    const auto Rank = [&](SpawnId S) {
      return std::make_tuple(!isDefinite(OfSpawn[S]), F.Spawns[S].Kind, S);
    };
    if (!Inserted && Rank(Spawn) < Rank(Entry->second))
      Entry->second = Spawn;
  }
  std::erase_if(OfSpawn, [&](const auto &Entry) {
    return Best[F.Spawns[Entry.first].At] != Entry.first;
  });
}

} // namespace

std::map<SpawnId, Finding> findDanglingIn(const UnitFacts &Unit,
                                          const FunctionFacts &F) {
  std::map<SpawnId, Finding> Findings;
  if (F.Blocks.empty() || F.Spawns.empty())
    return Findings;
  std::map<SpawnId, std::vector<Dangling>> OfSpawn;
  for (Dangling &D : collectDangling(Unit, F))
    if (!isMoot(D, F))
      OfSpawn[D.Which.Which].push_back(std::move(D));
  keepOnePerCall(F, OfSpawn);
  for (auto &[Spawn, All] : OfSpawn) {
    // What is only possible says nothing beside what is definite.
    if (isDefinite(All))
      llvm::erase_if(All, [](const Dangling &D) { return !D.Doubt.empty(); });
    Findings.try_emplace(Spawn, describeDangling(F, std::move(All)));
  }
  return Findings;
}

std::vector<Finding> findDanglingCaptures(const Program &P) {
  std::vector<Finding> Findings;
  for (const FunctionFacts &F : P.Unit.Functions)
    for (auto &[Spawn, Found] : findDanglingIn(P.Unit, F))
      Findings.push_back(std::move(Found));
  for (Finding &Found : findMembersEndedFirst(P))
    Findings.push_back(std::move(Found));
  return Findings;
}

} // namespace fearless
