//===- SummarizeFunction.cpp - Facts and flow -> summary ------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What still runs, is kept or is referred to when the function returns, and is
// its callers', escapes. What is joined or awaited before does not.
//
//===----------------------------------------------------------------------===//

#include "summary/SummarizeFunction.h"
#include "flow/Transfer.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

class Summarizer {
public:
  Summarizer(const FunctionFacts &F, const FunctionFlow &Flow)
      : F(F), Flow(Flow) {}

  FunctionSummary summarize() {
    Result.Entity = F.Entity;
    Result.Name = F.Name;
    Result.At = F.At;
    addNames();
    if (F.Blocks.empty())
      return std::move(Result);
    if (Flow.AtEntry.back().Reachable) {
      addEscapes(Flow.AtEntry.back());
    } else { // it never returns: what it has started by then is all there is
      for (const FlowState &State : Flow.AtEntry)
        if (State.Reachable)
          addEscapes(State);
    }
    addRuns();
    return std::move(Result);
  }

private:
  void addNames() {
    for (const CallSite &C : F.Calls)
      if (!C.Callee.empty())
        Result.Calls.insert({C.Callee, C.IsVirtual});
    for (const SpawnSite &S : F.Spawns)
      if (S.Kind == SpawnKind::Thread || S.Kind == SpawnKind::Task)
        Result.Starts.insert(S.Runs.begin(), S.Runs.end());
  }

  std::optional<Origin> originOf(const Loan &L) const {
    const Storage &S = F.Storages[L.Of];
    if (!S.Path.isKnown() || S.Path.From == AccessPath::Root::Result)
      return std::nullopt;
    if (L.Kind == LoanKind::Incoming)
      return Origin{S.Path, /*Address=*/false};
    // A parameter's own storage ends with the call.
    if (L.isBorrow() && S.Kind != StorageKind::Parameter)
      return Origin{S.Path, /*Address=*/true};
    return std::nullopt;
  }

  Hop hopOf(const SpawnSite &S) const {
    const std::string Here = "'" + F.Name + "' ";
    if (!S.Within.empty() || S.Kind == SpawnKind::Unknown)
      return {S.At, Here + "passes it to '" + S.Name + "' here"};
    if (S.Kind == SpawnKind::Thread)
      return {S.At, Here + "starts a " + S.Noun + " with it here"};
    return {S.At, Here + "keeps it in '" + S.Name + "' here"};
  }

  Escape escapeBy(const SpawnSite &S, const LiveThread &T) const {
    Escape E;
    E.Where = S.Kind == SpawnKind::Thread    ? Destination::Thread
              : S.Kind == SpawnKind::Unknown ? Destination::Unknown
                                             : Destination::Stored;
    E.Doubt = T.Doubt;
    E.Way.push_back(hopOf(S));
    E.Way.insert(E.Way.end(), S.Within.begin(), S.Within.end());
    E.Noun = S.Noun;
    return E;
  }

  /// The path of what keeps a thread's handle, with the fields that the called
  /// function has added to it.
  AccessPath keeperBy(StorageId Handle, const SpawnSite &S) const {
    AccessPath Path = F.Storages[Handle].Path;
    if (!S.Within.empty())
      for (const std::string &Field : S.Keeper.Fields)
        Path = Path.field(Field);
    return Path;
  }

  void addThread(const SpawnSite &S, const LiveThread &T, const Origin &What) {
    // Whose coroutine it is later is not followed.
    if (S.Kind == SpawnKind::Coroutine)
      return;
    Escape E = escapeBy(S, T);
    E.What = What;
    if (S.Kind == SpawnKind::Unknown)
      addPassing(S, What);
    if (T.Loose == LooseReason::Returned) {
      E.Keeper.From = AccessPath::Root::Result;
    } else if (T.Loose == LooseReason::Held) {
      for (StorageId H : T.Handles)
        if (AccessPath Keeper = keeperBy(H, S); Keeper.isKnown()) {
          E.Keeper = std::move(Keeper);
          addEscape(Result.Escapes, E);
        }
      return;
    }
    if (E.Where != Destination::Stored)
      addEscape(Result.Escapes, std::move(E));
  }

  AccessPath pathOf(const CallArgument &A) const {
    return A.Object.isKnown() ? F.Storages[A.Object.Root].Path : AccessPath();
  }

