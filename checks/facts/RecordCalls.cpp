//===- RecordCalls.cpp - Calls -> events
//------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a call does to handles and signals: by row where there is one, by a look
// into the callee's body where it is visible, and otherwise as code that may
// have waited.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace fearless {

using namespace clang;
using Depth = ObjectRef::Depth;

/// A variable or a member of one, not an element of several.
static bool namesOneObject(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return !Ref->getDecl()->getType()->isReferenceType();
  const auto *Member = dyn_cast<MemberExpr>(E);
  return Member && !Member->isArrow() && namesOneObject(Member->getBase());
}

void FunctionCollector::recordCall(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (const SpawnRow *Row = Rows.spawn(Callee)) {
    llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
    StorageId Handle = temporaryOf(E);
    bool Keep = false;
    if (Row->Handle == HandlePlace::Pointee && Row->HandleArg < Args.size()) {
      const Expr *Pointer = Args[Row->HandleArg];
      const ObjectRef To = pointeeOf(Pointer);
      if (To.How == Depth::Pointee) {
        // Into what a local pointer leads to, by way of the call's own slot.
        recordSpawn(E, *Row, Args, Handle, /*Keep=*/true);
        addFact(event::Move{To.Root, Handle, true, /*Through=*/true},
                E->getExprLoc());
        return;
      }
      Handle = To.isKnown()
                   ? To.Root
                   : outside("a handle elsewhere",
                             Pointer->getType()->getPointeeType(),
                             Pointer->getExprLoc());
      // One element of several: `&threads[i]`, `threads + i`.
      const auto *Address =
          dyn_cast<UnaryOperator>(Pointer->IgnoreParenImpCasts());
      Keep = !Address || !namesOneObject(Address->getSubExpr());
    } else {
      SpawnSlots[E] = Handle;
    }
    recordSpawn(E, *Row, Args, Handle, Keep);
    return;
  }
  if (const std::optional<HandleAction> Action = Rows.handleAction(E))
    recordHandleAction(E, *Action);
  if (const WaitRow *Row = Rows.wait(E)) {
    recordWait(E, *Row);
    return;
  }
  if (simpleName(Callee) == "move" && E->getNumArgs() == 1 &&
      Types.ownsContents(E->getArg(0)->getType()))
    if (const ObjectRef Of = objectOf(E->getArg(0)); Of.isItself())
      addFact(event::Surrender{Of.Root}, E->getExprLoc());
  if (recordIndirectSpawn(E) || Rows.handleAction(E) || Rows.function(E))
    return;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
      Member && Callee && isStandard(Callee)) {
    const Expr *Object = Member->getImplicitObjectArgument();
    const QualType T =
        receiverType(Object, Object->getType()->isPointerType());
    if (simpleName(Callee) == "release" && Types.ownsContents(T))
      if (const ObjectRef Of = receiverOf(E); Of.isItself())
        addFact(event::Surrender{Of.Root}, E->getExprLoc());
    if (Types.holdsHandle(T))
      return recordHandleContainerCall(Member);
    if (Types.mayBorrow(T))
      recordElements(Member);
  }
  if (Callee && isStandard(Callee))
    recordAlgorithm(E);
  else
    recordUserCall(E);
}

void FunctionCollector::recordHandleAction(const CallExpr *E,
                                           HandleAction Action) {
  ObjectRef Handle;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = Member->getImplicitObjectArgument();
    if (const auto Slot = SpawnSlots.find(skipToValue(Object));
        Slot != SpawnSlots.end())
      Handle = ObjectRef::itself(Slot->second);
    else
      Handle = receiverOf(E);
  } else if (E->getNumArgs() != 0) {
    const Expr *Arg = E->getArg(0)->IgnoreParenImpCasts();
    Handle = Arg->isGLValue() ? objectOf(Arg) : ObjectRef();
  }
  if (!Handle.isKnown()) {
    // Some handle; it may be one that is kept outside.
    if (Action == HandleAction::Join)
      for (const auto &Kept : OfPath)
        addFact(event::Share{Kept.second, false,
                             E->getDirectCallee()->getNameAsString()},
                E->getExprLoc());
    return;
  }
  switch (Action) {
  case HandleAction::Join:
    addFact(event::Join{Handle.Root}, E->getExprLoc());
    break;
  case HandleAction::Detach:
    addFact(event::Detach{Handle.Root}, E->getExprLoc());
    break;
  case HandleAction::Test:
  case HandleAction::Look:
    break;
  }
}

