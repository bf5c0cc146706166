//===- ReadExpressions.cpp - Expressions -> what they name ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ReadExpressions.h"
#include "clang/AST/ASTContext.h"

namespace fearless {

using namespace clang;

const ValueDecl *namedVariable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

const Expr *onlyReturned(const FunctionDecl *F) {
  const FunctionDecl *Body = nullptr;
  if (!F || !F->hasBody(Body))
    return nullptr;
  const auto *Block = dyn_cast<CompoundStmt>(Body->getBody());
  const auto *Return = Block && Block->size() == 1
                           ? dyn_cast<ReturnStmt>(Block->body_front())
                           : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

const MemberExpr *returnedField(const FunctionDecl *Getter) {
  const Expr *Returned = onlyReturned(Getter);
  const auto *Field =
      Returned ? dyn_cast<MemberExpr>(Returned->IgnoreParenImpCasts())
               : nullptr;
  return Field && isa<FieldDecl>(Field->getMemberDecl()) &&
                 isa<CXXThisExpr>(Field->getBase()->IgnoreParenImpCasts())
             ? Field
             : nullptr;
}

const MemberExpr *returnedField(const Expr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call->IgnoreParenImpCasts());
  return Member &&
                 isa<CXXThisExpr>(
                     Member->getImplicitObjectArgument()->IgnoreParenImpCasts())
             ? returnedField(Member->getDirectCallee())
             : nullptr;
}

std::optional<bool> isNotZero(const Expr *E, ASTContext &Unit) {
  Expr::EvalResult Value;
  if (E->getType()->isIntegralOrEnumerationType() && !E->isValueDependent() &&
      E->EvaluateAsInt(Value, Unit))
    return !Value.Val.getInt().isZero();
  if (E->isNullPointerConstant(Unit, Expr::NPC_ValueDependentIsNotNull))
    return false;
  if (!E->getType()->isPointerType())
    return std::nullopt;
  E = E->IgnoreParenCasts();
  const auto *Address = dyn_cast<UnaryOperator>(E);
  if ((Address && Address->getOpcode() == UO_AddrOf) || isa<CXXThisExpr>(E) ||
      E->getType()->isArrayType() || E->getType()->isFunctionType())
    return true;
  return std::nullopt;
}

} // namespace fearless
