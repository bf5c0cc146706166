//===- SolveHeldLocks.cpp - Facts -> locks held at each point -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/TransferLocks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

/// A condition that holds in one state and does not in the other.
std::optional<std::pair<ConditionId, bool>> difference(const LockState &A,
                                                       const LockState &B) {
  for (const auto &[C, Holds] : A.Known)
    if (const auto Other = B.Known.find(C);
        Other != B.Known.end() && Other->second != Holds)
      return std::pair(C, Holds);
  return std::nullopt;
}

/// Whether what the lock needs to be held is known not to be so in that state.
bool isExcluded(const HeldLock &Held, const LockState &In) {
  return llvm::any_of(Held.Given, [&](const auto &Given) {
    const auto Known = In.Known.find(Given.first);
    return Known != In.Known.end() && Known->second != Given.second;
  });
}

/// Makes Into hold what holds on both ways.
void joinStates(LockState &Into, const LockState &From) {
  if (!Into.Reachable) {
    Into = From;
    return;
  }
  std::map<LockId, HeldLock> Held;
  const auto KeepOneSided = [&](LockId L, const HeldLock &Lock,
                                const LockState &Here, const LockState &There) {
    HeldLock Kept = Lock;
    if (!isExcluded(Lock, There)) {
      const auto Tells = difference(Here, There);
      if (!Tells)
        return;
      Kept.Given[Tells->first] = Tells->second;
    }
    Held.emplace(L, std::move(Kept));
  };
  for (const auto &[L, Lock] : Into.Held) {
    const auto Other = From.Held.find(L);
    if (Other == From.Held.end()) {
      KeepOneSided(L, Lock, Into, From);
      continue;
    }
    HeldLock Both = Lock;
    if (Both.Guard != Other->second.Guard)
      Both.Guard.reset();
    Both.Since = std::min(Both.Since, Other->second.Since);
    Both.Times = std::min(Both.Times, Other->second.Times);
    Both.Try |= Other->second.Try;
    if (Other->second.Mode == LockMode::Shared)
      Both.Mode = LockMode::Shared;
    if (Both.Given.empty())
      Both.Given = Other->second.Given;
    else if (!Other->second.Given.empty() && Other->second.Given != Both.Given)
      continue;
    Held.emplace(L, std::move(Both));
  }
  for (const auto &[L, Lock] : From.Held)
    if (!Into.Held.count(L))
      KeepOneSided(L, Lock, From, Into);
  Into.Held = std::move(Held);
  Into.Released.insert(From.Released.begin(), From.Released.end());
  for (const auto &[Guard, Locks] : From.Guards)
    Into.Guards[Guard].insert(Locks.begin(), Locks.end());
  Into.Suspends.insert(From.Suspends.begin(), From.Suspends.end());
  std::erase_if(Into.Owning, [&](const auto &Entry) {
    return !From.Owning.count(Entry.first);
  });
  std::erase_if(Into.Known, [&](const auto &Entry) {
    const auto Other = From.Known.find(Entry.first);
    return Other == From.Known.end() || Other->second != Entry.second;
  });
}

/// The most that the states of one function may come to, all rounds together:
/// a second's work.
constexpr size_t MaxWork = 8'000'000;

/// The most locks held at once: what each pair of them means for their order is
/// asked at every step.
constexpr size_t MaxHeld = 64;

/// What it costs to join or copy a state.
size_t sizeOf(const LockState &State) {
  size_t Size = 8 + 4 * State.Held.size() + State.Released.size() +
                State.Suspends.size() + State.Known.size() +
                State.Owning.size();
  for (const auto &[Guard, Locks] : State.Guards)
    Size += 2 + Locks.size();
  return Size;
}

/// Whether what is noted depends on the way to it: something in the function
/// can change what is held, or is done for some arguments only.
bool needsStates(const FunctionFacts &F, EffectsOf Effects) {
  if (!F.Locks.Steps.empty() &&
      llvm::any_of(F.Conditions,
                   [](const Condition &C) { return C.Parameter.has_value(); }))
    return true;
  if (!F.Locks.Awaits.empty())
    return true;
  return llvm::any_of(F.Locks.Steps, [&](const LockStep &Step) {
    if (Step.Do == LockAction::Block)
      return false;
    if (Step.Do != LockAction::Call)
      return true;
    if (Step.Otherwise)
      return true;
    const LockEffects *Of =
        Step.Called.Callee.empty() ? nullptr : Effects(Step.Called.Callee);
    return Of && !Of->empty();
  });
}

LockEffects effectsOf(const LockState &AtExit, const FunctionFacts &F,
                      const std::vector<LockObject> &Objects) {
  LockEffects Effects;
  for (const auto &[L, Held] : AtExit.Held) {
    if (!Held.Given.empty())
      continue;
    const bool Returned = F.Locks.Result && Held.Guard == F.Locks.Result;
    (Returned ? Effects.Returns : Effects.Leaves)
        .push_back({Objects[L], Held.Mode});
  }
  for (LockId L : AtExit.Released)
    Effects.Releases.push_back(Objects[L].Path);
  return Effects;
}

} // namespace

