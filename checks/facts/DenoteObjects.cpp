//===- DenoteObjects.cpp - Expressions -> storages ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes an lvalue or a pointer, says which storage it leads to, and how: to the
// storage itself, to something that it owns, or to what it refers to.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;
using Depth = ObjectRef::Depth;

const Expr *skipToObject(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    if (const auto *C = dyn_cast<ImplicitCastExpr>(E);
        C && C->getCastKind() != CK_LValueToRValue && C->isGLValue())
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<ExplicitCastExpr>(E);
             C && C->isGLValue() && C->getSubExpr()->isGLValue())
      E = C->getSubExpr();
    else if (const auto *W = dyn_cast<ExprWithCleanups>(E))
      E = W->getSubExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = S->getReplacement();
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else
      return E;
  }
}

ObjectRef FunctionCollector::objectOf(const Expr *E) {
  E = skipToObject(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return objectOfVariable(Ref);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return objectOfMember(Member);
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_Deref)
      return pointeeOf(U->getSubExpr());
    if (U->isPrefix())
      return objectOf(U->getSubExpr());
    return {};
  }
  if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = Index->getBase()->IgnoreParens();
    if (const auto *Decayed = dyn_cast<ImplicitCastExpr>(Base);
        Decayed && Decayed->getCastKind() == CK_ArrayToPointerDecay)
      return objectOf(Decayed->getSubExpr());
    return pointeeOf(Base);
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
    if (const auto *Extended = dyn_cast_or_null<VarDecl>(M->getExtendingDecl()))
      return {Depth::Itself, storageOf(Extended)};
    return {Depth::Itself, temporaryOf(skipToValue(M))};
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return objectOfCall(C);
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->isAssignmentOp()          ? objectOf(B->getLHS())
           : B->getOpcode() == BO_Comma ? objectOf(B->getRHS())
                                        : ObjectRef();
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    const ObjectRef True = objectOf(Choice->getTrueExpr());
    return True.isKnown() ? True : objectOf(Choice->getFalseExpr());
  }
  return {};
}

ObjectRef FunctionCollector::objectOfVariable(const DeclRefExpr *Ref) {
  const VarDecl *V = dyn_cast<VarDecl>(Ref->getDecl());
  if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl())) {
    V = dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
    if (const VarDecl *Holding = Binding->getHoldingVar())
      V = Holding;
  }
  if (!V)
    return {};
  if (!V->getType()->isReferenceType() || V->hasGlobalStorage())
    return {Depth::Itself, storageOf(V)};
  if (isCapturedFromOutside(V) && !V->isInitCapture())
    return {Depth::Itself, storageOf(V)};
  if (isa<ParmVarDecl>(V))
    return {Depth::Itself, callersObject(V)};
  // for (auto &x : xs): x is part of xs, whatever iterators the loop is made
  // of.
  if (const auto Loop = LoopOf.find(V); Loop != LoopOf.end()) {
    const Expr *Range = Loop->second->getRangeInit();
    const ObjectRef Of = objectOf(Range);
    if (Of.isKnown() && Types.ownsContents(Range->getType()))
      return Of.How == Depth::Pointee ? Of
                                      : ObjectRef{Depth::Contents, Of.Root};
    if (Of.isKnown() && Range->getType()->isArrayType())
      return Of;
  }
  // The exception object lives at least as long as the handler.
  if (V->isExceptionVariable())
    return {Depth::Itself, storageOf(V)};
  const Expr *Init = V->getInit();
  if (!Init || !Resolving.insert(V).second)
    return {};
  const ObjectRef Named = objectOf(Init);
  Resolving.erase(V);
  return Named;
}

ObjectRef FunctionCollector::objectOfMember(const MemberExpr *E) {
  const ValueDecl *Member = E->getMemberDecl();
  if (const auto *Static = dyn_cast<VarDecl>(Member))
    return {Depth::Itself, storageOf(Static)};
  if (!isa<FieldDecl>(Member))
    return {};
  const Expr *Base = E->getBase();
  ObjectRef Object = E->isArrow() ? pointeeOf(Base) : objectOf(Base);
  const bool Shared = !Object.isKnown() && E->isArrow();
  if (Shared)
    Object = sharedPointerOf(Base);
  if (!Object.isKnown())
    return {};
  const Storage &Root = Facts.Storages[Object.Root];
  const bool OfThis = Root.Kind == StorageKind::This;
  const bool OfOther =
      Root.Kind == StorageKind::Outside || Root.Kind == StorageKind::Callers ||
      (Object.How == Depth::Pointee && Root.Kind == StorageKind::Parameter);
  if (!OfThis && !OfOther)
    return Shared || Member->getType()->isReferenceType() ? ObjectRef()
                                                          : Object;
  std::string Name = Member->getNameAsString();
  if (!OfThis)
    Name = Root.Name + (E->isArrow() ? "->" : ".") + Name;
  AccessPath Path = Root.Path.field(Entities(Member));
  const StorageId Id =
      outside(Name, Member->getType(), Member->getLocation(), std::move(Path));
  if (OfThis)
    MembersOfThis.insert(Id);
  return {Depth::Itself, Id};
}

