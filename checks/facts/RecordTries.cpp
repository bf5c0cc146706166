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
  if (const LockFunctionRow *Row = In.Rows.lockFunction(Call);
      Row && Row->Does == LockEffect::Try) {
    ZeroIsSuccess = Row->ZeroIsSuccess;
    return Call;
  }
  return dyn_cast<CXXMemberCallExpr>(Call);
}

/// Whether the test says which of two things comes first: `&a < &b`,
/// `a.id < b.id`, `std::less<>()(p, q)`, `before(a, b)`.
static bool comparesObjects(const Expr *Tested, const ASTContext &Unit) {
  const auto IsConstant = [&](const Expr *E) {
    return E->IgnoreParenImpCasts()->isEvaluatable(Unit);
  };
  if (const auto *B = dyn_cast<BinaryOperator>(Tested))
    return B->isRelationalOp() && !IsConstant(B->getLHS()) &&
           !IsConstant(B->getRHS());
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
  if (comparesObjects(Tested, In.Unit))
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
    return AddTo(ZeroIsSuccess ? 1 - Yes : Yes, LockAction::Acquire, Step);
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
