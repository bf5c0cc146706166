//===- NamePlaces.cpp - Expressions -> places -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Unlike the paths of locks (NameLocks.cpp), places tell a pointer from what it
// points to, since both can be written. A place that is not surely one object
// each time it is evaluated is not known, or ends in an element of no number.
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/AccessRecorder.h"
#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;
using Root = AccessPath::Root;

bool isSmartPointer(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && isStandard(R) &&
         (simpleName(R) == "unique_ptr" || simpleName(R) == "shared_ptr" ||
          simpleName(R) == "__shared_ptr" ||
          simpleName(R) == "__shared_ptr_access");
}

static bool isPointer(QualType T) {
  return T.getNonReferenceType()->isPointerType() || isSmartPointer(T);
}

AccessPath AccessRecorder::placeOfMember(const MemberExpr *E,
                                         unsigned Depth) const {
  if (const auto *Static = dyn_cast<VarDecl>(E->getMemberDecl()))
    return Static->getTLSKind() == VarDecl::TLS_None
               ? AccessPath{Root::Global, 0, In.Entities(Static), {}}
               : AccessPath();
  const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
  if (!Field)
    return {};
  AccessPath Base = E->isArrow() ? placeBehind(E->getBase(), Depth)
                                 : placeOf(E->getBase(), Depth);
  // Members of a union are one object.
  if (!Base.isKnown() || Field->isAnonymousStructOrUnion() ||
      Field->getParent()->isUnion())
    return Base;
  AccessPath Place = fearless::partOf(std::move(Base), In.Entities(Field));
  return Field->getType()->isReferenceType() ? behind(std::move(Place)) : Place;
}

/// "[2]", "[]"
static std::string elementStep(const Expr *Index, const ASTContext &Unit) {
  if (Index->isValueDependent())
    return "[]";
  const std::optional<llvm::APSInt> N = Index->getIntegerConstantExpr(Unit);
  return N ? "[" + std::to_string(N->getExtValue()) + "]" : "[]";
}

AccessPath AccessRecorder::placeOfCall(const CallExpr *E,
                                       unsigned Depth) const {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee || Depth >= MaxNaming)
    return {};
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    const Expr *Object = Op->getArg(0);
    if (Op->getOperator() == OO_Star && isSmartPointer(Object->getType()))
      return placeBehind(Object, Depth);
    if (Op->getOperator() == OO_Subscript && isStandard(Callee)) {
      const CXXRecordDecl *R = Object->getType()->getAsCXXRecordDecl();
      const bool ByNumber = R && !simpleName(R).contains("map");
      return fearless::partOf(placeOf(Object, Depth),
                              ByNumber ? elementStep(Op->getArg(1), In.Unit)
                                       : "[]");
    }
    return {};
  }
  const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
  if (isStandard(Callee)) {
    if (!Member)
      return E->getNumArgs() == 1 &&
                     StringSwitch<bool>(simpleName(Callee))
                         .Cases({"move", "forward", "as_const"}, true)
                         .Default(false)
                 ? placeOf(E->getArg(0), Depth)
                 : AccessPath();
    const Expr *Object = Member->getImplicitObjectArgument();
    const bool IsPointer = Object->getType()->isPointerType();
    return fearless::partOf(
        IsPointer ? placeBehind(Object, Depth) : placeOf(Object, Depth), "[]");
  }
  // A getter that returns a member.
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const MemberExpr *Returned = Member && Method && !Method->isVirtual()
                                   ? returnedField(Callee)
                                   : nullptr;
  if (!Returned)
    return {};
  const Expr *Object = Member->getImplicitObjectArgument();
  AccessPath Of = Object->getType()->isPointerType()
                      ? placeBehind(Object, Depth + 1)
                      : placeOf(Object, Depth + 1);
  return fearless::partOf(std::move(Of),
                          In.Entities(Returned->getMemberDecl()));
}

AccessPath AccessRecorder::placeOf(const Expr *E, unsigned Depth) const {
  E = skipToObject(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return placeOfVariable(Ref, Depth);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return placeOfMember(Member, Depth);
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_Deref)
      return placeBehind(U->getSubExpr(), Depth);
    return U->isPrefix() && U->isIncrementDecrementOp()
               ? placeOf(U->getSubExpr(), Depth)
               : AccessPath();
  }
  if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E)) {
    const std::string Step = elementStep(Index->getIdx(), In.Unit);
    const auto *Decayed =
        dyn_cast<ImplicitCastExpr>(Index->getBase()->IgnoreParens());
    if (Decayed && Decayed->getCastKind() == CK_ArrayToPointerDecay)
      return fearless::partOf(placeOf(Decayed->getSubExpr(), Depth), Step);
    return fearless::partOf(placeBehind(Index->getBase(), Depth), Step);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->isAssignmentOp() ? placeOf(B->getLHS(), Depth) : AccessPath();
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return placeOfCall(Call, Depth);
  return {};
}

AccessPath AccessRecorder::placeBehind(const Expr *Pointer,
                                       unsigned Depth) const {
  const Expr *E = skipToValue(Pointer);
  if (isa<CXXThisExpr>(E)) {
    AccessPath Place;
    if (isThisOfFunction())
      Place.From = Root::This;
    return Place;
  }
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    switch (C->getCastKind()) {
    case CK_ArrayToPointerDecay:
      return fearless::partOf(placeOf(C->getSubExpr(), Depth), "[0]");
    case CK_LValueToRValue:
    case CK_NoOp:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
    case CK_BaseToDerived:
    case CK_BitCast: // to void * and back, as C's threads need it
      return placeBehind(C->getSubExpr(), Depth);
    default:
      return {};
    }
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_AddrOf ? placeOf(U->getSubExpr(), Depth)
                                       : AccessPath();
  if (const auto *Make = dyn_cast<CXXConstructExpr>(E))
    return Make->getNumArgs() == 1 && isSmartPointer(Make->getType())
               ? placeBehind(Make->getArg(0), Depth)
               : AccessPath();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V || V->hasGlobalStorage() || !isPointer(V->getType()))
      return V && V->hasGlobalStorage() ? behind(placeOfVariable(Ref, Depth))
                                        : AccessPath();
    return V->getType()->isReferenceType() ? behind(placeOfVariable(Ref, Depth))
                                           : placeBehindVariable(V, Depth);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(Call);
    if (Op && Op->getOperator() == OO_Arrow)
      return isSmartPointer(Op->getArg(0)->getType())
                 ? placeBehind(Op->getArg(0), Depth)
                 : AccessPath();
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return {};
    const StringRef Name = simpleName(Callee);
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    if (!Member)
      return Call->getNumArgs() == 1 && isStandard(Callee) &&
                     (Name == "move" || Name == "addressof")
                 ? (Name == "move" ? placeBehind(Call->getArg(0), Depth)
                                   : placeOf(Call->getArg(0), Depth))
                 : AccessPath();
    const Expr *Object = Member->getImplicitObjectArgument();
    if (Name == "get" && isSmartPointer(Object->getType()))
      return placeBehind(Object, Depth);
    if (Name == "shared_from_this")
      return Object->getType()->isPointerType() ? placeBehind(Object, Depth)
                                                : placeOf(Object, Depth);
    return {};
  }
  if (E->isGLValue() && isPointer(E->getType()))
    return behind(placeOf(E, Depth));
  return {};
}

AccessPath AccessRecorder::valueOf(const Expr *E, QualType As) const {
  if (As->isReferenceType())
    return placeOf(E);
  return isPointer(As) ? addressOf(placeBehind(E)) : AccessPath();
}

} // namespace fearless
