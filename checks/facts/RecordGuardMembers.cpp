//===- RecordGuardMembers.cpp - Calls on guards -> lock steps -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What members of guards do to the locks that the guards know, what swaps two
// guards, and what is done to the mutex that a guard gives out.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// Whether the expression is a statement: nobody uses its value.
static bool isDiscarded(const Expr *E, const Stmt *Within) {
  if (!Within || isa<LambdaExpr>(Within))
    return false;
  return llvm::any_of(Within->children(), [&](const Stmt *Child) {
    const auto *Value = dyn_cast_or_null<Expr>(Child);
    return (Value && isa<CompoundStmt>(Within) &&
            Value->IgnoreImplicit() == E) ||
           isDiscarded(E, Child);
  });
}

void LockRecorder::recordGuardStep(StorageId Guard, LockAction Do,
                                   LockMode Mode, SourceLocation At) {
  LockStep Step;
  Step.Guard = Guard;
  Step.Do = Do;
  Step.Mode = Mode;
  In.addFact(event::Lock{add(std::move(Step), At)}, At);
}

/// `a.swap(b)`, `swap(a, b)`.
void LockRecorder::recordGuardSwap(const Expr *A, const Expr *B,
                                   SourceLocation At) {
  const std::optional<StorageId> First = guardOf(A), Second = guardOf(B);
  if (!First || !Second)
    return;
  const StorageId Between =
      In.addStorage(StorageKind::Temporary, "", A->getType(), At);
  const std::pair<StorageId, StorageId> Moves[] = {
      {Between, *First}, {*First, *Second}, {*Second, Between}};
  for (const auto &[To, From] : Moves) {
    LockStep Step;
    Step.Do = LockAction::Move;
    Step.Guard = To;
    Step.From = From;
    In.addFact(event::Lock{add(std::move(Step), At)}, At);
  }
}

bool LockRecorder::recordGuardMember(const CXXMemberCallExpr *E) {
  const Expr *Object = E->getImplicitObjectArgument();
  const QualType T = receiverType(Object, Object->getType()->isPointerType());
  const GuardRow *Row = In.Rows.guard(T);
  if (!Row)
    return recordMutexOfGuard(E);
  const StringRef Name = simpleName(E->getMethodDecl());
  const std::optional<StorageId> Guard = guardOf(Object);
  if (!Guard)
    return true;
  const LockMode Mode = Row->Shared ? LockMode::Shared : LockMode::Exclusive;
  const SourceLocation At = E->getExprLoc();
  if (names(Row->Lock, Name)) {
    if (E->getNumArgs() != 0) // acquire(mutex)
      recordAcquire(E->getArg(0), E->getArg(0)->getType().getNonReferenceType(),
                    Mode, Guard, At);
    else
      recordGuardStep(*Guard, LockAction::Relock, Mode, At);
  } else if (names(Row->Unlock, Name)) {
    recordGuardStep(*Guard, LockAction::Unlock, Mode, At);
  } else if (names(Row->Drop, Name)) {
    // Whoever takes the mutex unlocks it.
    recordGuardStep(*Guard,
                    isDiscarded(E, In.What.Function->getBody())
                        ? LockAction::Drop
                        : LockAction::Unlock,
                    Mode, At);
  } else if (Name == "swap" && E->getNumArgs() == 1) {
    recordGuardSwap(Object, E->getArg(0), At);
  }
  return true;
}

/// `guard.mutex()->unlock()`
bool LockRecorder::recordMutexOfGuard(const CXXMemberCallExpr *E) {
  const auto *Given = dyn_cast<CXXMemberCallExpr>(
      E->getImplicitObjectArgument()->IgnoreParenImpCasts());
  if (!Given || !Given->getMethodDecl() ||
      simpleName(Given->getMethodDecl()) != "mutex")
    return false;
  const Expr *Object = Given->getImplicitObjectArgument();
  const GuardRow *Row =
      In.Rows.guard(receiverType(Object, Object->getType()->isPointerType()));
  const std::optional<StorageId> Guard = guardOf(Object);
  if (!Row || !Guard)
    return false;
  const StringRef Name = simpleName(E->getMethodDecl());
  if (!names(Row->Lock, Name) && !names(Row->Unlock, Name))
    return false;
  recordGuardStep(
      *Guard, names(Row->Lock, Name) ? LockAction::Relock : LockAction::Unlock,
      Row->Shared ? LockMode::Shared : LockMode::Exclusive, E->getExprLoc());
  return true;
}

} // namespace fearless
