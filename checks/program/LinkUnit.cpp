//===- LinkUnit.cpp - Facts of a unit -> program --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Goes over the functions so that callees come before their callers, links the
// calls of each with what is known by then, and summarizes it. What calls
// itself is looked at again until its summary stays as it is.
//
//===----------------------------------------------------------------------===//

#include "flow/Flow.h"
#include "program/Program.h"
#include "summary/SummarizeFunction.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

namespace fearless {
namespace {

class UnitLinker {
public:
  explicit UnitLinker(UnitFacts Unit) : Unit(std::move(Unit)) {
    for (const auto &[Base, By] : this->Unit.Overriders)
      P.Summary.Overriders[Base].insert(By.begin(), By.end());
    for (size_t I = 0; I != this->Unit.Functions.size(); ++I) {
      const std::string &Entity = this->Unit.Functions[I].Entity;
      OfEntity[Entity] = I;
      // A function that calls itself is taken to do nothing, at first.
      if (!this->Unit.Functions[I].Broken)
        P.Summary.Functions[Entity];
    }
    P.Unit.Overriders = this->Unit.Overriders;
    P.Unit.Promises = this->Unit.Promises;
    P.Unit.JoiningFields = this->Unit.JoiningFields;
    P.Unit.LockOrders = this->Unit.LockOrders;
    P.Unit.LockLevels = this->Unit.LockLevels;
    P.Unit.Functions.resize(this->Unit.Functions.size());
  }

  Program link() {
    State.resize(Unit.Functions.size());
    Callers.resize(Unit.Functions.size());
    LeadsBack.resize(Unit.Functions.size());
    for (size_t I = 0; I != Unit.Functions.size(); ++I)
      visit(I);
    IsFirstRound = false;
    // Each round can only add; a chain of recursive calls is rarely this long.
    for (unsigned Round = 0; Round != 8 && !Again.empty(); ++Round) {
      const std::set<size_t> Now = std::move(Again);
      Again.clear();
      for (size_t I : Now)
        summarize(I);
    }
    for (size_t I = 0; I != P.Unit.Functions.size(); ++I)
      if (llvm::any_of(P.Unit.Functions[I].Spawns, [](const SpawnSite &S) {
            return S.Kind == SpawnKind::Unknown;
          }))
        P.Open.try_emplace(I, std::move(Unit.Functions[I]));
    P.RunByThreads = findRunByThreads(P.Summary);
    for (FunctionFacts &F : P.Unit.Functions)
      for (SpawnId S = 0; S != F.Spawns.size(); ++S)
        if (F.Spawns[S].Kind == SpawnKind::Stored &&
            isRunByThreads(F.Spawns[S].Keeper, P.RunByThreads))
          markTask(F, S);
    return std::move(P);
  }

private:
  enum class Progress : uint8_t { New, Open, Done };

  std::vector<size_t> calleesOf(size_t I) const {
    std::vector<size_t> Found;
    for (const CallSite &C : Unit.Functions[I].Calls) {
      if (const auto Known = OfEntity.find(C.Callee); Known != OfEntity.end())
        Found.push_back(Known->second);
      if (!C.IsVirtual)
        continue;
      addOverriders(C.Callee, Found, 0);
    }
    return Found;
  }

  void addOverriders(const std::string &Base, std::vector<size_t> &Found,
                     unsigned Depth) const {
    const auto By = Unit.Overriders.find(Base);
    if (By == Unit.Overriders.end() || Depth > 16)
      return;
    for (const std::string &Entity : By->second) {
      if (const auto Known = OfEntity.find(Entity); Known != OfEntity.end())
        Found.push_back(Known->second);
      addOverriders(Entity, Found, Depth + 1);
    }
  }

  /// Postorder over calls, without recursion: chains of calls can be long.
  void visit(size_t Start) {
    struct Frame {
      size_t Function;
      std::vector<size_t> Callees;
      size_t Next = 0;
    };
    std::vector<Frame> Stack;
    const auto Enter = [&](size_t I) {
      State[I] = Progress::Open;
      Stack.push_back({I, calleesOf(I)});
    };
    if (State[Start] == Progress::New)
      Enter(Start);
    while (!Stack.empty()) {
      Frame &Top = Stack.back();
      if (Top.Next == Top.Callees.size()) {
        const size_t Done = Top.Function;
        Stack.pop_back();
        State[Done] = Progress::Done;
        summarize(Done);
        if (LeadsBack[Done] && !Stack.empty())
          LeadsBack[Stack.back().Function] = true;
        continue;
      }
      const size_t Callee = Top.Callees[Top.Next++];
      const size_t Caller = Top.Function;
      Callers[Callee].push_back({Caller, State[Callee] == Progress::Open});
      if (State[Callee] == Progress::New)
        Enter(Callee);
      else if (State[Callee] == Progress::Open || LeadsBack[Callee])
        LeadsBack[Caller] = true;
    }
  }

  /// What a local keeps is run by a thread only if its class sees to that, or
  /// the function itself gives it to a thread.
  void markTask(FunctionFacts &F, SpawnId S) const {
    SpawnSite &Site = F.Spawns[S];
    if (const std::optional<StorageId> Own = ownKeeperOf(S, F);
        Own && !isRunByOwnThreads(Site.Keeper, P.Summary)) {
      if (!isGivenToThread(*Own, F))
        return;
      Site.IsRunHere = true;
    }
    Site.Kind = SpawnKind::Task;
    Site.Noun = "task";
  }

  /// Nobody asks for the facts of the function as they are before linking any
  /// more: neither another round, nor whoever looks into what it gives to code
  /// that is not seen.
  bool isLinkedOnce(size_t I) const {
    const FunctionFacts &F = Unit.Functions[I];
    return !LeadsBack[I] && F.Spawns.empty() &&
           llvm::none_of(F.Calls, [](const CallSite &C) {
             return llvm::any_of(
                 C.Args, [](const CallArgument &A) { return A.Callable; });
           });
  }

  void summarize(size_t I) {
    LinkedFunction Linked =
        isLinkedOnce(I) ? linkCalls(std::move(Unit.Functions[I]), P.Summary)
                        : linkCalls(Unit.Functions[I], P.Summary);
    FunctionSummary New =
        summarizeFunction(Linked.Facts, solveFlow(Linked.Facts));
    New.Runs.merge(Linked.RunsInside);
    P.Unit.Functions[I] = std::move(Linked.Facts);
    // What does not compile is as good as not seen.
    if (P.Unit.Functions[I].Broken)
      return;
    FunctionSummary &Known = P.Summary.Functions[New.Entity];
    if (Known == New)
      return;
    Known = std::move(New);
    for (const Caller &C : Callers[I])
      if (C.CameFirst || !IsFirstRound)
        Again.insert(C.Function);
  }

  UnitFacts Unit;
  Program P;
  llvm::StringMap<size_t> OfEntity;
  std::vector<Progress> State;
  struct Caller {
    size_t Function;
    /// It is summarized before the callee is.
    bool CameFirst;
  };
  std::vector<std::vector<Caller>> Callers;
  /// Functions from which calls lead into a circle.
  std::vector<bool> LeadsBack;
  bool IsFirstRound = true;
  std::set<size_t> Again;
};

} // namespace

Program linkUnit(UnitFacts Unit) { return UnitLinker(std::move(Unit)).link(); }

} // namespace fearless