void FunctionCollector::recordWait(const CallExpr *E, const WaitRow &Row) {
  ObjectRef On;
  if (Row.On) {
    if (*Row.On >= E->getNumArgs())
      return;
    const Expr *Arg = E->getArg(*Row.On);
    On = Arg->getType()->isPointerType() ? pointeeOf(Arg) : objectOf(Arg);
  } else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    // p.get_future().wait() waits for who has p.
    On = linkSourceOf(Member->getImplicitObjectArgument());
    if (!On.isKnown())
      On = receiverOf(E);
  }
  if (On.isKnown())
    addFact(event::Wait{On.Root}, E->getExprLoc());
}

/// A member of a container or owner of handles.
void FunctionCollector::recordHandleContainerCall(const CXXMemberCallExpr *E) {
  const StringRef Name = simpleName(E->getMethodDecl());
  const Expr *Object = E->getImplicitObjectArgument();
  const ObjectRef On =
      Object->getType()->isPointerType() ? pointeeOf(Object) : objectOf(Object);
  if (!On.isKnown())
    return;
  // Destroying a joinable thread joins it or ends the program.
  if ((Name == "clear" || Name == "reset") &&
      Facts.Storages[On.Root].AtEnd != EndOfThreads::Leak)
    addFact(event::Join{On.Root}, E->getExprLoc());
  if (Name == "swap" && E->getNumArgs() == 1)
    return recordSwap(E, On, objectOf(E->getArg(0)));
  for (const Expr *Arg : E->arguments())
    if (const ObjectRef Source = linkSourceOf(Arg); Source.isKnown())
      addFact(event::Link{On.Root, Source.Root}, E->getExprLoc());
  // push_back(std::move(t)), insert(end, std::thread(f)), m[k] = ...
  for (const Expr *Arg : E->arguments())
    if (Types.holdsHandle(Arg->IgnoreParenImpCasts()->getType()))
      takeHandles(On, Arg->IgnoreParenImpCasts(), /*Keep=*/true);
}

void FunctionCollector::recordSwap(const CallExpr *E, ObjectRef A,
                                   ObjectRef B) {
  if (!A.isKnown() || !B.isKnown())
    return;
  const StorageId Slot = slotFor(E);
  const auto Move = [&](StorageId To, StorageId From) {
    addFact(event::Move{To, From, /*Keep=*/true}, E->getExprLoc());
  };
  Move(Slot, A.Root);
  Move(A.Root, B.Root);
  Move(B.Root, Slot);
}

/// A container of pointers, views or callables takes over what is put into it.
void FunctionCollector::recordElements(const CXXMemberCallExpr *E) {
  const bool Puts =
      llvm::StringSwitch<bool>(simpleName(E->getMethodDecl()))
          .Cases({"push_back", "push_front", "push", "emplace_back",
                  "emplace_front", "emplace", "insert", "try_emplace",
                  "insert_or_assign", "assign"},
                 true)
          .Default(false);
  const ObjectRef On = receiverOf(E);
  if (!Puts || !On.isKnown())
    return;
  Value Held;
  for (const Expr *Arg : E->arguments())
    if (!isa<CXXDefaultArgExpr>(Arg))
      append(Held, decayCopyOf(Arg));
  if (!Held.empty())
    addFact(event::Assign{On.Root, std::move(Held), /*Keep=*/true},
            E->getExprLoc());
}

