//===- FindRaces.cpp - Accesses and threads -> races ----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks a function that starts threads with the state of its flow. Each access
// is held against what the threads that run there do, and at each spawn the
// threads against each other.
//
//===----------------------------------------------------------------------===//

#include "rules/FindRaces.h"
#include "flow/Transfer.h"
#include "program/LockProgram.h"
#include "rules/CompareAccesses.h"
#include "rules/DescribeCrossing.h"
#include "rules/TraceMemberThreads.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

using Root = AccessPath::Root;

class RaceFinder {
public:
  RaceFinder(const Program &Whole, const FunctionFacts &F)
      : F(F), P(locksOf(Whole.Unit)) {}

  /// Looks only at a thread that was there when the function was called: its
  /// accesses beside those from which a join of it can be reached.
  RaceFinder(const Program &Whole, const FunctionFacts &F, SpawnId Before)
      : F(F), P(locksOf(Whole.Unit)), Before(Before) {}

  std::vector<Race> find() {
    const auto Known = P.ByEntity.find(F.Entity);
    if (Known == P.ByEntity.end() || F.Blocks.empty() ||
        llvm::none_of(F.Spawns, isRunByThread))
      return {};
    L = &P.Functions[Known->second.front()];
    Flow = solveFlow(F);
    Order = orderEvents(F);
    if (Before)
      Order.OfSpawn[*Before].After = ~PointSet(0);
    if (L->Accesses.Points.size() != Order.Points.size())
      return {}; // another function of that name
    for (const AccessEvent &E : L->Accesses.Events)
      EventOf[E.Which] = &E;
    for (const OrderedCall &C : L->Accesses.Calls)
      CallOf[C.Step] = &C;
    Messages.emplace(P, *L);
    walk(/*Judges=*/false);
    walk(/*Judges=*/true);
    std::vector<Race> Found;
    for (auto &Entry : Races)
      Found.push_back(std::move(Entry.second));
    return Found;
  }

private:
  void walk(bool Judges) {
    size_t Point = 0;
    for (BlockId B = 0; B != F.Blocks.size(); ++B) {
      FlowState State = Flow.AtEntry[B];
      const std::vector<Fact> &Facts = F.Blocks[B].Facts;
      for (size_t I = 0; I != Facts.size(); ++I) {
        if (!Judges && isPoint(Facts[I])) {
          for (const auto &[Key, Thread] : State.Threads)
            LivePoints[Key.Which] |= bitOf(Point);
          ++Point;
        }
        if (Judges && State.Reachable && !State.Threads.empty())
          judge(Facts[I], State, {B, I});
        applyFact(State, Facts[I], F);
      }
    }
  }

  bool isPoint(const Fact &Step) const {
    if (Next == Order.Points.size())
      return false;
    const OrderPoint &Point = Order.Points[Next];
    bool Is = false;
    if (const auto *E = std::get_if<event::Spawn>(&Step.What))
      Is = Point.What == OrderPoint::Kind::Spawn && Point.Which == E->Which;
    else if (const auto *E = std::get_if<event::Access>(&Step.What))
      Is = Point.What == OrderPoint::Kind::Signal && Point.Which == E->Which;
    else if (const auto *E = std::get_if<event::Lock>(&Step.What))
      Is = (Point.What == OrderPoint::Kind::Lock ||
            Point.What == OrderPoint::Kind::Call) &&
           Point.Which == E->Which;
    Next += Is;
    return Is;
  }

  void judge(const Fact &Step, const FlowState &State, FactPosition At) {
    if (const auto *E = std::get_if<event::Access>(&Step.What)) {
      if (const auto Event = EventOf.find(E->Which); Event != EventOf.end())
        judgeSpawner(reachedAccess(*L, *Event->second), Event->second->Order,
                     State, At);
    } else if (const auto *E = std::get_if<event::Lock>(&Step.What)) {
      if (const auto Call = CallOf.find(E->Which); Call != CallOf.end())
        for (const ReachedAccess &R : reachedAccesses(P, *L, *Call->second))
          judgeSpawner(R, Call->second->Order, State, At);
    } else if (const auto *E = std::get_if<event::Spawn>(&Step.What)) {
      judgeThreads(E->Which, State, At);
    }
  }

  /// The spawner's access beside the threads that run there.
  void judgeSpawner(const ReachedAccess &Own, const EventOrder::Position &Order,
                    const FlowState &State, FactPosition At) {
    for (const auto &[Key, Thread] : State.Threads) {
      const SpawnSite &Site = F.Spawns[Key.Which];
      if (Before && (Key.Which != *Before || !reachesJoin(F, At, Site.Keeper)))
        continue;
      // What the call that starts the thread does, it does before, as far as
      // is known.
      if (!isRunByThread(Site) || (!Site.Within.empty() && Site.At == Own.At))
        continue;
      for (const ReachedAccess &There : accessesOf(Key.Which)) {
        if (!mayRace(Own, There))
          continue;
        ReachedAccess Here = Own;
        Messages->add(Order.Before & this->Order.OfSpawn[Key.Which].After,
                      Here.Before);
        Messages->add(Order.After & LivePoints[Key.Which], Here.After);
        addReleases(Here);
        Race R;
        R.In = &F;
        R.Thread = Site;
        R.First = There;
        R.Second = Here;
        R.Doubt = Thread.Doubt;
        add(std::move(R), Key.Which, At);
      }
    }
  }

