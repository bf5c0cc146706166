//===- RecordTries.cpp - Tests of tries -> lock steps on edges ------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lock that is tried for is held on the way on which the try is seen to have
// succeeded, and nowhere else.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// The call of a function that tries, behind a test: the call itself, or a
/// variable that holds its result and is never written again.
const CallExpr *LockRecorder::triedIn(const Expr *Tested,
                                      bool &ZeroIsSuccess) const {
  const Expr *E = Tested->IgnoreUnlessSpelledInSource();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->isLocalVarDecl() && V->getInit() && In.Writes.lookup(V) == 0)
      E = V->getInit()->IgnoreUnlessSpelledInSource();
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || !Call->getDirectCallee())
    return nullptr;
  if (const LockFunctionRow *Row = In.Rows.lockFunction(Call)) {
    ZeroIsSuccess = Row->ZeroIsSuccess || Row->Does == LockEffect::Lock;
    return Row->Does == LockEffect::Try || Row->Does == LockEffect::Lock
               ? Call
               : nullptr;
  }
  return dyn_cast<CXXMemberCallExpr>(Call);
}

/// The key of an object: its address as a number, `a.id`, `a.id()`, or a
/// variable that never changes.
bool LockRecorder::areKeys(const Expr *A, const Expr *B) const {
  A = A->IgnoreParenCasts();
  B = B->IgnoreParenCasts();
  if (A->getType()->isPointerType() && B->getType()->isPointerType())
    return true;
  const auto *FieldA = dyn_cast<MemberExpr>(A),
             *FieldB = dyn_cast<MemberExpr>(B);
  if (FieldA && FieldB)
    return FieldA->getMemberDecl() == FieldB->getMemberDecl();
  const auto *CallA = dyn_cast<CallExpr>(A), *CallB = dyn_cast<CallExpr>(B);
  if (CallA && CallB)
    return CallA->getDirectCallee() &&
           CallA->getDirectCallee() == CallB->getDirectCallee();
  const auto Fixed = [&](const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && !V->hasGlobalStorage() && In.Writes.lookup(V) == 0;
  };
  return Fixed(A) && Fixed(B);
}

/// Whether the test says which of two things comes first: `&a < &b`,
/// `a.id < b.id`, `std::less<>()(p, q)`, `before(a, b)`.
bool LockRecorder::comparesObjects(const Expr *Tested) const {
  if (const auto *B = dyn_cast<BinaryOperator>(Tested))
    return B->isRelationalOp() && areKeys(B->getLHS(), B->getRHS());
  const auto *Call = dyn_cast<CallExpr>(Tested->IgnoreUnlessSpelledInSource());
  if (!Call || !Call->getType()->isBooleanType() || !Call->getDirectCallee())
    return false;
  llvm::SmallVector<const Expr *, 4> Objects(Call->arguments());
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (Operator->getOperator() == OO_Call)
      Objects.erase(Objects.begin());
    else if (!Operator->isComparisonOp() ||
             Operator->getOperator() == OO_EqualEqual ||
             Operator->getOperator() == OO_ExclaimEqual)
      return false;
  } else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Objects.insert(Objects.begin(), Member->getImplicitObjectArgument());
  }
  if (Objects.size() != 2 ||
      simpleName(Call->getDirectCallee()).contains_insensitive("equal"))
    return false;
  const auto ClassOf = [](const Expr *E) {
    return behindPointer(E->IgnoreParenImpCasts()->getType())
        ->getAsCXXRecordDecl();
  };
  return ClassOf(Objects[0]) && ClassOf(Objects[0]) == ClassOf(Objects[1]);
}

void LockRecorder::recordTest(const Expr *Tested, bool Negated) {
  const SourceLocation At = Tested->getExprLoc();
  const unsigned Yes = Negated ? 1 : 0;
  const auto AddTo = [&](unsigned Successor, LockAction Do, LockStep Step) {
    Step.Do = Do;
    In.addToEdge(Successor, event::Lock{add(std::move(Step), At)}, At);
  };
  LockStep Step;
  Step.Try = true;
  // if (lock), where it is a guard
  if (Tested->isGLValue() && In.Rows.guard(Tested->getType())) {
    Step.Guard = guardOf(Tested);
    if (!Step.Guard)
      return;
    AddTo(Yes, LockAction::Relock, Step);
    return AddTo(1 - Yes, LockAction::Unlock, Step);
  }
  if (comparesObjects(Tested))
    In.Facts.Locks.OrdersObjects = true;
  bool ZeroIsSuccess = false;
  const CallExpr *Call = triedIn(Tested, ZeroIsSuccess);
  if (!Call)
    return;
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  if (!Member) {
    const LockFunctionRow *Row = In.Rows.lockFunction(Call);
    if (!Row->Arg || *Row->Arg >= Call->getNumArgs())
      return;
    Step.Mode = Row->Shared ? LockMode::Shared : LockMode::Exclusive;
    Step.Locks.push_back(lockOf(Call->getArg(*Row->Arg)));
    if (Row->Does == LockEffect::Try)
      return AddTo(ZeroIsSuccess ? 1 - Yes : Yes, LockAction::Acquire, Step);
    // if (pthread_mutex_lock(&M) != 0): there it is not held.
    return AddTo(Yes, LockAction::Release, Step);
  }
  const Expr *Object = Member->getImplicitObjectArgument();
  const QualType T = receiverType(Object, Object->getType()->isPointerType());
  const StringRef Name = simpleName(Member->getMethodDecl());
  if (const GuardRow *Row = In.Rows.guard(T)) {
    Step.Guard = guardOf(Object);
    if (!Step.Guard || (!names(Row->Try, Name) && !names(Row->Test, Name)))
      return;
    Step.Mode = Row->Shared ? LockMode::Shared : LockMode::Exclusive;
    AddTo(Yes, LockAction::Relock, Step);
    if (names(Row->Test, Name))
      AddTo(1 - Yes, LockAction::Unlock, Step);
    return;
  }
  const LockRow *Row = In.Rows.lock(T);
  const bool Shared = Row && names(Row->TryShared, Name);
  const bool OwnTry = !Row && memberOf(T, "unlock") &&
                      (Name == "try_lock" || Name == "tryLock");
  if (!Shared && !OwnTry && (!Row || !names(Row->Try, Name)))
    return;
  Step.Mode = Shared ? LockMode::Shared : LockMode::Exclusive;
  Step.Locks.push_back(lockOf(Object));
  AddTo(Yes, LockAction::Acquire, Step);
}

} // namespace fearless