/// A standard function that is not in the rows. It waits for nothing unless its
/// name says so, but an algorithm may run a callable that joins.
void FunctionCollector::recordAlgorithm(const CallExpr *E) {
  const StringRef Name = simpleName(E->getDirectCallee());
  const bool Joins = llvm::any_of(E->arguments(), [&](const Expr *Arg) {
    return Types.actsOnHandle(Arg, HandleAction::Join) || joinsInClosure(Arg);
  });
  if (Joins) {
    for (const Expr *Arg : E->arguments()) {
      const StorageId Range = slotFor(Arg);
      Value V = Arg->isGLValue() && !Types.isView(Arg->getType())
                    ? borrowOf(objectOf(Arg), LoanKind::Reference, Arg)
                    : valueOf(Arg);
      if (V.empty())
        continue;
      addFact(event::Assign{Range, std::move(V), false}, Arg->getExprLoc());
      addFact(event::Join{Range}, Arg->getExprLoc());
    }
    return;
  }
  if (Name == "swap" && E->getNumArgs() == 2 &&
      Types.holdsHandle(E->getArg(0)->getType())) {
    return recordSwap(E, objectOf(E->getArg(0)), objectOf(E->getArg(1)));
  }
  const bool Timed = Name.starts_with("wait") || Name.contains("acquire");
  if (!Timed)
    return;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = Member->getImplicitObjectArgument();
    const ObjectRef On = Object->getType()->isPointerType() ? pointeeOf(Object)
                                                            : objectOf(Object);
    if (On.isKnown())
      addFact(event::Share{On.Root, false, Name.str()}, E->getExprLoc());
  }
}

/// The expression is rooted in something that this function knows: a local of
/// its own, a member, a global. What it is to a callee is another's.
bool FunctionCollector::namesOwn(const Expr *E) const {
  if (!E)
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return !V || V->hasGlobalStorage() || isCapturedFromOutside(V) ||
           V->getDeclContext() == What.Function;
  }
  return llvm::all_of(E->children(), [&](const Stmt *Child) {
    return namesOwn(dyn_cast_or_null<Expr>(Child));
  });
}

/// What a visible body does to handles and signals that this function knows.
void FunctionCollector::recordActionsWithin(const Stmt *Body) {
  if (!Body)
    return;
  if (const auto *Call = dyn_cast<CallExpr>(Body); Call && namesOwn(Call)) {
    if (const std::optional<HandleAction> Action = Rows.handleAction(Call))
      recordHandleAction(Call, *Action);
    if (const WaitRow *Row = Rows.wait(Call))
      recordWait(Call, *Row);
  }
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Body);
      Loop && namesOwn(Loop->getRangeInit()))
    if (const ObjectRef Of = objectOf(Loop->getRangeInit()); Of.isKnown()) {
      if (Types.actsOnHandle(Loop->getBody(), HandleAction::Join))
        addFact(event::Join{Of.Root}, Loop->getBeginLoc());
      else if (Types.actsOnHandle(Loop->getBody(), HandleAction::Detach))
        addFact(event::Detach{Of.Root}, Loop->getBeginLoc());
    }
  for (const Stmt *Child : Body->children())
    if (!isa_and_nonnull<LambdaExpr>(Child))
      recordActionsWithin(Child);
}

