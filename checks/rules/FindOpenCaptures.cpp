//===- FindOpenCaptures.cpp - Findings that wait for other units ----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs the rule over a function once for each thing that the functions which it
// calls, and which are not seen, may do with a callable, as if all of them did.
//
//===----------------------------------------------------------------------===//

#include "rules/OpenCaptures.h"
#include "summary/SummarizeFunction.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

/// A call with more callables than this passes the others unseen.
constexpr unsigned MostCallables = 2;

using ArgumentOfCall = std::pair<CallId, unsigned>;

Supposed suppose(Supposition What, unsigned Callable, const Place &At) {
  Supposed S;
  S.Callable = Callable;
  Escape &E = S.Does;
  E.Noun = NounMark.str();
  E.Way = {{At, WayMark.str()}};
  E.Where = Destination::Stored;
  switch (What) {
  case Supposition::Thread:
    E.Where = Destination::Thread;
    break;
  case Supposition::Returned:
    E.Where = Destination::Thread;
    E.Keeper.From = AccessPath::Root::Result;
    break;
  case Supposition::Kept:
  case Supposition::KeptToRun:
    E.Keeper.From = AccessPath::Root::This;
    E.Keeper.Fields = {KeeperMark.str()};
    break;
  case Supposition::Elsewhere:
  case Supposition::ElsewhereRun:
    E.Keeper.From = AccessPath::Root::Global;
    E.Keeper.Global = KeeperMark.str();
    break;
  }
  return S;
}

class Finder {
public:
  Finder(const Program &P, const FunctionFacts &Original,
         const FunctionFacts &Linked)
      : P(P), Original(Original), Linked(Linked) {}

  void find(std::vector<OpenCapture> &All) {
    collectOpen();
    if (Open.empty())
      return;
    for (unsigned Callable = 0; Callable != MostCallables; ++Callable)
      for (unsigned I = 0; I <= unsigned(Supposition::ElsewhereRun); ++I)
        addCases(Supposition(I), Callable);
    for (auto &[Argument, O] : Open)
      if (!O.Unseen.empty() || !O.Cases.empty())
        All.push_back(std::move(O));
  }

private:
  /// The arguments that go to functions that are not seen, with what the unit
  /// finds of them.
  void collectOpen() {
    std::map<SpawnId, Finding> Found = findDanglingIn(P.Unit, Linked);
    for (SpawnId S = 0; S != Linked.Spawns.size(); ++S) {
      if (Linked.Spawns[S].Kind != SpawnKind::Unknown)
        continue;
      const auto By = callOf(Linked.Spawns[S], Linked);
      if (!By)
        continue;
      OpenCapture &O = Open[*By];
      const CallSite &C = Linked.Calls[By->first];
      O.To = {C.Callee, C.IsVirtual};
      O.Parameter = By->second;
      if (const auto F = Found.find(S); F != Found.end())
        O.Unseen = {named(std::move(F->second))};
    }
  }

  void addCases(Supposition What, unsigned Callable) {
    const Supposed S = suppose(What, Callable, Original.At);
    LinkedFunction Supposing = linkCalls(Original, P.Summary, &S);
    if (What == Supposition::KeptToRun || What == Supposition::ElsewhereRun)
      for (SpawnSite &Spawn : Supposing.Facts.Spawns)
        if (isSupposed(Spawn))
          Spawn.Kind = SpawnKind::Task;
    for (auto &[Id, F] : findDanglingIn(P.Unit, Supposing.Facts)) {
      const SpawnSite &Spawn = Supposing.Facts.Spawns[Id];
      if (!isSupposed(Spawn))
        continue;
      for (auto &[Argument, O] : Open)
        if (const CallSite &C = Linked.Calls[Argument.first];
            C.At == Spawn.At && C.Name == Spawn.Name &&
            callableOf(C, Argument.second) == Callable)
          O.Cases.push_back({What, named(F)});
    }
  }

  static bool isSupposed(const SpawnSite &S) {
    return !S.Within.empty() && S.Within.front().What == WayMark;
  }

  /// How many callables are before the argument.
  static unsigned callableOf(const CallSite &C, unsigned Argument) {
    unsigned Before = 0;
    for (unsigned I = 0; I != Argument; ++I)
      Before += C.Args[I].Callable && !C.Args[I].Holds.empty();
    return Before;
  }

  Finding named(Finding F) const {
    F.In = Original.In;
    return F;
  }

  const Program &P;
  const FunctionFacts &Original, &Linked;
  std::map<ArgumentOfCall, OpenCapture> Open;
};

} // namespace

std::vector<OpenCapture> findOpenCaptures(const Program &P) {
  std::vector<OpenCapture> All;
  for (const auto &[Index, Original] : P.Open)
    Finder(P, Original, P.Unit.Functions[Index]).find(All);
  return All;
}

} // namespace fearless
