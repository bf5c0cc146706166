//===- JudgeWaits.cpp - Bodies of callees -> whether they wait ------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The look goes MaxDepth calls deep; what is not visible may wait.
//
//===----------------------------------------------------------------------===//

#include "facts/JudgeWaits.h"
#include "facts/ReadWords.h"
#include "model/BrokenCode.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace fearless {

using namespace clang;

/// Whether code that is not standard may wait for another thread.
bool WaitJudge::mayWait(const FunctionDecl *F, unsigned Depth) const {
  const FunctionDecl *Body = nullptr;
  // A library that is known to wait has a row, or says so in its names.
  if (F && Sources.isInSystemHeader(F->getLocation()))
    return isNamedLikeWait(simpleName(F));
  if (!F || !F->hasBody(Body))
    return true;
  if (Depth == 0)
    return true;
  if (const auto Known = MayWait.find({Body, Depth}); Known != MayWait.end())
    return Known->second;
  const bool Answer = isBroken(Body) || mayWaitWithin(Body->getBody(), Depth);
  MayWait[{Body, Depth}] = Answer;
  return Answer;
}

bool WaitJudge::mayWaitWithin(const Stmt *S, unsigned Depth) const {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    if (Rows.wait(Call) || Rows.handleAction(Call) == HandleAction::Join)
      return true;
    const FunctionDecl *Callee = Call->getDirectCallee();
    const bool Standard =
        Callee && (isStandard(Callee) || Callee->getBuiltinID());
    if (Standard ? simpleName(Callee).starts_with("wait")
                 : mayWait(Callee, Depth - 1))
      return true;
  }
  // Spinning on a flag.
  const Expr *Condition = nullptr;
  if (const auto *W = dyn_cast<WhileStmt>(S))
    Condition = W->getCond();
  else if (const auto *D = dyn_cast<DoStmt>(S))
    Condition = D->getCond();
  if (Condition && readsSignal(Condition))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mayWaitWithin(Child, Depth);
  });
}

static bool mentionsOutsideObject(const Stmt *S) {
  if (!S)
    return false;
  if (isa<CXXThisExpr>(S))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->hasGlobalStorage())
      return true;
  return llvm::any_of(S->children(), mentionsOutsideObject);
}

/// Visible code that waits on a global or on its own object: it may wait for
/// any thread, whatever it is called with.
bool WaitJudge::waitsWithin(const Stmt *S, unsigned Depth) const {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    if (Rows.wait(Call) && mentionsOutsideObject(Call))
      return true;
    const FunctionDecl *Callee = Call->getDirectCallee(), *Body = nullptr;
    if (Depth != 0 && Callee && !isStandard(Callee) && Callee->hasBody(Body) &&
        waitsOnItsOwn(Body, Depth - 1))
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return waitsWithin(Child, Depth);
  });
}

/// Likewise of a whole body, which is looked through once for each depth.
bool WaitJudge::waitsOnItsOwn(const FunctionDecl *Body, unsigned Depth) const {
  if (const auto Known = OwnWaits.find({Body, Depth}); Known != OwnWaits.end())
    return Known->second;
  const bool Answer = waitsWithin(Body->getBody(), Depth);
  OwnWaits[{Body, Depth}] = Answer;
  return Answer;
}

/// Whether the expression reads an atomic or the like.
bool WaitJudge::readsSignal(const Stmt *S) const {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S);
      E && isa<DeclRefExpr, MemberExpr>(E) && Types.canSignal(E->getType()))
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return readsSignal(Child); });
}

} // namespace fearless
