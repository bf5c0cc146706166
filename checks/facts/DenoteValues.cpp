//===- DenoteValues.cpp - Expressions -> objects and values ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes an expression, says which loans its value holds and whose contents it
// takes over. What is not understood holds nothing: it can hide a finding,
// never make one.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;
using Depth = ObjectRef::Depth;

void FunctionCollector::append(Value &To, const Value &From) {
  llvm::append_range(To.Loans, From.Loans);
  llvm::append_range(To.From, From.From);
}

LoanId FunctionCollector::addLoan(LoanKind Kind, ObjectRef Of,
                                  SourceLocation At, StringRef Through) {
  Loan L;
  L.Kind = Kind;
  L.Of = Of.Root;
  L.OfContents = Of.How == Depth::Contents;
  L.At = place(At);
  L.Through = Through.str();
  Facts.Loans.push_back(std::move(L));
  return static_cast<LoanId>(Facts.Loans.size() - 1);
}

/// The value of a reference or pointer to an object.
Value FunctionCollector::borrowOf(ObjectRef Of, LoanKind Kind, const Expr *At,
                                  StringRef Through) {
  Value V;
  if (Of.How == Depth::Pointee)
    V.From.push_back(Of.Root);
  else if (Of.isKnown())
    V.Loans.push_back(addLoan(Kind, Of, At->getExprLoc(), Through));
  // A part of *this ends with it.
  if (MembersOfThis.count(Of.Root) && Of.isKnown()) {
    const ObjectRef Whole = ObjectRef::itself(thisStorage());
    V.Loans.push_back(addLoan(LoanKind::This, Whole, At->getExprLoc(),
                              Facts.Storages[Whole.Root].Type));
  }
  return V;
}

const Expr *skipToValue(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    if (const auto *W = dyn_cast<ExprWithCleanups>(E))
      E = W->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(E);
             C && (C->getCastKind() == CK_ConstructorConversion ||
                   (C->getCastKind() == CK_NoOp && C->isPRValue() &&
                    C->getSubExpr()->isPRValue())))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && C->isElidable() && C->getNumArgs() == 1)
      E = C->getArg(0);
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
      E = D->getExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = S->getReplacement();
    else
      return E;
  }
}

/// The value of an expression that is copied or moved.
Value FunctionCollector::copyOf(const Expr *E) {
  Value V;
  const ObjectRef Object = objectOf(E);
  if (!Object.isItself() && Object.How != Depth::Contents)
    return V;
  V.From.push_back(Object.Root);
  if (Object.isItself())
    V.Loans.push_back(addLoan(LoanKind::Copy, Object, E->getExprLoc()));
  return V;
}

/// Likewise, with arrays turned into pointers.
Value FunctionCollector::decayCopyOf(const Expr *E) {
  const Expr *Plain = skipToObject(E);
  if (Plain->getType()->isArrayType() && !isa<StringLiteral>(Plain))
    return borrowOf(objectOf(Plain), LoanKind::Decay, Plain);
  if (isa<MaterializeTemporaryExpr>(Plain))
    return valueOf(Plain);
  if (E->isGLValue())
    return copyOf(E);
  return valueOf(E);
}

Value FunctionCollector::valueOfElements(ArrayRef<const Expr *> Elements) {
  Value V;
  for (const Expr *E : Elements)
    if (E->isGLValue() && !isa<MaterializeTemporaryExpr>(skipToObject(E)))
      append(V, borrowOf(objectOf(E), LoanKind::Reference, E));
    else
      append(V, valueOf(E));
  return V;
}

Value FunctionCollector::valueOf(const Expr *E) {
  E = skipToValue(E);
  // In code that does not compile, a list in parentheses has no type.
  if (E->getType().isNull())
    return {};
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return valueOfLambda(L);
  if (isa<CXXThisExpr>(E)) {
    Value V;
    const ObjectRef Object = {Depth::Itself, thisStorage()};
    V.Loans.push_back(addLoan(LoanKind::This, Object, E->getExprLoc(),
                              Facts.Storages[Object.Root].Type));
    return V;
  }
  if (!Types.mayBorrow(E->getType()) && !Types.holdsHandle(E->getType()) &&
      !Types.canSignal(E->getType()))
    return {};
  if (const auto *C = dyn_cast<CastExpr>(E))
    return valueOfCast(C);
  if (E->isGLValue())
    return copyOf(E);
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return borrowOf(objectOf(U->getSubExpr()), LoanKind::Address, E);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return valueOfConstruct(C);
  if (const auto *C = dyn_cast<CallExpr>(E))
    return valueOfCall(C);
  if (const auto *New = dyn_cast<CXXNewExpr>(E))
    return New->getInitializer() ? valueOf(New->getInitializer()) : Value();
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return valueOfElements(List->inits());
  if (const auto *List = dyn_cast<CXXParenListInitExpr>(E))
    return valueOfElements(List->getInitExprs());
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    return valueOf(List->getSubExpr());
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    Value V = valueOf(Choice->getTrueExpr());
    append(V, valueOf(Choice->getFalseExpr()));
    return V;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAdditiveOp() && B->getType()->isPointerType())
      return valueOf(B->getLHS()->getType()->isPointerType() ? B->getLHS()
                                                             : B->getRHS());
    if (B->getOpcode() == BO_Comma)
      return valueOf(B->getRHS());
  }
  return {};
}