LockFlow solveHeldLocks(const FunctionFacts &F, EffectsOf Effects) {
  LockFlow Flow;
  Flow.Objects = F.Locks.Objects;
  Flow.AtEntry.resize(F.Blocks.size());
  if (F.Blocks.empty() || (F.Locks.empty() && F.Accesses.All.empty()))
    return Flow;
  LockTransfer Transfer(F, Effects, Flow);
  Flow.AtEntry[0].Reachable = true;
  if (!needsStates(F, Effects)) {
    // Nothing is ever held: one pass in any order tells all.
    for (const Block &B : F.Blocks) {
      LockState State;
      State.Reachable = true;
      for (const Fact &Step : B.Facts)
        if (std::holds_alternative<event::Lock>(Step.What) ||
            std::holds_alternative<event::Access>(Step.What) ||
            std::holds_alternative<event::Expire>(Step.What))
          Transfer.apply(State, Step, &Flow.Points);
      for (const Edge &E : B.Next)
        if (!E.Never && !E.Abrupt)
          for (const Fact &Step : E.Facts)
            if (std::holds_alternative<event::Expire>(Step.What))
              Transfer.apply(State, Step, &Flow.Points);
    }
    for (LockState &State : Flow.AtEntry)
      State.Reachable = true;
    return Flow;
  }
  std::set<BlockId> Pending = {0};
  size_t Rounds = 16 * F.Blocks.size() + 1024, Work = 0;
  LockState AtExit;
  const auto Leave = [&](const Edge &E, const LockState &State,
                         std::vector<LockPoint> *Points) {
    LockState Left = State;
    if (E.Abrupt)
      Transfer.unwind(Left);
    for (const Fact &Step : E.Facts)
      Transfer.apply(Left, Step, E.Abrupt ? nullptr : Points);
    return Left;
  };
  bool HoldsTooMany = false;
  while (!Pending.empty() && Rounds-- != 0 && Work < MaxWork && !HoldsTooMany) {
    const BlockId Now = *Pending.begin();
    Pending.erase(Pending.begin());
    LockState State = Flow.AtEntry[Now];
    Work += sizeOf(State);
    for (const Fact &Step : F.Blocks[Now].Facts)
      Transfer.apply(State, Step);
    HoldsTooMany = State.Held.size() > MaxHeld;
    for (const Edge &E : F.Blocks[Now].Next) {
      if (E.Never || !State.Reachable)
        continue;
      const LockState Left = Leave(E, State, nullptr);
      if (!Left.Reachable || (E.Abrupt && E.To + 1 == F.Blocks.size()))
        continue;
      LockState Joined = Flow.AtEntry[E.To];
      joinStates(Joined, Left);
      if (Joined == Flow.AtEntry[E.To])
        continue;
      Flow.AtEntry[E.To] = std::move(Joined);
      Pending.insert(E.To);
    }
  }
  if (!Pending.empty() || HoldsTooMany) {
    LockFlow Nothing;
    Nothing.Objects = std::move(Flow.Objects);
    Nothing.AtEntry.resize(F.Blocks.size());
    Nothing.GaveUp = true;
    return Nothing;
  }
  for (size_t B = 0; B != F.Blocks.size(); ++B) {
    if (!Flow.AtEntry[B].Reachable)
      continue;
    LockState State = Flow.AtEntry[B];
    for (const Fact &Step : F.Blocks[B].Facts)
      Transfer.apply(State, Step, &Flow.Points);
    for (const Edge &E : F.Blocks[B].Next)
      if (!E.Never && State.Reachable)
        Leave(E, State, &Flow.Points);
  }
  Flow.Effects = effectsOf(Flow.AtEntry.back(), F, Flow.Objects);
  return Flow;
}

void printHeldLocks(llvm::raw_ostream &OS, const LockState &State,
                    const std::vector<LockObject> &Objects) {
  if (!State.Held.empty()) {
    OS << "      holds {";
    llvm::interleaveComma(State.Held, OS, [&](const auto &Entry) {
      OS << Objects[Entry.first].Text;
      if (Entry.second.Mode == LockMode::Shared)
        OS << " shared";
      for (const auto &[C, Holds] : Entry.second.Given)
        OS << " given " << (Holds ? "" : "not ") << "condition " << C;
    });
    OS << "}\n";
  }
  if (!State.Released.empty()) {
    OS << "      released for the caller {";
    llvm::interleaveComma(State.Released, OS,
                          [&](LockId L) { OS << Objects[L].Text; });
    OS << "}\n";
  }
}

} // namespace fearless
