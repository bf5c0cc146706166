//===- RecordUserCalls.cpp - Calls that no row describes -> events --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a user's function does to the handles and signals that it is given or
// finds: by a look into its body where that is visible, and otherwise as code
// that may have waited.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/ReadWords.h"
#include "model/BrokenCode.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// The expression is rooted in something that this function knows: a local of
/// its own, a member, a global. What it is to a callee is another's.
bool FunctionCollector::namesOwn(const Expr *E, bool SharesThis) const {
  if (!E)
    return true;
  if (isa<CXXThisExpr>(E))
    return SharesThis;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return !V || V->hasGlobalStorage() || isCapturedFromOutside(V) ||
           V->getDeclContext() == What.Function;
  }
  return llvm::all_of(E->children(), [&](const Stmt *Child) {
    return namesOwn(dyn_cast_or_null<Expr>(Child), SharesThis);
  });
}

/// What a visible body does to handles and signals that this function knows.
/// SharesThis: its `this` is that of this function.
void FunctionCollector::recordActionsWithin(const Stmt *Body, bool SharesThis) {
  if (!Body)
    return;
  if (const auto *Call = dyn_cast<CallExpr>(Body);
      Call && namesOwn(Call, SharesThis)) {
    if (const std::optional<HandleAction> Action = Rows.handleAction(Call))
      recordHandleAction(Call, *Action);
    if (const WaitRow *Row = Rows.wait(Call))
      recordWait(Call, *Row);
  }
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Body);
      Loop && namesOwn(Loop->getRangeInit(), SharesThis))
    if (const ObjectRef Of = objectOf(Loop->getRangeInit()); Of.isKnown()) {
      if (Types.actsOnHandle(Loop->getBody(), HandleAction::Join))
        addFact(event::Join{Of.Root}, Loop->getBeginLoc());
      else if (Types.actsOnHandle(Loop->getBody(), HandleAction::Detach))
        addFact(event::Detach{Of.Root}, Loop->getBeginLoc());
    }
  for (const Stmt *Child : Body->children())
    if (!isa_and_nonnull<LambdaExpr>(Child))
      recordActionsWithin(Child, SharesThis);
}

/// A closure that joins what it captures: whoever waits for its thread waits
/// for those threads, too.
void FunctionCollector::linkJoined(const Expr *Callable, StorageId Handle) {
  const auto *L = dyn_cast<LambdaExpr>(skipToValue(Callable));
  if (!L || !Types.closureActsOnHandle(L->getLambdaClass(), HandleAction::Join))
    return;
  auto Init = L->capture_init_begin();
  for (const LambdaCapture &C : L->captures()) {
    const Expr *Source = *Init++;
    if (!C.capturesVariable() || !Source)
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!V || !Types.holdsHandle(V->getType()))
      continue;
    if (V->isInitCapture())
      Source = V->getInit();
    Source = Source->IgnoreParenImpCasts();
    while (const auto *Made = dyn_cast<CXXConstructExpr>(Source)) {
      if (Made->getNumArgs() != 1)
        break;
      Source = Made->getArg(0)->IgnoreParenImpCasts();
    }
    if (const ObjectRef Of = objectOf(Source); Of.isKnown())
      addFact(event::Link{Handle, Of.Root}, C.getLocation());
  }
}

static bool callsFunction(const Stmt *S, const FunctionDecl *F) {
  if (!S)
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *To = Call->getDirectCallee();
        To && To->getCanonicalDecl() == F->getCanonicalDecl())
      return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return callsFunction(Child, F);
  });
}

/// Whether a callable that the code makes or names calls the function.
static bool callablesCall(const Stmt *S, const FunctionDecl *F) {
  if (!S)
    return false;
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return callsFunction(L->getBody(), F);
  const FunctionDecl *Body = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *Named = dyn_cast<FunctionDecl>(Ref->getDecl());
        Named && Named->hasBody(Body) && callsFunction(Body->getBody(), F))
      return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return callablesCall(Child, F);
  });
}

/// A function without a body that both this function and a callable of its
/// calls, with an object that others may know: there the two may meet.
static bool mayBeMeeting(const CallExpr *E, const Stmt *Around,
                         llvm::function_ref<bool(const Expr *)> IsOthers) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee)
    return false;
  for (unsigned I = 0; I < E->getNumArgs() && I < Callee->getNumParams(); ++I) {
    const QualType To = Callee->getParamDecl(I)->getType()->getPointeeType();
    if (!To.isNull() && !To.isConstQualified() && !To->isFunctionType() &&
        IsOthers(E->getArg(I)))
      return callablesCall(Around, Callee);
  }
  return false;
}

static std::string nameOfCallee(const FunctionDecl *F) {
  return F ? F->getNameAsString() : "a callback";
}

