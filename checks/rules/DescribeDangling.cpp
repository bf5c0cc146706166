//===- DescribeDangling.cpp - Dangling borrows -> finding -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sentences of fearless-dangling-capture: what is borrowed, why the thread
// may still run, where the borrowed object ends, and what to do.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeDangling.h"
#include "rules/PhraseDangling.h"
#include "rules/TraceHandles.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

class Description {
public:
  Description(const FunctionFacts &F, std::vector<Dangling> Borrows)
      : F(F), All(std::move(Borrows)) {
    llvm::sort(All, [&](const Dangling &A, const Dangling &B) {
      return std::tie(loan(A).At, A.EndsAt, A.Which) <
             std::tie(loan(B).At, B.EndsAt, B.Which);
    });
  }

  Finding finding() {
    Finding Result;
    Result.Check = "fearless-dangling-capture";
    Via = findVariableBetween(F, thread(), first().Borrow);
    Result.At = Via ? Via->At : loan(first()).At;
    Main = Result.At;
    Result.Message = phraseDangling(F, All);
    Steps = &Result.Steps;
    if (Via && first().Why)
      add(loan(first()).At, quote(F.Storages[Via->Of].Name) + " refers to " +
                                nameOf(borrowed()) + " from here on");
    addStart();
    addWhyRunning();
    addEnd();
    add(Result.At, remedy());
    if (!first().Doubt.empty())
      addDoubt(Result, first().Doubt,
               first().DoubtAt.isValid() ? first().DoubtAt : spawn().At);
    if (all(offersCopy))
      addFix(Result);
    return Result;
  }

private:
  const Dangling &first() const { return All.front(); }
  const Loan &loan(const Dangling &D) const { return F.Loans[D.Borrow]; }
  const Storage &borrowed() const { return F.Storages[loan(first()).Of]; }
  const SpawnSite &spawn() const { return F.Spawns[first().Which.Which]; }
  const LiveThread &thread() const { return first().Thread; }

  template <typename Predicate> bool all(Predicate P) const {
    return llvm::all_of(All, [&](const Dangling &D) { return P(loan(D)); });
  }
  static bool offersCopy(const Loan &L) { return L.OffersCopy; }

  void add(const Place &At, std::string Text) {
    if (At.isValid())
      Steps->push_back({At, std::move(Text)});
  }

  /// Where the callable goes, and what becomes of it in the functions there.
  void addStart() {
    const SpawnSite &S = spawn();
    if (!comesThroughCall(spawn())) {
      if (S.At.Line != Main.Line || S.At.File != Main.File)
        add(S.At, hasHandle(S.Kind) ? "the " + S.Noun + " is started here"
                                    : "the " + S.Noun + " is put into " +
                                          quote(S.Name) + " here");
    } else if (S.Within.empty()) {
      add(S.At, "it goes to " + quote(S.Name) + " here");
    }
    for (const Hop &H : S.Within)
      add(H.At, H.What);
    if (S.Kind == SpawnKind::Task && !S.Keeper.Fields.empty())
      add(S.At, "what is in " + quote(lastName(S.Keeper.Fields.back())) +
                    " is run by a thread");
  }

  void addWhyRunning() {
    const LiveThread &T = thread();
    switch (T.Loose) {
    case LooseReason::Detached:
      add(T.LooseAt, spawn().Kind == SpawnKind::Coroutine
                         ? "nothing holds its result, so it runs on by itself"
                         : "it is detached here, so nothing waits for it");
      return;
    case LooseReason::Leaked:
      add(T.LooseAt, "its last handle ends here, which does not wait for it");
      addJoinElsewhere();
      return;
    case LooseReason::Returned:
      add(T.LooseAt, spawn().Kind == SpawnKind::Coroutine
                         ? "its result is returned here, so it goes on in the "
                           "caller"
                         : "its handle is returned here, so it may run on in "
                           "the caller");
      return;
    case LooseReason::HandedOn:
      add(T.LooseAt, "its handle goes to " + quote(T.HandedTo) + " here");
      return;
    case LooseReason::Inside:
      if (spawn().Kind == SpawnKind::Thread)
        add(spawn().At, "nothing in " + quote(spawn().Name) +
                            " waits for it, or keeps its handle");
      return;
    case LooseReason::Held:
      break;
    }
    for (StorageId H : T.Handles) {
      const Storage &Handle = F.Storages[H];
      if (Handle.Kind == StorageKind::Outside ||
          Handle.Kind == StorageKind::Callers ||
          (Handle.Kind == StorageKind::This && !hasHandle(spawn().Kind))) {
        add(spawn().At, (hasHandle(spawn().Kind) ? "its handle is kept in "
                                                 : "it is kept in ") +
                            nameOfKeeper(Handle) + ", which outlives the call");
        return;
      }
      if (endsBehind(Handle)) {
        add(Handle.Declared, quote(Handle.Name) + " is declared before " +
                                 nameOf(borrowed()) + ", so it waits for the " +
                                 spawn().Noun + " only when " +
                                 nameOf(borrowed()) + " is gone");
        return;
      }
      if (spawn().Kind == SpawnKind::Coroutine && !Handle.Name.empty())
        add(spawn().At, "its result is kept in " + quote(Handle.Name) +
                            ", through which it can be resumed later");
    }
    addJoinElsewhere();
  }

  static std::string nameOfKeeper(const Storage &S) {
    return S.Name.empty() ? "an object elsewhere" : quote(S.Name);
  }

