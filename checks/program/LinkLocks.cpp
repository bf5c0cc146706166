//===- LinkLocks.cpp - Lock summaries -> a linked program -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Goes bottom-up over the strongly connected components of the call graph. Each
// function keeps one item for each lock that it reaches, at most MaxLocks, and
// for each kind of blocking call, at most MaxBlocks: the first found is the
// witness. In a unit, each function is solved when its callees are known, so
// that what they leave held is held behind the call.
//
//===----------------------------------------------------------------------===//

#include "program/Graph.h"
#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

constexpr size_t MaxLocks = 48;
constexpr size_t MaxBlocks = 6;
/// Rounds over a component of functions that call each other.
constexpr unsigned MaxRounds = 3;

class Linker {
public:
  explicit Linker(LockProgram &P) : P(P) {}

  /// Collects what one function reaches; whether that is more than before.
  bool link(int Index) {
    LinkedLocks &F = P.Functions[Index];
    const size_t Before = F.Locks.size() + F.Blocks.size();
    for (const LockEvent &E : F.Summary.Events) {
      for (ReachedLock &R : reachedLocks(P, F, E))
        if (R.Callee != Index)
          add(F, std::move(R));
      for (ReachedBlock &R : reachedBlocks(P, F, E))
        if (R.Callee != Index)
          add(F, std::move(R));
    }
    return F.Locks.size() + F.Blocks.size() != Before;
  }

private:
  static void add(LinkedLocks &F, ReachedLock R) {
    if (F.Locks.size() >= MaxLocks ||
        llvm::any_of(F.Locks, [&](const ReachedLock &Other) {
          return Other.Lock.Path == R.Lock.Path &&
                 Other.Lock.Name == R.Lock.Name && Other.Mode == R.Mode &&
                 Other.Try == R.Try && (!Other.Possible || R.Possible) &&
                 (Other.Given.empty() || Other.Given == R.Given) &&
                 Other.Released.size() <= R.Released.size();
        }))
      return;
    F.Locks.push_back(std::move(R));
  }

  static void add(LinkedLocks &F, ReachedBlock R) {
    if (F.Blocks.size() >= MaxBlocks ||
        llvm::any_of(F.Blocks, [&](const ReachedBlock &Other) {
          return Other.Blocks.Name == R.Blocks.Name &&
                 Other.Released == R.Released &&
                 Other.LetsUnknown == R.LetsUnknown &&
                 (Other.Given.empty() || Other.Given == R.Given) &&
                 (!Other.Possible || R.Possible);
        }))
      return;
    F.Blocks.push_back(std::move(R));
  }

  LockProgram &P;
};

/// Tells those that F calls what is held around the calls; whether that is less
/// than they knew before.
bool tellCallees(LockProgram &P, const LinkedLocks &F) {
  bool Changed = false;
  for (const LockEvent &E : F.Summary.Events) {
    if (E.What != LockEvent::Kind::Call)
      continue;
    auto Held = F.HeldByCallers.value_or(std::map<std::string, LockMode>());
    for (const AccessPath &Path : E.Released)
      Held.erase(classOf(Path));
    for (const LockAt &L : E.Held) {
      const auto [Entry, New] =
          Held.try_emplace(classOf(F.Summary.Objects[L.Lock].Path), L.Mode);
      if (!New && L.Mode == LockMode::Exclusive)
        Entry->second = L.Mode;
    }
    for (const CallTarget &To : P.targetsOf(F, E)) {
      auto &Known = P.Functions[To.Function].HeldByCallers;
      if (!Known) {
        Known = Held;
        Changed = true;
        continue;
      }
      for (auto Entry = Known->begin(); Entry != Known->end();) {
        const auto Here = Held.find(Entry->first);
        if (Here == Held.end()) {
          Entry = Known->erase(Entry);
          Changed = true;
          continue;
        }
        if (Here->second == LockMode::Shared &&
            std::exchange(Entry->second, LockMode::Shared) != LockMode::Shared)
          Changed = true;
        ++Entry;
      }
    }
  }
  return Changed;
}