Value FunctionCollector::valueOfCast(const CastExpr *C) {
  const Expr *Sub = C->getSubExpr();
  switch (C->getCastKind()) {
  case CK_LValueToRValue:
    return copyOf(Sub);
  case CK_ArrayToPointerDecay:
    if (isa<StringLiteral, PredefinedExpr>(Sub->IgnoreParens()))
      return {};
    return borrowOf(objectOf(Sub), LoanKind::Decay, Sub);
  case CK_FunctionToPointerDecay:
  case CK_NullToPointer:
    return {};
  default:
    return valueOf(Sub);
  }
}

/// A class of the user's that is given the characters of a string most often
/// copies them, or is done with them when it is made.
static bool isTextForObject(QualType Arg, const FunctionDecl *Maker) {
  const CXXRecordDecl *Made = Maker->getReturnType()->getAsCXXRecordDecl();
  return Arg->isPointerType() && Arg->getPointeeType()->isAnyCharacterType() &&
         Made && anyTypeArgument(Made, [](QualType T) {
           const CXXRecordDecl *R = T->getAsCXXRecordDecl();
           return R && !isStandard(R);
         });
}

Value FunctionCollector::valueOfCall(const CallExpr *E) {
  if (const auto Slot = SpawnSlots.find(E); Slot != SpawnSlots.end()) {
    Value V;
    V.From.push_back(Slot->second);
    return V;
  }
  if (const FunctionRow *Row = Rows.function(E)) {
    Value V;
    switch (Row->Result) {
    case ResultIs::Reference:
      return E->getNumArgs() == 0
                 ? V
                 : borrowOf(objectOf(E->getArg(0)), LoanKind::Reference, E);
    case ResultIs::Argument:
      return E->getNumArgs() == 0 ? V : decayCopyOf(E->getArg(0));
    case ResultIs::Bundle:
      for (const Expr *Arg : E->arguments())
        append(V, decayCopyOf(Arg));
      return V;
    case ResultIs::Link:
      return V;
    }
  }
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee)
    return {};
  Value V;
  // make_unique, make_shared, make_pair: the result holds what it is made from;
  // find, next, begin: it leads to where the arguments do.
  if (isStandard(Callee) && !isa<CXXMethodDecl>(Callee)) {
    const bool Makes = simpleName(Callee).starts_with("make_");
    const bool Leads = Callee->getReturnType()->isPointerType() ||
                       Types.isView(Callee->getReturnType());
    for (const Expr *Arg : E->arguments()) {
      const QualType T = Arg->getType();
      if (Makes && isTextForObject(T, Callee))
        continue;
      if (Makes || (Leads && (T->isPointerType() || Types.isView(T))))
        append(V, decayCopyOf(Arg));
      else if (Leads && Types.ownsContents(T))
        if (const ObjectRef Of = objectOf(Arg); Of.isKnown())
          append(V, borrowOf(Of.How == Depth::Pointee
                                 ? Of
                                 : ObjectRef{Depth::Contents, Of.Root},
                             LoanKind::View, Arg,
                             viewText(Callee->getReturnType())));
    }
    return V;
  }
  // A closure that makes a closure.
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
        Method && Method->getParent()->isLambda() &&
        Types.mayBorrow(E->getType())) {
      for (const Expr *Arg : Op->arguments())
        append(V, Arg->isGLValue() ? copyOf(Arg) : valueOf(Arg));
      return V;
    }
  bool IsPointer = false;
  if (const Expr *Object = receiver(E, IsPointer)) {
    const QualType T = receiverType(Object, IsPointer);
    const ObjectRef On = IsPointer ? pointeeOf(Object) : objectOf(Object);
    if (Types.isView(T)) {
      // Arithmetic on a view: v.begin() + 1, View.substr(1).
      if (isa<MaterializeTemporaryExpr>(skipToObject(Object)))
        return valueOf(Object);
      return On.isItself() ? copyOf(Object) : V;
    }
    if (simpleName(Callee) == "release")
      return V; // the caller's now
    if (!isStandard(Callee)) {
      V.From.push_back(resultOf(E));
      return V;
    }
    const bool PointsInto = Callee->getReturnType()->isPointerType() ||
                            Types.isView(Callee->getReturnType());
    if (Types.ownsContents(T) && PointsInto && On.How != Depth::Pointee)
      return borrowOf(On.isKnown() ? ObjectRef{Depth::Contents, On.Root} : On,
                      LoanKind::View, Object,
                      Callee->getReturnType()->isPointerType()
                          ? ""
                          : viewText(Callee->getReturnType()));
    return V;
  }
  for (unsigned I = 0; I != E->getNumArgs() && I != Callee->getNumParams(); ++I)
    if (Callee->getParamDecl(I)->hasAttr<LifetimeBoundAttr>())
      append(V, E->getArg(I)->isGLValue()
                    ? borrowOf(objectOf(E->getArg(I)), LoanKind::Reference,
                               E->getArg(I))
                    : valueOf(E->getArg(I)));
  V.From.push_back(resultOf(E));
  return V;
}

} // namespace fearless