void FunctionCollector::recordUserCall(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  const FunctionDecl *Body = seenBody(Callee);
  const bool Visible = Body != nullptr;
  const std::string Name = nameOfCallee(Callee);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  const auto *OnObject = dyn_cast<CXXMemberCallExpr>(E);
  const bool OnThis =
      OnObject &&
      isa<CXXThisExpr>(
          OnObject->getImplicitObjectArgument()->IgnoreParenImpCasts());
  const bool Joins =
      Visible && Types.actsOnHandle(Body->getBody(), HandleAction::Join);
  if (Joins ||
      (Visible && Types.actsOnHandle(Body->getBody(), HandleAction::Detach)))
    recordActionsWithin(Body->getBody(),
                        /*SharesThis=*/OnThis ||
                            (Method && Method->getParent()->isLambda()));
  const auto IsOthers = [&](const Expr *Arg) {
    if (Arg->isNullPointerConstant(Unit, Expr::NPC_ValueDependentIsNotNull))
      return false;
    const ObjectRef Of = referentOf(Arg);
    return !Of.isItself() || Facts.Storages[Of.Root].Kind != StorageKind::Local;
  };
  if (Visible ? Waits.waitsOnItsOwn(Body)
              : isNamedLikeWait(Name) ||
                    (!Facts.Spawns.empty() && Waits.mayWait(Callee) &&
                     mayBeMeeting(E, What.Function->getBody(), IsOthers)))
    addFact(event::Share{0, /*Anything=*/true, Name}, E->getExprLoc());
  if (OnObject)
    if (const ObjectRef On = receiverOf(E);
        On.isKnown() && Waits.mayWait(Callee))
      addFact(event::Share{On.Root, false, Name}, E->getExprLoc());
  // The method may join or replace threads in members.
  if (OnThis && (!Visible || Joins))
    for (const auto &Member : knownMembers())
      addFact(event::Share{Member.second, false, Name}, E->getExprLoc());
  const unsigned FirstArg =
      isa<CXXOperatorCallExpr>(E) && isa_and_nonnull<CXXMethodDecl>(Callee) ? 1
                                                                            : 0;
  for (unsigned I = FirstArg; I < E->getNumArgs(); ++I)
    recordArgument(E, Callee, I - FirstArg, E->getArg(I));
  recordCallSite(E);
  recordCoroutine(E);
}

/// An argument of code that no row describes.
void FunctionCollector::recordArgument(const Expr *Call, const FunctionDecl *To,
                                       unsigned Index, const Expr *Arg) {
  if (isa<CXXDefaultArgExpr>(Arg))
    return;
  const QualType T = Arg->getType();
  const FunctionDecl *Body = seenBody(To);
  const bool Visible = Body != nullptr;
  // check(pthread_create(...)): what it makes of a failure is not seen.
  if (const auto Spawn = FallibleSpawns.find(Arg->IgnoreParenImpCasts());
      Spawn != FallibleSpawns.end() && !conditionOf(Spawn->first))
    addFact(
        event::Share{FallibleHandles[Spawn->second], false, nameOfCallee(To)},
        Arg->getExprLoc());
  const QualType ParamType = To && Index < To->getNumParams()
                                 ? To->getParamDecl(Index)->getType()
                                 : QualType();
  const bool ByReference = T->isPointerType() || (!ParamType.isNull() &&
                                                  ParamType->isReferenceType());
  if (Types.holdsHandle(T) && !isa<CXXConstructExpr>(Call)) {
    const bool GivenAway = !Arg->isLValue() && !T->isPointerType();
    const bool Joins =
        Visible && Types.actsOnHandle(Body->getBody(), HandleAction::Join);
    const StorageId Slot = slotFor(Arg);
    if (GivenAway || !ByReference) {
      const bool Copies =
          Arg->isGLValue() && Rows.handle(T) && Rows.handle(T)->Copies;
      if (takeHandles(ObjectRef::itself(Slot), Arg, /*Keep=*/false)) {
        // Who is given a coroutine most often waits for it.
        if (Joins || resumesCoroutine(T))
          addFact(event::Join{Slot}, Arg->getExprLoc());
        else if (Copies)
          addFact(event::Share{Slot, false, nameOfCallee(To)},
                  Arg->getExprLoc());
        else
          addFact(event::Leave{Slot, /*Returned=*/false, nameOfCallee(To)},
                  Arg->getExprLoc());
      }
    } else if (const ObjectRef Of = referentOf(Arg); Of.isKnown()) {
      if (Joins)
        addFact(event::Join{Of.Root}, Arg->getExprLoc());
      else if (!ParamType.isNull() &&
               !ParamType.getNonReferenceType().isConstQualified())
        addFact(event::Share{Of.Root, false, nameOfCallee(To)},
                Arg->getExprLoc());
    }
    return;
  }
  if (!ByReference || isa<CXXConstructExpr>(Call))
    return;
  noteWrite(Arg);
  if (!Types.canSignal(T) || !Waits.mayWait(To))
    return;
  if (const ObjectRef Of = referentOf(Arg); Of.isKnown())
    addFact(event::Share{Of.Root, false, nameOfCallee(To)}, Arg->getExprLoc());
}

} // namespace fearless