  void addPassing(const SpawnSite &S, const Origin &What) {
    const auto By = callOf(S, F);
    if (!By)
      return;
    const CallSite &C = F.Calls[By->first];
    Passing P;
    P.What = What;
    P.To = {C.Callee, C.IsVirtual};
    P.Parameter = By->second;
    if (C.On)
      P.On = pathOf(*C.On);
    for (const CallArgument &A : C.Args)
      P.Args.push_back(pathOf(A));
    P.At = C.At;
    Result.Passes.insert(std::move(P));
  }

  void addEscapes(const FlowState &State) {
    for (const auto &[Key, Thread] : State.Threads)
      for (LoanId L : Thread.Loans)
        if (const std::optional<Origin> What = originOf(F.Loans[L]))
          addThread(F.Spawns[Key.Which], Thread, *What);
    for (const auto &[Keeper, Held] : State.Contents)
      for (LoanId L : Held)
        addContents(Keeper, F.Loans[L]);
  }

  /// What an object outside, or the result, refers to from now on.
  void addContents(StorageId Keeper, const Loan &L) {
    const Storage &S = F.Storages[Keeper];
    const std::optional<Origin> What = originOf(L);
    if (!What || !S.Path.isKnown() || L.Of == Keeper ||
        S.Kind == StorageKind::Parameter ||
        What->Of.From != AccessPath::Root::Parameter ||
        (S.Path.From == What->Of.From && S.Path.Index == What->Of.Index))
      return;
    const bool IsStored = llvm::any_of(Result.Escapes, [&](const Escape &E) {
      return E.Where == Destination::Stored && E.What == *What &&
             E.Keeper == S.Path;
    });
    if (IsStored)
      return;
    Escape E;
    E.What = *What;
    E.Where = Destination::Object;
    E.Keeper = S.Path;
    E.Way.push_back({L.At, "'" + F.Name + "' keeps it"});
    addEscape(Result.Escapes, std::move(E));
  }

  void addRun(const Value &V, const FlowState &State) {
    const auto Add = [&](LoanId L) {
      if (const std::optional<Origin> What = originOf(F.Loans[L]))
        Result.Runs.insert(What->Of);
    };
    llvm::for_each(V.Loans, Add);
    for (StorageId From : V.From) {
      if (F.Storages[From].Path.isKnown())
        Result.Runs.insert(F.Storages[From].Path);
      if (const auto Held = State.Contents.find(From);
          Held != State.Contents.end())
        llvm::for_each(Held->second, Add);
    }
  }

  void addRuns() {
    for (size_t B = 0; B != F.Blocks.size(); ++B) {
      if (!Flow.AtEntry[B].Reachable)
        continue;
      FlowState State = Flow.AtEntry[B];
      for (const Fact &Step : F.Blocks[B].Facts) {
        applyFact(State, Step, F);
        if (const auto *Run = std::get_if<event::Run>(&Step.What))
          addRun(Run->What, State);
        else if (const auto *C = std::get_if<event::Call>(&Step.What))
          if (const auto &Called = F.Calls[C->Which].Callable;
              Called && Called->isKnown()) {
            Value V;
            V.From.push_back(Called->Root);
            addRun(V, State);
          }
      }
    }
  }

  const FunctionFacts &F;
  const FunctionFlow &Flow;
  FunctionSummary Result;
};

} // namespace

std::optional<std::pair<CallId, unsigned>> callOf(const SpawnSite &S,
                                                  const FunctionFacts &F) {
  for (CallId C = 0; C != F.Calls.size(); ++C) {
    const CallSite &Site = F.Calls[C];
    if (Site.Callee.empty() || Site.At != S.At || Site.Name != S.Name)
      continue;
    for (unsigned I = 0; I != Site.Args.size(); ++I)
      if (const CallArgument &A = Site.Args[I];
          A.Callable && A.Holds.Loans == S.Crossing.Loans &&
          A.Holds.From == S.Crossing.From)
        return std::pair(C, I);
  }
  return std::nullopt;
}

FunctionSummary summarizeFunction(const FunctionFacts &F,
                                  const FunctionFlow &Flow) {
  return Summarizer(F, Flow).summarize();
}

} // namespace fearless