  /// The new thread beside those that run.
  void judgeThreads(SpawnId New, const FlowState &State, FactPosition At) {
    const SpawnSite &Site = F.Spawns[New];
    if (!isRunByThread(Site) || Before)
      return;
    for (const auto &[Key, Thread] : State.Threads) {
      const SpawnSite &Other = F.Spawns[Key.Which];
      if (!isRunByThread(Other))
        continue;
      const bool Rounds = Key.Which == New;
      for (const ReachedAccess &A : accessesOf(Key.Which))
        for (const ReachedAccess &B : accessesOf(New)) {
          if (!mayRace(A, B))
            continue;
          Race R;
          R.Of = Rounds ? RacingPair::Rounds : RacingPair::Threads;
          R.In = &F;
          R.Thread = Other;
          if (!Rounds)
            R.Other = Site;
          R.First = A;
          R.Second = B;
          R.Doubt = Thread.Doubt;
          if (R.Doubt.empty())
            R.Doubt = Site.Doubt;
          add(std::move(R), Key.Which, At);
        }
    }
  }

  /// What a thread does, as this function sees it.
  const std::vector<ReachedAccess> &accessesOf(SpawnId Which) {
    const auto [Known, IsNew] = OfThread.try_emplace(Which);
    if (!IsNew)
      return Known->second;
    Known->second = accessesOfThread(P, F.Spawns[Which], F.Entity);
    for (ReachedAccess &A : Known->second)
      addReleases(A);
    return Known->second;
  }

  /// Whether both sides mean one object, and not one of each round of a loop.
  bool isOneObject(const AccessPath &Object, SpawnId Spawn, FactPosition At) {
    if (!isOwnLocal(Object, F.Entity))
      return true;
    const auto Storage = F.Accesses.Locals.find(Object.Global);
    return Storage != F.Accesses.Locals.end() &&
           isSameObject(F, Spawn, Storage->second, At);
  }

  /// The caller may hold the lock that the thread takes.
  bool mayBeHeldByCaller(const Race &R) const {
    return R.Of == RacingPair::Spawner &&
           llvm::any_of(R.First.Held, [&](const HeldAtAccess &Held) {
             const AccessPath &Path = Held.Lock.Path;
             if (Held.IsOwn || isOwnLocal(Path, F.Entity))
               return false;
             return !L->HeldByCallers ||
                    L->HeldByCallers->count(classOf(Path)) != 0;
           });
  }

  /// Sure ones first, then those in which the thread writes.
  static auto rank(const Race &R) {
    return std::tuple(!R.Doubt.empty(), R.First.What.Do != AccessKind::Write,
                      R.First.At, R.Second.At);
  }

  void add(Race R, SpawnId Spawn, FactPosition At) {
    const bool FirstIsShorter =
        R.First.What.Object.Fields.size() < R.Second.What.Object.Fields.size();
    const AccessPath &Object =
        FirstIsShorter ? R.First.What.Object : R.Second.What.Object;
    if (!isOneObject(Object, Spawn, At))
      return;
    const Ordered Order = orderOf(R.First, R.Second, R.Of);
    if (Order == Ordered::Yes || isDecidedByOne(R.First, R.Second))
      return;
    if (Order == Ordered::Perhaps)
      R.Doubt = "whether one thread waits for the other in between";
    else if (R.First.Possible || R.Second.Possible)
      R.Doubt = "which function is called";
    else if (mayBeHeldByCaller(R))
      R.Doubt = "which locks the callers of '" + F.Name + "' hold";
    else if (R.Thread.Kind == SpawnKind::Task)
      R.Doubt = "which thread runs the task";
    const auto Key = std::pair(R.Of, Object);
    const auto [Known, IsNew] = Races.try_emplace(Key, R);
    if (!IsNew && rank(R) < rank(Known->second))
      Known->second = std::move(R);
  }

  const FunctionFacts &F;
  const LockProgram &P;
  std::optional<SpawnId> Before;
  const LinkedLocks *L = nullptr;
  std::optional<PointMessages> Messages;
  FunctionFlow Flow;
  EventOrder Order;
  mutable size_t Next = 0;
  std::map<AccessId, const AccessEvent *> EventOf;
  std::map<LockStepId, const OrderedCall *> CallOf;
  std::map<SpawnId, PointSet> LivePoints;
  std::map<SpawnId, std::vector<ReachedAccess>> OfThread;
  std::map<std::pair<RacingPair, AccessPath>, Race> Races;
};

} // namespace

std::vector<Race> findRaces(const Program &P) {
  std::vector<Race> Found;
  std::vector<LeftThread> Left;
  for (const FunctionFacts &F : P.Unit.Functions) {
    RaceFinder Finder(P, F);
    for (Race &R : Finder.find())
      Found.push_back(std::move(R));
    for (LeftThread &Thread : threadsLeftBy(F))
      Left.push_back(std::move(Thread));
  }
  std::set<std::pair<const FunctionFacts *, std::vector<std::string>>> Done;
  for (const LeftThread &Thread : Left)
    for (const FunctionFacts &F : P.Unit.Functions) {
      const std::optional<StorageId> Handle = joinedHandle(F, Thread.Handle);
      if (!Handle || &F == Thread.By || F.Blocks.empty() ||
          !Done.insert({&F, Thread.Site.Runs}).second)
        continue;
      const FunctionFacts Beside = calledBeside(Thread, *Handle, F);
      const auto Id = static_cast<SpawnId>(Beside.Spawns.size() - 1);
      for (Race &R : RaceFinder(P, Beside, Id).find()) {
        R.In = &F;
        R.Starter = Thread.By;
        Found.push_back(std::move(R));
      }
    }
  return Found;
}

} // namespace fearless