/// What callers hold around every call: callers before callees, so that all
/// callers of a component that are outside of it are done.
void findHeldByCallers(LockProgram &P,
                       const std::vector<std::vector<int>> &Components) {
  for (LinkedLocks &F : P.Functions)
    if (F.Summary.Spawned)
      F.HeldByCallers.emplace();
  for (const std::vector<int> &Component : llvm::reverse(Components)) {
    const bool IsCalled = llvm::any_of(Component, [&](int I) {
      return P.Functions[I].HeldByCallers.has_value();
    });
    for (bool Again = true; Again;) {
      Again = false;
      for (int I : Component)
        if (!IsCalled || P.Functions[I].HeldByCallers)
          Again |= tellCallees(P, P.Functions[I]);
      Again &= Component.size() != 1;
    }
  }
}

Graph callsBetween(const LockProgram &P) {
  Graph Calls(P.Functions.size());
  for (size_t F = 0; F != P.Functions.size(); ++F)
    for (const LockEvent &E : P.Functions[F].Summary.Events)
      if (E.What == LockEvent::Kind::Call)
        for (const CallTarget &To : P.targetsOf(P.Functions[F], E))
          Calls[F].push_back(To.Function);
  return Calls;
}

/// Functions that only main runs, be it through calls.
void findOnlyMain(LockProgram &P) {
  const Graph Calls = callsBetween(P);
  std::vector<bool> Called(Calls.size(), false);
  for (const std::vector<int> &Callees : Calls)
    for (int To : Callees)
      Called[To] = true;
  std::vector<int> Mains, Others;
  for (size_t I = 0; I != Calls.size(); ++I) {
    const LockSummary &S = P.Functions[I].Summary;
    if (S.Name == "main")
      Mains.push_back(static_cast<int>(I));
    if (S.Spawned || (!Called[I] && S.Name != "main"))
      Others.push_back(static_cast<int>(I));
  }
  const std::vector<bool> ByMain = reachedFrom(Calls, std::move(Mains)),
                          ByOthers = reachedFrom(Calls, std::move(Others));
  for (size_t I = 0; I != Calls.size(); ++I)
    P.Functions[I].OnlyMain = ByMain[I] && !ByOthers[I];
}

/// Functions that are called, directly or through others, while a lock is held,
/// and what is handed to functions to be run: of no other is it asked what it
/// reaches.
std::vector<bool> findAsked(const LockProgram &P, const Graph &Calls) {
  std::vector<int> Asked;
  for (const LinkedLocks &F : P.Functions)
    for (const LockEvent &E : F.Summary.Events) {
      if (E.What != LockEvent::Kind::Call)
        continue;
      if (!E.Held.empty())
        for (const CallTarget &To : P.targetsOf(F, E))
          Asked.push_back(To.Function);
      for (const auto &[Index, Closure] : E.Called.Runs)
        llvm::append_range(Asked, P.definitionsOf(Closure, F));
    }
  return reachedFrom(Calls, std::move(Asked));
}

/// Helpers that lock two objects in the order of their arguments, for callers
/// that see to it.
void findOrderedByCallers(LockProgram &P, const Graph &Calls) {
  std::vector<bool> Called(Calls.size(), false), Unordered(Calls.size(), false);
  for (size_t Caller = 0; Caller != Calls.size(); ++Caller)
    for (int To : Calls[Caller]) {
      Called[To] = true;
      Unordered[To] =
          Unordered[To] || !P.Functions[Caller].Summary.OrdersObjects;
    }
  for (size_t I = 0; I != Calls.size(); ++I)
    P.Functions[I].OrderedByCallers = Called[I] && !Unordered[I];
}