void FunctionCollector::recordUserCall(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  const FunctionDecl *Body = nullptr;
  const bool Visible = Callee && Callee->hasBody(Body);
  if (Visible && (Types.actsOnHandle(Body->getBody(), HandleAction::Join) ||
                  Types.actsOnHandle(Body->getBody(), HandleAction::Detach)))
    recordActionsWithin(Body->getBody());
  const std::string Name = Callee ? Callee->getNameAsString() : "a callback";
  if (Visible ? waitsOnItsOwn(Body->getBody(), 3) : isNamedLikeWait(Name))
    addFact(event::Share{0, /*Anything=*/true, Name}, E->getExprLoc());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = Member->getImplicitObjectArgument();
    const ObjectRef On = receiverOf(E);
    if (On.isKnown() && mayWait(Callee, 3))
      addFact(event::Share{On.Root, false, Name}, E->getExprLoc());
    // The method may join or replace threads in members.
    const bool OnThis = isa<CXXThisExpr>(Object->IgnoreParenImpCasts());
    if (OnThis &&
        (!Visible || Types.actsOnHandle(Body->getBody(), HandleAction::Join)))
      for (const auto &Member : OfPath)
        addFact(event::Share{Member.second, false, Name}, E->getExprLoc());
  }
  const unsigned FirstArg =
      isa<CXXOperatorCallExpr>(E) && isa_and_nonnull<CXXMethodDecl>(Callee) ? 1
                                                                            : 0;
  for (unsigned I = FirstArg; I < E->getNumArgs(); ++I)
    recordArgument(E, Callee, I - FirstArg, E->getArg(I));
}

/// An argument of code that no row describes.
void FunctionCollector::recordArgument(const Expr *Call, const FunctionDecl *To,
                                       unsigned Index, const Expr *Arg) {
  if (isa<CXXDefaultArgExpr>(Arg))
    return;
  // check(pthread_create(...)): what it makes of a failure is not seen.
  if (const auto Spawn = FallibleSpawns.find(Arg->IgnoreParenImpCasts());
      Spawn != FallibleSpawns.end() && !conditionOf(Spawn->first))
    addFact(event::Share{FallibleHandles[Spawn->second], false,
                         To ? To->getNameAsString() : "a callback"},
            Arg->getExprLoc());
  const QualType T = Arg->getType();
  const FunctionDecl *Body = nullptr;
  const bool Visible = To && To->hasBody(Body);
  const std::string Name = To ? To->getNameAsString() : "a callback";
  const bool ByReference =
      To && Index < To->getNumParams()
          ? To->getParamDecl(Index)->getType()->isReferenceType() ||
                T->isPointerType()
          : T->isPointerType();
  const QualType ParamType = To && Index < To->getNumParams()
                                 ? To->getParamDecl(Index)->getType()
                                 : QualType();
  if (Types.holdsHandle(T) && !isa<CXXConstructExpr>(Call)) {
    const bool GivenAway = !Arg->isLValue() && !T->isPointerType();
    const bool Joins =
        Visible && Types.actsOnHandle(Body->getBody(), HandleAction::Join);
    const StorageId Slot = slotFor(Arg);
    if (GivenAway || !ByReference) {
      const bool Copies =
          Arg->isGLValue() && Rows.handle(T) && Rows.handle(T)->Copies;
      if (takeHandles(ObjectRef::itself(Slot), Arg, /*Keep=*/false)) {
        if (Joins)
          addFact(event::Join{Slot}, Arg->getExprLoc());
        else if (Copies)
          addFact(event::Share{Slot, false, Name}, Arg->getExprLoc());
        else
          addFact(event::Leave{Slot, /*Returned=*/false, Name},
                  Arg->getExprLoc());
      }
    } else if (const ObjectRef Of =
                   T->isPointerType() ? pointeeOf(Arg) : objectOf(Arg);
               Of.isKnown()) {
      if (Joins)
        addFact(event::Join{Of.Root}, Arg->getExprLoc());
      else if (!ParamType.isNull() &&
               !ParamType.getNonReferenceType().isConstQualified())
        addFact(event::Share{Of.Root, false, Name}, Arg->getExprLoc());
    }
    return;
  }
  if (!ByReference || isa<CXXConstructExpr>(Call))
    return;
  noteWrite(Arg);
  if (!Types.canSignal(T) || !mayWait(To, 3))
    return;
  if (const ObjectRef Of = T->isPointerType() ? pointeeOf(Arg) : objectOf(Arg);
      Of.isKnown())
    addFact(event::Share{Of.Root, false, Name}, Arg->getExprLoc());
}

} // namespace fearless
