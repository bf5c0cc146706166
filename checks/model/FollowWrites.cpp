//===- FollowWrites.cpp - Code -> what it writes --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/FollowWrites.h"
#include "compat/StringSwitch.h"
#include "model/MatchModel.h"
#include "model/Ownership.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// Calls of std containers, strings and pointers that change the object.
static bool isMutator(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  return Method && !Method->isConst() && isStandard(Method->getParent()) &&
         StringSwitch<bool>(simpleName(Method))
             .Cases({"insert", "emplace", "emplace_back", "emplace_front",
                     "emplace_hint", "try_emplace", "push_back"},
                    true)
             .Cases({"push_front", "push", "pop", "pop_back", "pop_front",
                     "erase", "clear", "resize"},
                    true)
             .Cases({"assign", "append", "reset", "swap", "insert_or_assign",
                     "reserve", "merge", "splice"},
                    true)
             .Default(false);
}

static bool isRandom(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && isStandard(R) &&
         (simpleName(R).ends_with("_engine") ||
          simpleName(R).ends_with("_distribution") ||
          simpleName(R) == "random_device");
}

/// The object that the statement itself writes; null if it writes none.
static const Expr *writtenBy(const Stmt *S) {
  if (const auto *B = dyn_cast<BinaryOperator>(S))
    return B->isAssignmentOp() ? B->getLHS() : nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(S))
    return U->isIncrementDecrementOp() ? U->getSubExpr() : nullptr;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S)) {
    if (Op->isAssignmentOp() || Op->getOperator() == OO_PlusPlus ||
        Op->getOperator() == OO_MinusMinus)
      return Op->getArg(0);
    // Every draw of a random number changes the engine.
    if (Op->getOperator() == OO_Call && isRandom(Op->getArg(0)->getType()))
      return Op->getArg(0);
    // map[k] makes an element.
    const auto *R = Op->getOperator() == OO_Subscript
                        ? Op->getArg(0)->getType()->getAsCXXRecordDecl()
                        : nullptr;
    return R && isStandard(R) && simpleName(R).ends_with("map") ? Op->getArg(0)
                                                                : nullptr;
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
    return isMutator(Call) ? Call->getImplicitObjectArgument() : nullptr;
  return nullptr;
}

bool isOwningPointer(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  const StringRef Name = simpleName(R);
  return Name == "unique_ptr" || Name == "scoped_ptr" || Name == "scoped_array";
}

void followPath(const Expr *E, WrittenPath &P) {
  E = E->IgnoreParenImpCasts();
  const auto ThroughPointer = [&](const Expr *Pointer) {
    followPath(Pointer, P);
    if (!P.PointerAt)
      P.PointerAt = P.Fields.size();
  };
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *F = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!F) {
      const auto *V = dyn_cast<VarDecl>(Member->getMemberDecl());
      P.Root = V ? WrittenPath::Static : WrittenPath::Unknown;
      P.Variable = V;
      return;
    }
    const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
    if (Member->isArrow() && !isa<CXXThisExpr>(Base) &&
        !isa<CXXConstCastExpr>(Base))
      ThroughPointer(Base);
    else
      followPath(Base, P);
    P.Fields.push_back(F);
  } else if (isa<CXXThisExpr>(E)) {
    P.Root = WrittenPath::This;
  } else if (const auto *Cast = dyn_cast<CXXConstCastExpr>(E)) {
    P.CastsConstAway = true;
    followPath(Cast->getSubExpr(), P);
  } else if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_Deref)
      isa<CXXThisExpr>(U->getSubExpr()->IgnoreParenImpCasts())
          ? followPath(U->getSubExpr(), P)
          : ThroughPointer(U->getSubExpr());
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    const QualType Object = Op->getArg(0)->getType();
    if ((Op->getOperator() == OO_Arrow || Op->getOperator() == OO_Star) &&
        isOwningPointer(Object))
      ThroughPointer(Op->getArg(0));
    else if (Op->getOperator() == OO_Subscript &&
             Object->getAsCXXRecordDecl() &&
             isStandard(Object->getAsCXXRecordDecl()) &&
             simpleName(Object->getAsCXXRecordDecl()) != "span")
      followPath(Op->getArg(0), P);
  } else if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = Index->getBase();
    if (Base->IgnoreParenImpCasts()->getType()->isArrayType())
      followPath(Base, P);
    else
      ThroughPointer(Base);
  } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    P.Variable = V;
    if (V && isa<ParmVarDecl>(V))
      P.Root = WrittenPath::Param;
    else if (V && (V->isStaticLocal() || V->isStaticDataMember()))
      P.Root = WrittenPath::Static;
  }
}

bool anyWrite(
    const Stmt *S,
    llvm::function_ref<bool(const Expr *, const WrittenPath &)> Visit) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const Expr *Written = writtenBy(S)) {
    WrittenPath P;
    followPath(Written, P);
    if (P.Root != WrittenPath::Unknown && Visit(Written, P))
      return true;
  }
  return llvm::any_of(
      S->children(), [&](const Stmt *Child) { return anyWrite(Child, Visit); });
}

} // namespace fearless