void linkAll(LockProgram &P) {
  expandCallbacks(P);
  const Graph Calls = callsBetween(P);
  findOrderedByCallers(P, Calls);
  const std::vector<bool> Asked = findAsked(P, Calls);
  Linker Links(P);
  const std::vector<std::vector<int>> Components = componentsOf(Calls);
  for (const std::vector<int> &Component : Components)
    for (unsigned Round = 0; Round != MaxRounds; ++Round) {
      bool Changed = false;
      for (int F : Component) {
        if (Asked[F])
          Changed |= Links.link(F);
        Changed |= linkAccesses(P, F);
      }
      if (!Changed || Component.size() == 1)
        break;
    }
  findHeldByCallers(P, Components);
}

} // namespace

const LockProgram &locksOf(const UnitFacts &Unit) {
  if (!Unit.Locks)
    Unit.Locks = std::make_shared<const LockProgram>(linkLocks(Unit));
  return *Unit.Locks;
}

LockProgram linkLocks(const UnitFacts &Unit) {
  std::vector<const FunctionFacts *> Functions;
  llvm::StringMap<int> Index;
  for (const FunctionFacts &F : Unit.Functions)
    if (!F.Blocks.empty() &&
        Index.try_emplace(F.Entity, Functions.size()).second)
      Functions.push_back(&F);
  Graph Calls(Functions.size());
  for (size_t I = 0; I != Functions.size(); ++I)
    for (const LockStep &Step : Functions[I]->Locks.Steps)
      if (const auto To = Index.find(Step.Called.Callee);
          Step.Do == LockAction::Call && To != Index.end())
        Calls[I].push_back(To->second);
  const bool StartsThreads = llvm::any_of(
      Functions, [](const FunctionFacts *F) { return !F->Spawns.empty(); });
  llvm::StringMap<LockEffects> Effects;
  std::vector<LinkedLocks> Linked(Functions.size());
  std::vector<bool> Unsure(Functions.size(), false);
  for (const std::vector<int> &Component : componentsOf(Calls))
    for (int I : Component) {
      // Where something did not compile, the unlock may be what is missing,
      // also for those who rely on it.
      Unsure[I] = Functions[I]->Broken ||
                  llvm::any_of(Calls[I], [&](int To) { return Unsure[To]; });
      if (Unsure[I]) {
        Linked[I].Summary = summarizeLocks(*Functions[I], LockFlow());
        continue;
      }
      const LockFlow Flow =
          solveHeldLocks(*Functions[I], [&](llvm::StringRef Entity) {
            const auto Known = Effects.find(Entity);
            return Known == Effects.end() ? nullptr : &Known->second;
          });
      // What it does to its callers is not known either.
      Unsure[I] = Flow.GaveUp;
      Effects[Functions[I]->Entity] = Flow.Effects;
      Linked[I].Summary = summarizeLocks(*Functions[I], Flow);
      if (!Functions[I]->Accesses.All.empty() || StartsThreads)
        Linked[I].Accesses = summarizeAccesses(
            *Functions[I], Flow, Linked[I].Summary, orderEvents(*Functions[I]));
    }
  for (const FunctionFacts &F : Unit.Functions)
    for (const SpawnSite &Spawn : F.Spawns)
      for (const std::string &Runs : Spawn.Runs)
        if (const auto Run = Index.find(Runs); Run != Index.end())
          Linked[Run->second].Summary.Spawned = true;
  LockProgram P = linkLocks(std::move(Linked), Unit.Overriders);
  P.Orders = Unit.LockOrders;
  P.Levels = Unit.LockLevels;
  findOnlyMain(P);
  return P;
}

LockProgram
linkLocks(std::vector<LinkedLocks> Functions,
          std::map<std::string, std::vector<std::string>> Overriders) {
  LockProgram P;
  P.Overriders = std::move(Overriders);
  P.Functions = std::move(Functions);
  for (size_t I = 0; I != P.Functions.size(); ++I)
    P.ByEntity[P.Functions[I].Summary.Entity].push_back(static_cast<int>(I));
  linkAll(P);
  return P;
}

} // namespace fearless
