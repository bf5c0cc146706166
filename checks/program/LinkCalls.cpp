//===- LinkCalls.cpp - Calls -> what they come to -------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the facts of a function and the summaries of what it calls, and puts
// behind each call the events that the callee's escapes are in terms of the
// caller: threads that run on, callables that are kept, values that objects and
// results hold from here on.
//
//===----------------------------------------------------------------------===//

#include "program/Program.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

using Depth = ObjectRef::Depth;
using Root = AccessPath::Root;

class CallLinker {
public:
  CallLinker(FunctionFacts F, const UnitSummary &Callees,
             const Supposed *Unseen)
      : Callees(Callees), Unseen(Unseen) {
    Linked.Facts = std::move(F);
  }

  LinkedFunction link() {
    for (Block &B : Linked.Facts.Blocks) {
      std::vector<Fact> Before = std::move(B.Facts);
      B.Facts.clear();
      const bool LastMayThrow =
          llvm::any_of(B.Next, [](const Edge &E) { return E.IfCallThrows; });
      const Fact *LastCall = nullptr;
      for (const Fact &Step : Before)
        if (std::holds_alternative<event::Call>(Step.What))
          LastCall = &Step;
      for (Fact &Step : Before) {
        B.Facts.push_back(std::move(Step));
        const event::Any &What = B.Facts.back().What;
        std::vector<Fact> Effects;
        Into = &Effects;
        if (const auto *C = std::get_if<event::Call>(&What))
          linkCall(C->Which);
        else if (const auto *O = std::get_if<event::Outcome>(&What))
          for (SpawnId Started : StartedBy[O->Which])
            add(event::Succeed{Started, O->Unless, O->FailsIf});
        // A call that throws has most likely done nothing yet.
        if (LastMayThrow && &Step == LastCall)
          addToPlainEdges(B, Effects);
        else
          B.Facts.insert(B.Facts.end(), Effects.begin(), Effects.end());
      }
    }
    return std::move(Linked);
  }

private:
  void linkCall(CallId Id) {
    const CallSite &C = Linked.Facts.Calls[Id];
    Which = Id;
    Site = &C;
    At = C.At;
    touchKeepers();
    if (C.Callee.empty())
      return;
    const Targets T = targetsOf(C.Callee, C.IsVirtual, Callees);
    if (T.Known.empty() || T.Incomplete)
      addUnknown(/*Virtual=*/!T.Known.empty());
    std::vector<Escape> All;
    for (const FunctionSummary *Callee : T.Known) {
      for (Escape E : Callee->Escapes) {
        const bool Unanimous =
            !T.Incomplete && llvm::all_of(T.Known, [&](const auto *Other) {
              return llvm::any_of(Other->Escapes, [&](const Escape &O) {
                return O.What == E.What && O.Doubt.empty();
              });
            });
        if (!Unanimous && E.Doubt.empty())
          E.Doubt = "which function '" + C.Name +
                    "' is, among those that "
                    "override it";
        addEscape(All, std::move(E));
      }
      for (const AccessPath &Run : Callee->Runs)
        addRun(Run);
    }
    for (const Escape &E : All)
      addEffect(E);
  }

  void add(event::Any What) { Into->push_back({std::move(What), At}); }

  static void addToPlainEdges(Block &B, const std::vector<Fact> &Effects) {
    for (Edge &E : B.Next)
      if (!E.IfCallThrows)
        E.Facts.insert(E.Facts.begin(), Effects.begin(), Effects.end());
  }

  const CallArgument *argument(const AccessPath &P) const {
    if (P.From == Root::This)
      return Site->On ? &*Site->On : nullptr;
    if (P.From == Root::Parameter && P.Index < Site->Args.size())
      return &Site->Args[P.Index];
    return nullptr;
  }

  AccessPath pathOf(const CallArgument *A) const {
    return A && A->Object.isKnown() ? Linked.Facts.Storages[A->Object.Root].Path
                                    : AccessPath();
  }

  /// The path as this function sees it.
  AccessPath substitute(const AccessPath &P) const {
    std::vector<AccessPath> Args;
    for (const CallArgument &A : Site->Args)
      Args.push_back(pathOf(&A));
    return P.substitute(pathOf(Site->On ? &*Site->On : nullptr), Args);
  }

  /// The value of the caller's that an origin of the callee is.
  Value valueOf(const Origin &What, const CallArgument &A) {
    Value V;
    if (!What.Address) {
      V = A.Holds;
      if (V.empty() && A.Object.isKnown())
        V.From.push_back(A.Object.Root);
      return V;
    }
    if (!A.Object.isKnown())
      return A.Holds;
    if (A.Object.How == Depth::Pointee) {
      V.From.push_back(A.Object.Root);
      return V;
    }
    Loan L;
    L.Kind = What.Of.From == Root::This ? LoanKind::This : LoanKind::Reference;
    L.Of = A.Object.Root;
    L.OfContents = A.Object.How == Depth::Contents;
    L.At = A.At.isValid() ? A.At : At;
    if (L.Kind == LoanKind::This)
      L.Through = Linked.Facts.Storages[L.Of].Type;
    Linked.Facts.Loans.push_back(std::move(L));
    V.Loans.push_back(static_cast<LoanId>(Linked.Facts.Loans.size() - 1));
    return V;
  }

  /// Something that is only known to be outside this function.
  ObjectRef elsewhere(const AccessPath &Keeper) {
    Storage S;
    S.Kind = StorageKind::Outside;
    S.Declared = At;
    S.Path = substitute(Keeper);
    if (Keeper.From == Root::Global)
      S.Name = lastName(Keeper.Global);
    Linked.Facts.Storages.push_back(std::move(S));
    return ObjectRef::itself(
        static_cast<StorageId>(Linked.Facts.Storages.size() - 1));
  }