const Expr *receiver(const CallExpr *E, bool &IsPointer) {
  IsPointer = false;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = M->getImplicitObjectArgument();
    IsPointer = Object && Object->getType()->isPointerType();
    return Object;
  }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op && Op->getNumArgs() > 0 && !Op->isAssignmentOp())
    return Op->getArg(0);
  return nullptr;
}

QualType receiverType(const Expr *Object, bool IsPointer) {
  const QualType T = Object->IgnoreParenImpCasts()->getType();
  return IsPointer && T->isPointerType() ? T->getPointeeType() : T;
}

/// The shared pointer through which `->` is called; known for pointers that are
/// not the function's own.
ObjectRef FunctionCollector::sharedPointerOf(const Expr *Arrow) {
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(skipToValue(Arrow));
  return Call && Call->getNumArgs() == 1 ? objectOf(Call->getArg(0))
                                         : ObjectRef();
}

/// The object that a call is made on; behind a shared pointer, the pointer,
/// since whoever has a copy of it knows the object.
ObjectRef FunctionCollector::receiverOf(const CallExpr *E) {
  bool IsPointer = false;
  const Expr *Object = receiver(E, IsPointer);
  if (!Object)
    return {};
  const ObjectRef On = IsPointer ? pointeeOf(Object) : objectOf(Object);
  if (On.isKnown())
    return On;
  return sharedPointerOf(Object);
}

/// What an argument leads to: by pointer, or as the object that it is.
ObjectRef FunctionCollector::referentOf(const Expr *E) {
  return E->getType()->isPointerType() ? pointeeOf(E) : objectOf(E);
}

/// What a call returns a reference to.
ObjectRef FunctionCollector::objectOfCall(const CallExpr *E) {
  if (const FunctionRow *Row = Rows.function(E);
      Row && Row->Result == ResultIs::Argument && E->getNumArgs() == 1)
    return objectOf(E->getArg(0));
  const FunctionDecl *Callee = E->getDirectCallee();
  if (E->getNumArgs() >= 1 && Callee && isStandard(Callee) &&
      Callee->getIdentifier() && Callee->getName() == "get")
    return objectOf(E->getArg(0));
  bool IsPointer = false;
  const Expr *Object = receiver(E, IsPointer);
  if (!Object || !Callee)
    return {};
  ObjectRef On = IsPointer ? pointeeOf(Object) : objectOf(Object);
  if (!On.isKnown())
    return {};
  const QualType T = receiverType(Object, IsPointer);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op &&
      (Op->getOperator() == OO_PlusPlus || Op->getOperator() == OO_MinusMinus ||
       Op->getOperator() == OO_PlusEqual || Op->getOperator() == OO_MinusEqual))
    return On;
  if (Types.sharesOwnership(T))
    return {};
  if (Types.isView(T))
    return On.isItself() ? ObjectRef{Depth::Pointee, On.Root} : ObjectRef();
  if (Types.ownsContents(T) || Callee->hasAttr<LifetimeBoundAttr>())
    return On.How == Depth::Pointee ? On : ObjectRef{Depth::Contents, On.Root};
  return {};
}

/// What a pointer-valued expression points to.
ObjectRef FunctionCollector::pointeeOf(const Expr *Pointer) {
  const Expr *E = skipToValue(Pointer);
  if (isa<CXXThisExpr>(E))
    return {Depth::Itself, thisStorage()};
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      return objectOf(U->getSubExpr());
    return {};
  }
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    const Expr *Sub = C->getSubExpr();
    if (C->getCastKind() == CK_ArrayToPointerDecay)
      return objectOf(Sub);
    if (C->getCastKind() != CK_LValueToRValue)
      return Sub->getType()->isPointerType() ? pointeeOf(Sub) : ObjectRef();
    const ObjectRef Variable = objectOf(Sub);
    return Variable.isItself() ? ObjectRef{Depth::Pointee, Variable.Root}
                               : ObjectRef();
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAdditiveOp())
    return pointeeOf(B->getLHS()->getType()->isPointerType() ? B->getLHS()
                                                             : B->getRHS());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    // p->x through an overloaded operator, p.get(), v.data()
    return objectOfCall(Call);
  }
  return {};
}

} // namespace fearless
