//===- NameVariables.cpp - Variables -> places ----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A variable of the function around a closure has the same place in both; a
// copy that a closure holds has none. What a pointer variable leads to is known
// as long as nobody changes the variable.
//
//===----------------------------------------------------------------------===//

#include "facts/AccessRecorder.h"
#include "facts/FunctionCollector.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;
using Root = AccessPath::Root;

/// The closure around a call operator, and the function around that.
static const CXXRecordDecl *closureAround(const DeclContext *DC) {
  const auto *Op = dyn_cast_or_null<CXXMethodDecl>(DC);
  return Op && Op->getParent()->isLambda() ? Op->getParent() : nullptr;
}

/// Whether the name stands for a copy that a closure holds.
bool AccessRecorder::isCopyOfClosure(const VarDecl *V) const {
  const DeclContext *DC = In.What.Function;
  while (const CXXRecordDecl *Closure = closureAround(DC)) {
    if (V->getDeclContext() == DC)
      return false;
    for (const LambdaCapture &C : Closure->captures())
      if (C.capturesVariable() && C.getCapturedVar() == V &&
          C.getCaptureKind() == LCK_ByCopy)
        return true;
    DC = Closure->getDeclContext();
  }
  return false;
}

/// Whether `this` is that of the function around all closures.
bool AccessRecorder::isThisOfFunction() const {
  const DeclContext *DC = In.What.Function;
  while (const CXXRecordDecl *Closure = closureAround(DC)) {
    for (const LambdaCapture &C : Closure->captures())
      if (C.capturesThis() && C.getCaptureKind() == LCK_StarThis)
        return false;
    DC = Closure->getDeclContext();
  }
  return true;
}

/// Collects variables that are assigned, or reached in some other way.
static void collectRebound(const Stmt *S,
                           llvm::SmallPtrSetImpl<const VarDecl *> &To) {
  if (!S)
    return;
  const auto Add = [&](const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    if (const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr)
      To.insert(V);
  };
  if (const auto *U = dyn_cast<UnaryOperator>(S)) {
    if (U->isIncrementDecrementOp() || U->getOpcode() == UO_AddrOf)
      Add(U->getSubExpr());
  } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->isAssignmentOp())
      Add(B->getLHS());
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S)) {
    if (Op->isAssignmentOp())
      Add(Op->getArg(0));
  } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(S)) {
    if (M->getMethodDecl() && !M->getMethodDecl()->isConst() &&
        !M->getImplicitObjectArgument()->getType()->isPointerType())
      Add(M->getImplicitObjectArgument());
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *F = Call->getDirectCallee();
    for (unsigned I = 0; F && I < Call->getNumArgs() && I < F->getNumParams();
         ++I) {
      const QualType T = F->getParamDecl(I)->getType();
      if (T->isLValueReferenceType() && !T->getPointeeType().isConstQualified())
        Add(Call->getArg(I));
    }
  }
  for (const Stmt *Child : S->children())
    collectRebound(Child, To);
}

/// Whether a pointer variable may lead to one object now and to another then.
bool AccessRecorder::isRebound(const VarDecl *V) const {
  if (V->getType().isConstQualified())
    return false;
  const auto *Owner = dyn_cast<FunctionDecl>(V->getDeclContext());
  if (!Owner)
    return true;
  const auto [Known, IsNew] = Rebound.try_emplace(Owner);
  const FunctionDecl *Body = nullptr;
  if (IsNew && Owner->hasBody(Body))
    collectRebound(Body->getBody(), Known->second);
  return Known->second.contains(V) || In.LoopOf.count(V);
}

AccessPath AccessRecorder::local(const VarDecl *V) const {
  const auto *Owner = dyn_cast<FunctionDecl>(V->getDeclContext());
  if (!Owner)
    return {};
  return {Root::Local,
          0,
          In.Entities(Owner) + " " + V->getNameAsString() + " " +
              std::to_string(In.place(V->getLocation()).Line),
          {}};
}

AccessPath AccessRecorder::parameter(const VarDecl *V) const {
  const auto *P = dyn_cast<ParmVarDecl>(V);
  const auto *Owner = dyn_cast<FunctionDecl>(V->getDeclContext());
  if (!P || !Owner || P->getFunctionScopeIndex() >= 4096)
    return {};
  if (Owner->getCanonicalDecl() == In.What.Function->getCanonicalDecl())
    return {Root::Parameter, P->getFunctionScopeIndex(), "", {}};
  return {Root::Local,
          P->getFunctionScopeIndex(),
          In.Entities(Owner) + " parameter",
          {}};
}

/// std::cout and its like, which several threads may use.
static bool isSharedStream(const VarDecl *V) {
  const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
  return V->isInStdNamespace() && R && isStandard(R) &&
         simpleName(R).ends_with("stream");
}

AccessPath AccessRecorder::placeOfVariable(const DeclRefExpr *Ref,
                                           unsigned Depth) const {
  const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
  if (!V || V->getTLSKind() != VarDecl::TLS_None || Depth >= MaxNaming)
    return {};
  const bool IsReference = V->getType()->isReferenceType();
  if (V->hasGlobalStorage())
    return IsReference || isSharedStream(V)
               ? AccessPath()
               : AccessPath{Root::Global, 0, In.Entities(V), {}};
  if (IsReference && isa<ParmVarDecl>(V))
    return isCopyOfClosure(V) ? AccessPath() : parameter(V);
  if (IsReference) {
    if (In.LoopOf.count(V) || !V->getInit() || isCopyOfClosure(V))
      return {};
    return placeOf(V->getInit(), Depth + 1);
  }
  return isCopyOfClosure(V) || V->isInitCapture() ? AccessPath() : local(V);
}

AccessPath AccessRecorder::placeBehindVariable(const VarDecl *V,
                                               unsigned Depth) const {
  if (isRebound(V) || Depth >= MaxNaming)
    return {};
  if (isa<ParmVarDecl>(V))
    return behind(parameter(V));
  if (const Expr *Init = V->getInit()) {
    const Expr *E = Init->IgnoreParenImpCasts();
    const auto *U = dyn_cast<UnaryOperator>(E);
    if (isa<CXXThisExpr>(E) || (U && U->getOpcode() == UO_AddrOf))
      return placeBehind(E, Depth + 1);
    // struct job *j = arg;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts()))
      if (const auto *Same = dyn_cast<VarDecl>(Ref->getDecl());
          Same && Same->getType()->isPointerType() && !Same->hasGlobalStorage())
        if (AccessPath Path = placeBehindVariable(Same, Depth + 1);
            Path.isKnown())
          return Path;
    // [p] and [p = p] are the same pointer.
    if (V->isInitCapture())
      return placeBehind(Init, Depth + 1);
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(skipToValue(Init)))
      if (simpleName(Call->getMethodDecl()) == "shared_from_this")
        return placeBehind(Call, Depth + 1);
  }
  return behind(local(V));
}

void AccessRecorder::nameLocals() {
  for (const auto &[V, Id] : In.OfVariable)
    if (!V->hasGlobalStorage() && V->getDeclContext() == In.What.Function)
      In.Facts.Accesses.Locals[local(V).Global] = Id;
}

} // namespace fearless