  ObjectRef keeperOf(const AccessPath &Keeper) {
    if (Keeper.From == Root::Result)
      return Site->Result ? ObjectRef::itself(*Site->Result) : ObjectRef();
    if (const CallArgument *A = argument(Keeper))
      return A->Object.isKnown() ? A->Object : elsewhere(Keeper);
    return Keeper.From == Root::Global ? elsewhere(Keeper) : ObjectRef();
  }

  void addEffect(const Escape &E) {
    const CallArgument *A = argument(E.What.Of);
    if (!A || A->NoEscape || (E.Where == Destination::Unknown && !A->Callable))
      return;
    const Value Crossing = valueOf(E.What, *A);
    if (Crossing.empty())
      return;
    const ObjectRef Keeper = keeperOf(E.Keeper);
    if (E.Keeper.isKnown() && !Keeper.isKnown())
      return; // a result that is dropped
    if (E.Where == Destination::Object) {
      add(event::Assign{Keeper.Root, Crossing, /*Keep=*/true});
      return;
    }
    SpawnSite S;
    S.Crossing = Crossing;
    S.Crossings = A->Crossings;
    S.Runs = A->Runs;
    S.ThisIsCounted = A->ThisIsCounted;
    S.KeepsThisAlive = A->KeepsThisAlive;
    S.Name = Site->Name;
    S.At = At;
    S.Keeper = E.Keeper;
    S.Within = E.Way;
    S.Doubt = E.Doubt;
    S.Noun = E.Noun;
    switch (E.Where) {
    case Destination::Thread:
      S.Kind = SpawnKind::Thread;
      break;
    case Destination::Unknown:
      S.Kind = SpawnKind::Unknown;
      break;
    case Destination::Stored:
    case Destination::Object:
      S.Kind = SpawnKind::Stored;
      break;
    }
    const bool ResultMayUndo =
        Site->ResultHasEnd &&
        !(Site->Result && Linked.Facts.Storages[*Site->Result].IsHandle);
    if (S.Doubt.empty() && S.Kind != SpawnKind::Thread && ResultMayUndo &&
        E.Keeper.From != Root::Result)
      S.Doubt = "what the result of '" + Site->Name + "' does when it ends";
    addSpawn(std::move(S), Keeper);
  }

  void addSpawn(SpawnSite S, ObjectRef Keeper) {
    const auto Id = static_cast<SpawnId>(Linked.Facts.Spawns.size());
    event::Spawn Start{Id, std::nullopt, /*Keep=*/true};
    if (Keeper.isKnown()) {
      Start.Handle = Keeper.Root;
      Start.Through = Keeper.How == Depth::Pointee;
    }
    if (Site->Result && Start.Handle != Site->Result)
      Start.Awaited = Site->Result;
    if (S.Kind == SpawnKind::Thread)
      StartedBy[Which].push_back(Id);
    Linked.Facts.Spawns.push_back(std::move(S));
    add(Start);
  }

  /// A callable that goes to code that is not seen may be kept there.
  void addUnknown(bool Virtual) {
    if (Unseen)
      return addSupposed();
    for (const CallArgument &A : Site->Args) {
      if (!A.Callable || A.NoEscape || A.Holds.empty())
        continue;
      SpawnSite S;
      S.Kind = SpawnKind::Unknown;
      S.Name = Site->Name;
      S.Noun = "callback";
      S.At = At;
      S.Crossing = A.Holds;
      S.Runs = A.Runs;
      S.ThisIsCounted = A.ThisIsCounted;
      S.KeepsThisAlive = A.KeepsThisAlive;
      S.Doubt =
          (Virtual ? "whether a function that overrides '" : "whether '") +
          Site->Name + "' keeps it";
      addSpawn(std::move(S), ObjectRef());
    }
  }

  void addSupposed() {
    unsigned Before = 0;
    for (unsigned I = 0; I != Site->Args.size(); ++I) {
      const CallArgument &A = Site->Args[I];
      if (!A.Callable || A.Holds.empty() || Before++ != Unseen->Callable)
        continue;
      Escape E = Unseen->Does;
      E.What.Of.From = Root::Parameter;
      E.What.Of.Index = I;
      addEffect(E);
      return;
    }
  }

  /// Any later call on the object that keeps a callable may run or drop it.
  void touchKeepers() {
    const auto Touch = [&](const CallArgument &A) {
      if (A.Object.isKnown())
        add(event::Touch{A.Object.Root, Site->Name});
    };
    if (Site->On)
      Touch(*Site->On);
    for (const CallArgument &A : Site->Args)
      Touch(A);
  }

  void addRun(const AccessPath &Run) {
    if (const AccessPath Here = substitute(Run); Here.isKnown())
      Linked.RunsInside.insert(Here);
    const CallArgument *A = argument(Run);
    if (!A || !Run.Fields.empty())
      return;
    if (Value V = valueOf({Run, /*Address=*/false}, *A); !V.empty())
      add(event::Run{std::move(V)});
  }

  const UnitSummary &Callees;
  const Supposed *const Unseen;
  LinkedFunction Linked;
  CallId Which = 0;
  const CallSite *Site = nullptr;
  std::map<CallId, std::vector<SpawnId>> StartedBy;
  std::vector<Fact> *Into = nullptr;
  Place At;
};

} // namespace

LinkedFunction linkCalls(FunctionFacts F, const UnitSummary &Callees,
                         const Supposed *Unseen) {
  return CallLinker(std::move(F), Callees, Unseen).link();
}

} // namespace fearless
