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

void FunctionCollector::recordCall(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (const SpawnRow *Row = Rows.spawn(Callee)) {
    llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
    StorageId Handle = temporaryOf(E);
    bool Keep = false;
    if (Row->Handle == HandlePlace::Pointee && Row->HandleArg < Args.size()) {
      const Expr *Pointer = Args[Row->HandleArg];
      const ObjectRef To = pointeeOf(Pointer);
      if (To.How == Depth::Pointee || !To.isKnown())
        Handle = outside("*handle", Pointer->getType()->getPointeeType(),
                         Pointer->getExprLoc());
      else
        Handle = To.Root;
      // One element of several: `&threads[i]`, `threads + i`.
      const auto *Address =
          dyn_cast<UnaryOperator>(Pointer->IgnoreParenImpCasts());
      Keep = !Address || isa<ArraySubscriptExpr>(
                             Address->getSubExpr()->IgnoreParenImpCasts());
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
  if (recordIndirectSpawn(E) || Rows.handleAction(E) || Rows.function(E))
    return;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
      Member && Callee && isStandard(Callee) &&
      Types.holdsHandle(Member->getObjectType())) {
    recordHandleContainerCall(Member);
    return;
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
      Handle = {Depth::Itself, Slot->second};
    else
      Handle = Object->getType()->isPointerType() ? pointeeOf(Object)
                                                  : objectOf(Object);
  } else if (E->getNumArgs() != 0) {
    const Expr *Arg = E->getArg(0)->IgnoreParenImpCasts();
    Handle = Arg->isGLValue() ? objectOf(Arg) : ObjectRef();
  }
  if (!Handle.isKnown())
    return;
  switch (Action) {
  case HandleAction::Join:
    addFact(event::Join{Handle.Root}, E->getExprLoc());
    break;
  case HandleAction::Detach:
    addFact(event::Detach{Handle.Root}, E->getExprLoc());
    break;
  case HandleAction::Test:
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
    const Expr *Object = Member->getImplicitObjectArgument();
    On = Object->getType()->isPointerType() ? pointeeOf(Object)
                                            : objectOf(Object);
    // done->wait() through a shared pointer: whoever has a copy knows it.
    if (!On.isKnown())
      if (const auto *Arrow =
              dyn_cast<CXXOperatorCallExpr>(Object->IgnoreParenImpCasts());
          Arrow && Arrow->getNumArgs() == 1)
        On = objectOf(Arrow->getArg(0));
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
  if (Name == "clear" || Name == "reset") {
    // Destroying a joinable thread joins it or ends the program.
    if (Facts.Storages[On.Root].AtEnd != EndOfThreads::Leak)
      addFact(event::Join{On.Root}, E->getExprLoc());
    return;
  }
  if (Name == "swap" && E->getNumArgs() == 1) {
    if (const ObjectRef Other = objectOf(E->getArg(0)); Other.isKnown()) {
      addFact(event::Move{On.Root, Other.Root, true}, E->getExprLoc());
    }
    return;
  }
  // push_back(std::move(t)), insert(end, std::thread(f)), m[k] = ...
  for (const Expr *Arg : E->arguments())
    if (Types.holdsHandle(Arg->getType()))
      takeHandles(On, Arg, /*Keep=*/true);
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
    const ObjectRef A = objectOf(E->getArg(0)), B = objectOf(E->getArg(1));
    if (A.isKnown() && B.isKnown())
      addFact(event::Move{A.Root, B.Root, true}, E->getExprLoc());
    return;
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

/// The joins that a visible body does on handles that this function knows:
/// captured locals and members.
void FunctionCollector::recordJoinsWithin(const Stmt *Body) {
  if (!Body)
    return;
  if (const auto *Call = dyn_cast<CallExpr>(Body))
    if (Rows.handleAction(Call) == HandleAction::Join)
      recordHandleAction(Call, HandleAction::Join);
  if (const auto *ForRange = dyn_cast<CXXForRangeStmt>(Body);
      ForRange && Types.actsOnHandle(ForRange->getBody(), HandleAction::Join))
    if (const ObjectRef Of = objectOf(ForRange->getRangeInit()); Of.isKnown())
      addFact(event::Join{Of.Root}, ForRange->getBeginLoc());
  for (const Stmt *Child : Body->children())
    recordJoinsWithin(Child);
}

/// Unseen code with such a name is taken to wait: it hides a finding in core.
static bool isNamedLikeWait(StringRef Name) {
  const std::string Lower = Name.lower();
  return llvm::any_of(
      llvm::ArrayRef<StringRef>{"wait", "join", "await", "drain", "shutdown",
                                "finish", "barrier", "complete", "sync"},
      [&](StringRef Word) { return StringRef(Lower).contains(Word); });
}

void FunctionCollector::recordUserCall(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  const FunctionDecl *Body = nullptr;
  const bool Visible = Callee && Callee->hasBody(Body);
  if (Visible && Types.actsOnHandle(Body->getBody(), HandleAction::Join))
    recordJoinsWithin(Body->getBody());
  const std::string Name = Callee ? Callee->getNameAsString() : "a callback";
  if (Visible ? waitsOnItsOwn(Body->getBody(), 3) : isNamedLikeWait(Name))
    addFact(event::Share{0, /*Anything=*/true, Name}, E->getExprLoc());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = Member->getImplicitObjectArgument();
    ObjectRef On = Object->getType()->isPointerType() ? pointeeOf(Object)
                                                      : objectOf(Object);
    // Through a shared pointer the object is whatever its copies know.
    if (!On.isKnown())
      if (const auto *Arrow =
              dyn_cast<CXXOperatorCallExpr>(Object->IgnoreParenImpCasts());
          Arrow && Arrow->getNumArgs() == 1)
        On = objectOf(Arrow->getArg(0));
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
