//===- RecordCalls.cpp - Calls -> events ----------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a call does to handles and signals, where a row or the standard library
// says so. The others are in RecordUserCalls.cpp.
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

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
    if (Row->Handle == HandlePlace::Object || Row->Handle == HandlePlace::None)
      return recordTask(E, *Row);
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
      Handle = To.isKnown() ? To.Root
                            : outside("a handle elsewhere",
                                      Pointer->getType()->getPointeeType(),
                                      Pointer->getExprLoc());
      // One element of several: `&threads[i]`, `threads + i`.
      const auto *Address =
          dyn_cast<UnaryOperator>(Pointer->IgnoreParenImpCasts());
      Keep = !Address || !namesOneObject(Address->getSubExpr());
    } else if (Row->Handle == HandlePlace::Call) {
      recordSpawn(E, *Row, Args, Handle, /*Keep=*/false);
      addFact(event::Join{Handle}, E->getExprLoc());
      return;
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
    const QualType T = receiverType(Object, Object->getType()->isPointerType());
    if (simpleName(Callee) == "release" && Types.ownsContents(T))
      if (const ObjectRef Of = receiverOf(E); Of.isItself())
        addFact(event::Surrender{Of.Root}, E->getExprLoc());
    if (Types.holdsHandle(T))
      return recordHandleContainerCall(Member);
    if (Types.mayBorrow(T))
      recordElements(Member);
  }
  if (!Callee || !isStandard(Callee))
    return recordUserCall(E);
  recordAlgorithm(E);
  if (callableOf(E))
    recordCallSite(E);
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
    const FunctionDecl *To = E->getDirectCallee();
    const QualType T = To->getNumParams() != 0 ? To->getParamDecl(0)->getType()
                                               : Arg->getType();
    if (T->isPointerType() && !Rows.handle(T))
      Handle = pointeeOf(E->getArg(0));
    else if (Arg->isGLValue())
      Handle = objectOf(Arg);
  }
  if (!Handle.isKnown()) {
    // Some handle; it may be one that is kept outside.
    if (Action == HandleAction::Join)
      for (const auto &Kept : knownMembers())
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
    On = referentOf(Arg);
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
  const ObjectRef On = receiverOf(E);
  if (!On.isKnown())
    return;
  // Destroying a joinable thread joins it or ends the program.
  if ((Name == "clear" || Name == "reset") &&
      Facts.Storages[On.Root].AtEnd != EndOfThreads::Leak)
    addFact(event::Join{On.Root}, E->getExprLoc());
  // Which of its elements end, and so are waited for, is not seen.
  if (StringSwitch<bool>(Name)
          .Cases({"erase", "pop_back", "pop_front", "resize"}, true)
          .Default(false) &&
      Facts.Storages[On.Root].AtEnd == EndOfThreads::Join)
    addFact(event::Share{On.Root, false, Name.str()}, E->getExprLoc());
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
  if (simpleName(E->getMethodDecl()) == "swap" && E->getNumArgs() == 1)
    return recordSwap(E, receiverOf(E), objectOf(E->getArg(0)));
  const bool Puts =
      StringSwitch<bool>(simpleName(E->getMethodDecl()))
          .Cases({"push_back", "push_front", "push", "emplace_back",
                  "emplace_front", "emplace", "insert", "try_emplace",
                  "insert_or_assign", "assign"},
                 true)
          .Default(false);
  const ObjectRef On = receiverOf(E);
  const StringRef Name = simpleName(E->getMethodDecl());
  if (On.isKnown() && (Name == "clear" || Name == "reset") &&
      E->getNumArgs() == 0)
    addFact(event::Assign{On.Root, {}, /*Keep=*/false}, E->getExprLoc());
  if (!Puts || !On.isKnown())
    return;
  for (const Expr *Arg : E->arguments()) {
    // Elements are copied or moved out of what a range of iterators leads to.
    if (isa<CXXDefaultArgExpr>(Arg) ||
        (E->getNumArgs() > 1 && Types.isView(Arg->getType())))
      continue;
    const Value Held = decayCopyOf(Arg);
    if (Held.empty())
      continue;
    addFact(event::Assign{On.Root, Held, /*Keep=*/true}, E->getExprLoc());
    recordStore(On, Arg, Held, /*Keep=*/true, E->getExprLoc());
  }
}

/// A named closure that joins what it is called with.
static bool joinsInClosure(const Expr *E, const Ownership &Types) {
  const CXXRecordDecl *R =
      E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->isLambda() && Types.closureActsOnHandle(R, HandleAction::Join);
}

/// A standard function that is not in the rows. It waits for nothing unless its
/// name says so, but an algorithm may run a callable that joins.
void FunctionCollector::recordAlgorithm(const CallExpr *E) {
  const StringRef Name = simpleName(E->getDirectCallee());
  const bool Joins = llvm::any_of(E->arguments(), [&](const Expr *Arg) {
    return Types.actsOnHandle(Arg, HandleAction::Join) ||
           joinsInClosure(Arg, Types);
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
      (Types.holdsHandle(E->getArg(0)->getType()) ||
       Types.mayBorrow(E->getArg(0)->getType())))
    return recordSwap(E, objectOf(E->getArg(0)), objectOf(E->getArg(1)));
  if (Name.starts_with("wait") || Name.contains("acquire"))
    if (const ObjectRef On = receiverOf(E); On.isKnown())
      addFact(event::Share{On.Root, false, Name.str()}, E->getExprLoc());
}

} // namespace fearless