  void addJoinElsewhere() {
    if (const Fact *Join = findJoin(F, first().Which.Which))
      add(Join->At,
          thread().Loose == LooseReason::Leaked || Join->At < first().EndsAt
              ? "it is joined here, but not on every way"
              : "it is joined only here, after " + nameOf(borrowed()) +
                    " is gone");
  }

  /// The handle's destructor waits, but after the borrowed object's.
  bool endsBehind(const Storage &Handle) const {
    return Handle.AtEnd == EndOfThreads::Join &&
           Handle.Kind == StorageKind::Local && Handle.Declared.isValid() &&
           Handle.Declared < borrowed().Declared &&
           first().Why == EndReason::Scope;
  }

  void addEnd() {
    const Dangling &D = first();
    const std::string Name = nameOf(borrowed());
    if (!D.Why) {
      addOutsideEnd();
      return;
    }
    switch (*D.Why) {
    case EndReason::Scope:
      add(D.EndsAt, Name + " ends here, with its scope");
      break;
    case EndReason::Return:
      add(D.EndsAt, Name + " ends here, when the function returns");
      break;
    case EndReason::Jump:
      add(D.EndsAt, Name + " ends here, when its scope is left");
      break;
    case EndReason::FullExpression:
      add(D.EndsAt, "the temporary ends here, with the full expression");
      break;
    case EndReason::Throw:
      add(D.EndsAt, Name + " ends here, when the throw leaves its scope");
      break;
    case EndReason::Exception:
      add(D.EndsAt, Name + " would end when an exception leaves its scope");
      break;
    }
  }

  void addOutsideEnd() {
    const Storage &S = borrowed();
    switch (S.Kind) {
    case StorageKind::This:
      add(S.Declared, spawn().ThisIsCounted
                          ? quote(S.Type) + " counts its references, and the " +
                                spawn().Noun + " holds none"
                          : "the " + quote(S.Type) +
                                " may be destroyed while the " + spawn().Noun +
                                " runs");
      break;
    case StorageKind::Enclosing:
      add(S.Declared, quote(S.Name) + " is a local of the enclosing function, "
                                      "and ends when that returns");
      break;
    case StorageKind::Callers:
      add(S.Declared, quote(S.Name) +
                          " refers to something of the caller's, which may end "
                          "after the call");
      break;
    default:
      add(S.Declared, quote(S.Name) + " belongs to the closure, and ends with "
                                      "it");
      break;
    }
  }

  std::string joinFirst() const {
    if (spawn().Kind == SpawnKind::Stored)
      return "take it out of " +
             (thread().Handles.empty()
                  ? "there"
                  : nameOfKeeper(F.Storages[*thread().Handles.begin()])) +
             " before " + nameOf(borrowed()) + " ends";
    if (spawn().Kind != SpawnKind::Thread || comesThroughCall(spawn()))
      return "wait for the " + spawn().Noun + " before " + nameOf(borrowed()) +
             " ends";
    return "join the " + spawn().Noun + " before " + nameOf(borrowed()) +
           " ends";
  }

  std::string remedy() const {
    const Loan &L = loan(first());
    const Storage &S = borrowed();
    const bool CanWait = (thread().Loose == LooseReason::Held ||
                          thread().Loose == LooseReason::Leaked) &&
                         first().Why.has_value();
    if (CanWait && spawn().Kind != SpawnKind::Coroutine) {
      for (StorageId H : thread().Handles)
        if (endsBehind(F.Storages[H]))
          return "declare " + quote(F.Storages[H].Name) + " after " +
                 nameOf(S) + ", so that it is destroyed first";
      return findJoin(F, first().Which.Which) ? joinFirst() + " on every way"
                                              : joinFirst();
    }
    if (spawn().Kind == SpawnKind::Coroutine)
      return L.Kind == LoanKind::This
                 ? "pass the coroutine what it needs as parameters by value, "
                   "of which its frame keeps copies"
                 : "let the coroutine take a parameter by value, of which its "
                   "frame keeps a copy";
    switch (L.Kind) {
    case LoanKind::This:
      return spawn().ThisIsCounted
                 ? "capture a strong reference to the object beside 'this', "
                   "such as 'self = shared_from_this()'"
                 : "join the " + spawn().Noun +
                       " in the destructor, or share ownership of the object";
    case LoanKind::View:
    case LoanKind::Decay:
      return "let the " + spawn().Noun +
             " own a copy, such as a 'std::string' or 'std::vector'";
    case LoanKind::ReferenceCapture:
      if (S.CopyIsRemedy)
        return "capture " + nameOf(S) + " by value, or " + joinFirst();
      return "move " + nameOf(S) + " into the " + spawn().Noun +
             ", share it through 'std::shared_ptr', or " + joinFirst();
    default:
      return "give the " + spawn().Noun + " a copy, share ownership, or " +
             joinFirst();
    }
  }

  void addFix(Finding &Result) const {
    for (const Dangling &D : All)
      Result.Fixes.push_back({loan(D).CopyFixBegin, loan(D).CopyFixEnd, ""});
    llvm::sort(Result.Fixes,
               [](const Edit &A, const Edit &B) { return A.Begin < B.Begin; });
    Result.Fixes.erase(llvm::unique(Result.Fixes), Result.Fixes.end());
  }

  const FunctionFacts &F;
  std::vector<Dangling> All;
  const Loan *Via = nullptr;
  /// Where the finding is.
  Place Main;
  std::vector<Step> *Steps = nullptr;
};

} // namespace

Finding describeDangling(const FunctionFacts &F, std::vector<Dangling> All) {
  return Description(F, std::move(All)).finding();
}

} // namespace fearless
