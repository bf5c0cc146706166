//===- DenoteClosures.cpp - Lambdas -> values -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A closure holds a borrow of what it captures by reference, the value of what
// it captures by copy, and knows the signals that its body uses without
// capturing them (globals, members).
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;
using Depth = ObjectRef::Depth;

Value FunctionCollector::valueOfLambda(const LambdaExpr *L) {
  Value V;
  auto Init = L->capture_init_begin();
  for (const LambdaCapture &C : L->captures())
    append(V, valueOfCapture(L, C, *Init++));
  addMentions(L->getBody(), V);
  return V;
}

Value FunctionCollector::valueOfCapture(const LambdaExpr *L,
                                        const LambdaCapture &C,
                                        const Expr *Init) {
  Value V;
  if (C.capturesThis()) {
    const ObjectRef Object = {Depth::Itself, thisStorage()};
    const LoanKind Kind =
        C.getCaptureKind() == LCK_StarThis ? LoanKind::Copy : LoanKind::This;
    V.Loans.push_back(addLoan(Kind, Object, C.getLocation(),
                              Facts.Storages[Object.Root].Type));
    return V;
  }
  if (!C.capturesVariable() || !Init)
    return V;
  const ValueDecl *Captured = C.getCapturedVar();
  const auto *InitCapture = dyn_cast<VarDecl>(Captured);
  if (InitCapture && InitCapture->isInitCapture())
    Init = InitCapture->getInit();
  if (C.getCaptureKind() == LCK_ByRef) {
    const ObjectRef Of = objectOf(Init);
    if (Of.How == Depth::Pointee) {
      V.From.push_back(Of.Root);
    } else if (Of.isKnown()) {
      const LoanId Id =
          addLoan(LoanKind::ReferenceCapture, Of, C.getLocation());
      offerCopyFix(Id, L, C);
      V.Loans.push_back(Id);
      if (MembersOfThis.count(Of.Root)) {
        const ObjectRef Whole = ObjectRef::itself(thisStorage());
        V.Loans.push_back(addLoan(LoanKind::This, Whole, C.getLocation(),
                                  Facts.Storages[Whole.Root].Type));
      }
    }
    return V;
  }
  // The copy of an array is an array; every other value is what it is copied
  // from.
  V = Init->isGLValue() ? copyOf(Init) : valueOf(Init);
  for (LoanId Id : V.Loans)
    if (Facts.Loans[Id].Kind != LoanKind::Copy)
      Facts.Loans[Id].At = place(C.getLocation());
  // [p = std::move(p)], [s = shared_from_this()]: what went in is known.
  const Expr *Source = Init->IgnoreParenImpCasts();
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(Source)) {
    if (Construct->getNumArgs() != 1)
      break;
    Source = Construct->getArg(0)->IgnoreParenImpCasts();
  }
  if (const ObjectRef Of = objectOf(Source); Of.isItself())
    V.Loans.push_back(addLoan(LoanKind::Copy, Of, C.getLocation()));
  return V;
}

/// Every mention of V in S reads it, or captures it for reading.
static bool isOnlyRead(const VarDecl *V, const Stmt *S, bool ReadHere) {
  if (!S)
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl() != V || ReadHere;
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return isOnlyRead(V, L->getBody(), false);
  bool Reads = false;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S))
    Reads = Cast->getCastKind() == CK_LValueToRValue ||
            Cast->getType().isConstQualified();
  else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(S);
           Member && Member->getMethodDecl())
    Reads = Member->getMethodDecl()->isConst();
  else
    Reads = isa<ParenExpr>(S) && ReadHere;
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    // Arguments are judged by their own casts, the receiver by the method.
    const bool Receiver = isa_and_nonnull<MemberExpr>(Child);
    if (Receiver)
      for (const Stmt *Base : Child->children())
        if (!isOnlyRead(V, Base, Reads))
          return false;
    return Receiver ||
           isOnlyRead(V, Child, Reads && !isa<CXXMemberCallExpr>(S));
  });
}

/// Where nobody writes the variable after it is made, [x] means what [&x] does.
void FunctionCollector::offerCopyFix(LoanId Id, const LambdaExpr *Lambda,
                                     const LambdaCapture &C) {
  const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
  if (!V || !C.isExplicit() || V->isInitCapture() ||
      !V->isLocalVarDeclOrParm() || V->getType()->isReferenceType() ||
      !Types.copyIsRemedy(V->getType()) ||
      !isOnlyRead(V, What.Function->getBody(), false))
    return;
  const SourceManager &Sources = Unit.getSourceManager();
  const SourceLocation Name = C.getLocation();
  const SourceLocation Open = Lambda->getIntroducerRange().getBegin();
  if (Name.isMacroID() || Open.isMacroID() ||
      !Sources.isWrittenInSameFile(Open, Name))
    return;
  const StringRef Between = Lexer::getSourceText(
      CharSourceRange::getCharRange(Open, Name), Sources, Unit.getLangOpts());
  if (!Between.rtrim().ends_with("&"))
    return;
  Loan &L = Facts.Loans[Id];
  const auto Ampersand = static_cast<int>(Between.rtrim().size()) - 1;
  L.CopyFixBegin = place(Open.getLocWithOffset(Ampersand));
  L.CopyFixEnd = place(Name);
  L.OffersCopy = true;
}

/// Signals that code uses by name: they are known to whoever runs it.
void FunctionCollector::addMentions(const Stmt *Body, Value &To) {
  if (!Body)
    return;
  if (const auto *E = dyn_cast<Expr>(Body)) {
    const bool Named =
        (isa<DeclRefExpr>(E) && isa<VarDecl>(cast<DeclRefExpr>(E)->getDecl()) &&
         cast<VarDecl>(cast<DeclRefExpr>(E)->getDecl())->hasGlobalStorage()) ||
        (isa<MemberExpr>(E) &&
         isa<CXXThisExpr>(cast<MemberExpr>(E)->getBase()->IgnoreImpCasts()) &&
         isa<FieldDecl>(cast<MemberExpr>(E)->getMemberDecl()));
    if (Named && Types.canSignal(E->getType()))
      if (const ObjectRef Of = objectOf(E); Of.isItself())
        To.Loans.push_back(addLoan(LoanKind::Copy, Of, E->getExprLoc()));
  }
  // Who only reads a flag tells nobody anything by it.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Body);
      Call && (simpleName(Call->getMethodDecl()) == "load" ||
               isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl())))
    return;
  for (const Stmt *Child : Body->children())
    addMentions(Child, To);
}

} // namespace fearless
