//===- BlockingUnderLock.cpp - fearless-blocking-under-lock ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the steps that may block, themselves or through calls, and the locks
// held there that nobody on the way releases. Gives one finding a place, for
// the call that surely blocks if there is one, and one for all calls that end
// in the same wait if they are many. Waiting on a disk or for a bounded time is
// possible trouble, unless others spin for the lock.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeLocks.h"
#include "rules/Rule.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <set>
#include <tuple>

namespace fearless {

std::vector<Finding> findBlockingUnderLock(const Program &Whole);

namespace {

/// A blocking call with the locks that are held across it.
struct Blocked {
  ReachedBlock By;
  std::vector<LockAt> Held;
  /// Why it is only possible; empty: it is not.
  std::string Doubt;
};

/// Globals that a function releases which nobody calls by name: a callback, as
/// which it may run in any code that is not seen.
std::set<AccessPath> releasedByCallbacks(const LockProgram &P) {
  llvm::StringSet<> Called;
  for (const LinkedLocks &F : P.Functions)
    for (const LockEvent &E : F.Summary.Events)
      Called.insert(E.Called.Callee);
  std::set<AccessPath> Released;
  for (const LinkedLocks &F : P.Functions)
    if (!Called.contains(F.Summary.Entity))
      for (const AccessPath &Path : F.Summary.Effects.Releases)
        if (Path.From == AccessPath::Root::Global)
          Released.insert(Path);
  return Released;
}

std::optional<Blocked> judge(const LinkedLocks &F, const LockEvent &E,
                             ReachedBlock R,
                             const std::set<AccessPath> &HandedOver) {
  Blocked B{R, heldAcross(F, E, R.Released), ""};
  if (B.Held.empty())
    return std::nullopt;
  unsigned Tier = R.Blocks.Tier;
  if (Tier != 0 && llvm::any_of(B.Held, [&](const LockAt &L) {
        return F.Summary.Objects[L.Lock].Spin;
      }))
    --Tier;
  if (Tier > 1)
    return std::nullopt;
  if (R.LetsUnknown) {
    // The lock that is let go may be this one.
    if (B.Held.size() == 1)
      return std::nullopt;
    B.Doubt = "which lock it releases while it waits";
  } else if (R.Possible) {
    B.Doubt = spellDoubt(R.Doubt);
  } else if (Tier == 1) {
    B.Doubt = "how long it waits";
  } else if (llvm::all_of(B.Held, [&](const LockAt &L) {
               return HandedOver.count(F.Summary.Objects[L.Lock].Path) != 0;
             })) {
    B.Doubt = "whether a callback has released the lock";
  }
  return B;
}

/// A wait under a lock, in the function that holds the lock.
struct Occurrence {
  const LinkedLocks *In;
  Blocked What;
  std::vector<ChainStep> Chain;
};

/// Where it waits, the macro if that has the call in its text, and whether that
/// is only possible.
using WaitKey = std::tuple<Place, std::string, bool>;

/// More calls than this that end in one wait are one finding: a logger that may
/// have to wait for its writer is one thing to talk about, not one for each
/// line that is logged.
constexpr size_t MaxOfOneWait = 4;

/// What is called where the lock is held: the wait itself, or what leads to it.
const std::string &calledAt(const Blocked &B,
                            const std::vector<ChainStep> &Chain) {
  return Chain.front().Calls.empty() ? B.By.Blocks.Name : Chain.front().Calls;
}

Finding describe(const LinkedLocks &F, const Blocked &B,
                 const std::vector<ChainStep> &Chain) {
  const std::vector<std::string> Names = nameHeld(F, B.Held);
  const std::string Locks = quoteNames(Names);
  const std::string Held =
      Locks + (Names.size() == 1 ? " is" : " are") + " held";
  Finding Found;
  Found.Check = "fearless-blocking-under-lock";
  Found.At = B.By.At;
  Found.In = F.Summary.In;
  Found.Message =
      "'" + calledAt(B, Chain) + "' " + B.By.Blocks.Waits + " while " + Held;
  for (const LockAt &L : B.Held)
    Found.Steps.push_back(describeTaking(L, F.Summary.Objects[L.Lock]));
  describeCalls(Chain, Found.Steps);
  const Place &Started = B.By.Blocks.Started;
  if (Started.Line != 0)
    Found.Steps.push_back({Started, "what it waits for is started here"});
  if (!Chain.front().Calls.empty())
    Found.Steps.push_back({Chain.back().At, "'" + B.By.Blocks.Name + "' " +
                                                B.By.Blocks.Waits + " here"});
  const std::string Them = Names.size() == 1 ? "it" : "them";
  Found.Steps.push_back(
      {B.By.At, "every thread that needs " + Locks + " waits as long; unlock " +
                    Them +
                    (Started.Line != 0 ? " before the destructor runs"
                                       : " before the call")});
  if (!B.Doubt.empty())
    addDoubt(Found, B.Doubt, Found.At);
  return Found;
}

/// All findings of one wait.
void describeAll(std::vector<Occurrence> All, std::vector<Finding> &Findings) {
  if (All.size() <= MaxOfOneWait) {
    for (const Occurrence &O : All)
      Findings.push_back(describe(*O.In, O.What, O.Chain));
    return;
  }
  const auto Key = [](const Occurrence &O) {
    return std::tuple(O.Chain.size(), O.What.By.At);
  };
  llvm::sort(All, [&](const Occurrence &A, const Occurrence &B) {
    return Key(A) < Key(B);
  });
  const Occurrence &Nearest = All[0], &Other = All[1];
  Finding Found = describe(*Nearest.In, Nearest.What, Nearest.Chain);
  Found.Steps.insert(Found.Steps.end() - 1,
                     {Other.What.By.At,
                      "so do " + std::to_string(All.size() - 1) +
                          " other calls that are made with a lock held, such "
                          "as that of '" +
                          calledAt(Other.What, Other.Chain) + "' here"});
  Findings.push_back(std::move(Found));
}

} // namespace

std::vector<Finding> findBlockingUnderLock(const Program &Whole) {
  std::vector<Finding> Findings;
  const LockProgram &P = locksOf(Whole.Unit);
  const std::set<AccessPath> HandedOver = releasedByCallbacks(P);
  std::map<WaitKey, std::vector<Occurrence>> OfWait;
  for (const LinkedLocks &F : P.Functions) {
    std::map<Place, Blocked> AtPlace;
    for (const LockEvent &E : F.Summary.Events) {
      // fearless-callback-under-lock tells what closures do in callees.
      if (E.Held.empty() || E.IsOfCallee)
        continue;
      for (ReachedBlock &R : reachedBlocks(P, F, E)) {
        std::optional<Blocked> B = judge(F, E, std::move(R), HandedOver);
        if (!B)
          continue;
        const auto [Known, New] = AtPlace.try_emplace(B->By.At, *B);
        if (!New && !Known->second.Doubt.empty() && B->Doubt.empty())
          Known->second = std::move(*B);
      }
    }
    for (auto &[At, B] : AtPlace) {
      std::vector<ChainStep> Chain = chainOf(P, B.By);
      const std::string &Macro = B.By.Blocks.Macro;
      const WaitKey Key = {Macro.empty() ? Chain.back().At : Place(), Macro,
                           !B.Doubt.empty()};
      OfWait[Key].push_back({&F, std::move(B), std::move(Chain)});
    }
  }
  for (auto &[Key, All] : OfWait)
    describeAll(std::move(All), Findings);
  return Findings;
}

} // namespace fearless
