//===- DenoteConstructions.cpp - Constructor calls -> values --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a new object holds of the constructor's arguments: a view, what it is
// made from; a user's class, what its constructor puts into fields that can
// borrow.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;

/// What messages call the view that is an element of the class; empty if none
/// of its template arguments is one.
std::string FunctionCollector::viewWithin(const CXXRecordDecl *Class) const {
  std::string Text;
  anyTypeArgument(Class, [&](QualType T) {
    if (Types.isView(T))
      Text = viewText(T);
    return !Text.empty();
  });
  return Text;
}

/// Whether the class has elements of the type: std::variant<std::string, ...>.
static bool takesAsItIs(const CXXRecordDecl *Class, QualType T) {
  return anyTypeArgument(Class, [&](QualType Argument) {
    return Argument.getCanonicalType().getUnqualifiedType() ==
           T.getCanonicalType().getUnqualifiedType();
  });
}

Value FunctionCollector::valueOfConstruct(const CXXConstructExpr *C) {
  const CXXConstructorDecl *Ctor = C->getConstructor();
  if (C->getNumArgs() == 0)
    return {};
  const Expr *First = C->getArg(0);
  if (Ctor->isCopyOrMoveConstructor()) {
    const Expr *Plain = skipToObject(First);
    return isa<MaterializeTemporaryExpr>(Plain) || First->isPRValue()
               ? valueOf(First)
               : copyOf(First);
  }
  if (Types.isView(C->getType())) {
    const std::string Through = viewText(C->getType());
    Value V;
    for (const Expr *Arg : C->arguments())
      if (Arg->isGLValue() && !Types.isView(Arg->getType()) &&
          !Arg->getType()->isPointerType()) {
        if (const ObjectRef Of = objectOf(Arg); Of.isKnown())
          append(V, borrowOf(Of, LoanKind::View, Arg, Through));
      } else {
        append(V, decayCopyOf(Arg));
      }
    return V;
  }
  const CXXRecordDecl *Class = Ctor->getParent();
  if (!isStandard(Class))
    return valueOfUserConstruct(C);
  if (Types.ownsContents(C->getType()) && !Types.mayBorrow(C->getType()))
    return {};
  Value V;
  const std::string Inner = viewWithin(Class);
  for (const Expr *Arg : C->arguments()) {
    if (isa<CXXDefaultArgExpr>(Arg))
      continue;
    // std::optional<std::string_view>(Text) views Text.
    if (const QualType T = Arg->getType();
        !Inner.empty() && Arg->isLValue() && Types.ownsContents(T) &&
        !Types.mayBorrow(T) && !takesAsItIs(Class, T)) {
      if (const ObjectRef Of = objectOf(Arg); Of.isKnown())
        append(V, borrowOf(Of, LoanKind::View, Arg, Inner));
      continue;
    }
    append(V, decayCopyOf(Arg));
  }
  return V;
}

/// Whether Init takes the parameter over as it is (a cast, move or forward).
static bool passesOn(const Expr *Init, const ParmVarDecl *Param) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Init))
    return Ref->getDecl() == Param;
  if (const auto *Call = dyn_cast<CallExpr>(Init))
    if (const FunctionDecl *F = Call->getDirectCallee();
        !F || !F->isInStdNamespace())
      return false;
  for (const Stmt *Child : Init->children())
    if (const auto *E = dyn_cast_or_null<Expr>(Child); E && passesOn(E, Param))
      return true;
  return false;
}

/// A user's class holds what its constructor puts into fields that can borrow.
Value FunctionCollector::valueOfUserConstruct(const CXXConstructExpr *C) {
  const CXXConstructorDecl *Ctor = C->getConstructor();
  const FunctionDecl *Definition = nullptr;
  if (!Ctor->hasBody(Definition)) {
    Value V;
    for (const Expr *Arg : C->arguments())
      if (Arg->getType()->isPointerType() || Types.isView(Arg->getType()))
        append(V, valueOf(Arg));
    return V;
  }
  Value V;
  const auto *Defined = cast<CXXConstructorDecl>(Definition);
  for (unsigned I = 0; I != C->getNumArgs() && I != Defined->getNumParams();
       ++I) {
    const ParmVarDecl *Param = Defined->getParamDecl(I);
    const Expr *Arg = C->getArg(I);
    for (const CXXCtorInitializer *Init : Defined->inits()) {
      const FieldDecl *Field = Init->getAnyMember();
      if (!Field || !Types.mayBorrow(Field->getType()) ||
          !passesOn(Init->getInit(), Param))
        continue;
      const bool Refers =
          Field->getType()->isReferenceType() ||
          (Field->getType()->isPointerType() &&
           !Arg->getType()->isPointerType()) ||
          (Types.isView(Field->getType()) && !Types.isView(Arg->getType()));
      if (Param->getType()->isReferenceType() && Refers && Arg->isGLValue())
        append(V, borrowOf(objectOf(Arg), LoanKind::Reference, Arg));
      else if (!Refers)
        append(V, decayCopyOf(Arg));
    }
  }
  return V;
}

} // namespace fearless
