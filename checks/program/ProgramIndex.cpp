//===- ProgramIndex.cpp - What of a program is needed ---------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/ProgramIndex.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

namespace fearless {

/// A node of its own stands for the virtual calls of a method.
static constexpr llvm::StringLiteral VirtualMark = "virtual ";

ProgramIndex::Node ProgramIndex::nodeOf(llvm::StringRef Entity) {
  const auto [Entry, New] =
      Nodes.try_emplace(llvm::xxh3_64bits(Entity) >> 1, Flags.size());
  if (New)
    Flags.push_back(0);
  return Entry->second;
}

ProgramIndex::Node ProgramIndex::targetOf(llvm::StringRef Entity,
                                          bool IsVirtual) {
  if (!IsVirtual)
    return nodeOf(Entity);
  const Node N = nodeOf((VirtualMark + Entity).str());
  if (!(Flags[N] & Virtual)) {
    Flags[N] |= Virtual;
    Dispatch.push_back({N, nodeOf(Entity)});
  }
  return N;
}

bool ProgramIndex::has(llvm::StringRef Entity, Flag F) const {
  const auto Entry = Nodes.find(llvm::xxh3_64bits(Entity) >> 1);
  return Entry != Nodes.end() && (Flags[Entry->second] & F) != 0;
}

void ProgramIndex::addLocks(const LockSummary &S) {
  const Node From = nodeOf(S.Entity);
  if (S.Spawned)
    Flags[From] |= Started;
  if (S.Name == "main")
    Flags[From] |= Main;
  if (!S.Inits.empty())
    Flags[From] |= Holds;
  for (const LockEvent &E : S.Events) {
    if (!E.Held.empty())
      Flags[From] |= Holds;
    if (E.What != LockEvent::Kind::Call || E.Called.Callee.empty())
      continue;
    const auto Add = [&](Node To) {
      LockCalls.push_back({From, To});
      Flags[To] |= Called;
      if (!E.Held.empty())
        Flags[To] |= Seed;
    };
    Add(targetOf(E.Called.Callee, E.Called.IsVirtual));
    // What is run inside matters beside what is done there to locks.
    for (const auto &[Index, Closure] : E.Called.Runs) {
      Add(nodeOf(Closure));
      Flags[LockCalls.back().To] |= Seed;
      Flags[From] |= Holds;
    }
  }
}

void ProgramIndex::addFunction(const FunctionSummary &F) {
  const Node From = nodeOf(F.Entity);
  for (const CalledFunction &C : F.Calls)
    Calls.push_back({From, targetOf(C.Entity, C.IsVirtual)});
  for (const std::string &Entity : F.Starts) {
    Flags[nodeOf(Entity)] |= Started | Thread;
    Flags[targetOf(Entity, true)] |= Thread;
  }
  for (const Passing &P : F.Passes)
    Flags[targetOf(P.To.Entity, P.To.IsVirtual)] |= Asked;
}

void ProgramIndex::add(const UnitFile &Unit) {
  for (const auto &[S, Ids] : Unit.Locks)
    addLocks(S);
  for (const auto &[Entity, F] : Unit.Summary.Functions)
    addFunction(F);
  for (const auto &[Entity, By] : Unit.Summary.Overriders) {
    const Node From = targetOf(Entity, true);
    for (const std::string &Other : By)
      Dispatch.push_back({From, targetOf(Other, true)});
  }
  for (const auto &[Id, Record] : Unit.Units)
    for (const OpenCapture &O : Record.Open)
      Flags[targetOf(O.To.Entity, O.To.IsVirtual)] |= Asked;
}

ProgramIndex::Ways ProgramIndex::sortWays(std::vector<Edge> Edges,
                                          size_t Nodes) {
  Ways W;
  W.First.assign(Nodes + 1, 0);
  for (const Edge &E : Edges)
    ++W.First[E.From + 1];
  for (size_t I = 0; I != Nodes; ++I)
    W.First[I + 1] += W.First[I];
  W.To.resize(Edges.size());
  std::vector<uint32_t> Next(W.First.begin(), W.First.end() - 1);
  for (const Edge &E : Edges)
    W.To[Next[E.From]++] = E.To;
  return W;
}

void ProgramIndex::spread(const Ways &Along, Flag From, Flag With) {
  std::vector<Node> Pending;
  for (Node N = 0; N != Flags.size(); ++N)
    if (Flags[N] & From) {
      Flags[N] |= With;
      Pending.push_back(N);
    }
  while (!Pending.empty()) {
    const Node N = Pending.back();
    Pending.pop_back();
    for (uint32_t I = Along.First[N]; I != Along.First[N + 1]; ++I)
      if (const Node To = Along.To[I]; !(Flags[To] & With)) {
        Flags[To] |= With;
        Pending.push_back(To);
      }
  }
}

void ProgramIndex::finish() {
  const size_t Count = Flags.size();
  llvm::append_range(LockCalls, Dispatch);
  llvm::append_range(Calls, Dispatch);
  const Ways Dispatched = sortWays(std::move(Dispatch), Count);
  const Ways Locks = sortWays(std::move(LockCalls), Count);
  const Ways All = sortWays(std::move(Calls), Count);
  spread(Dispatched, Called, Called);
  spread(Locks, Seed, Needed);
  for (uint16_t &F : Flags)
    if (F & Holds)
      F |= Needed;
  for (Node N = 0; N != Count; ++N) {
    if (Flags[N] & Virtual)
      continue;
    if (!(Flags[N] & Needed))
      for (uint32_t I = Locks.First[N]; I != Locks.First[N + 1]; ++I)
        Flags[Locks.To[I]] |= Free;
    if ((Flags[N] & Started) || !(Flags[N] & (Called | Main)))
      Flags[N] |= Others;
  }
  spread(Dispatched, Free, Free);
  spread(Locks, Others, Others);
  spread(Locks, Main, ByMain);
  spread(All, Thread, Thread);
  spread(Dispatched, Asked, Asked);
}

bool ProgramIndex::needsLocks(llvm::StringRef Entity) const {
  return has(Entity, Needed);
}

bool ProgramIndex::isCalledFree(llvm::StringRef Entity) const {
  return has(Entity, Free);
}

bool ProgramIndex::isOnlyMain(llvm::StringRef Entity) const {
  return has(Entity, ByMain) && !has(Entity, Others);
}

bool ProgramIndex::isStarted(llvm::StringRef Entity) const {
  return has(Entity, Started);
}

bool ProgramIndex::runsOnThread(llvm::StringRef Entity) const {
  return has(Entity, Thread);
}

void ProgramIndex::reduce(UnitFile &Unit) const {
  std::erase_if(Unit.Locks, [&](const auto &Entry) {
    return !needsLocks(Entry.first.Entity);
  });
  for (auto &[Entity, F] : Unit.Summary.Functions) {
    F.Calls.clear();
    F.Starts.clear();
  }
  std::erase_if(Unit.Summary.Functions, [&](const auto &Entry) {
    const FunctionSummary &F = Entry.second;
    return F.Escapes.empty() && F.Passes.empty() && !has(F.Entity, Asked) &&
           (F.Runs.empty() || !runsOnThread(F.Entity));
  });
}

} // namespace fearless
