//===- RecordGuardPairs.cpp - Neighbouring guards -> one ------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two `std::lock_guard`s or `std::scoped_lock`s in statements that follow each
// other can be one `std::scoped_lock` of both. That is offered where nothing
// uses the guards, nothing stands between them, and the second lock is named
// without anything that the first one may protect.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

namespace fearless {

using namespace clang;

/// `m`, `a.m`, `a->m`, `this->m`.
static bool isPlainName(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl>(M->getMemberDecl()))
      return false;
    E = M->getBase()->IgnoreParenImpCasts();
  }
  return isa<DeclRefExpr, CXXThisExpr>(E);
}

namespace {

/// A statement that declares one guard of one lock.
struct GuardStatement {
  const DeclStmt *Statement = nullptr;
  const VarDecl *Guard = nullptr;
  const Expr *Lock = nullptr;
};

} // namespace

static std::optional<GuardStatement> guardIn(const Stmt *S) {
  const auto *D = dyn_cast<DeclStmt>(S);
  const auto *V =
      D && D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  const Expr *Init = V ? V->getInit() : nullptr;
  if (!Init || V->isReferenced() || V->isStaticLocal() ||
      D->getBeginLoc().isMacroID() || D->getEndLoc().isMacroID())
    return std::nullopt;
  const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
  const auto *Make =
      dyn_cast<CXXConstructExpr>(Init->IgnoreUnlessSpelledInSource());
  if (!R || !Make || Make->getNumArgs() != 1 || !isStandard(R) ||
      (simpleName(R) != "lock_guard" && simpleName(R) != "scoped_lock") ||
      !Make->getArg(0)->isGLValue() || !isPlainName(Make->getArg(0)))
    return std::nullopt;
  return GuardStatement{D, V, Make->getArg(0)};
}

void LockRecorder::recordGuardPairs() {
  const unsigned Guards =
      llvm::count_if(In.Facts.Locks.Steps, [](const LockStep &Step) {
        return Step.Do == LockAction::Acquire && Step.Guard;
      });
  if (Guards < 2 || !In.Unit.getLangOpts().CPlusPlus17)
    return;
  const SourceManager &Sources = In.Unit.getSourceManager();
  const auto TextOf = [&](SourceRange R) {
    return Lexer::getSourceText(CharSourceRange::getTokenRange(R), Sources,
                                In.Unit.getLangOpts());
  };
  const auto Add = [&](const GuardStatement &A, const GuardStatement &B) {
    const SourceLocation BehindA = A.Statement->getEndLoc().getLocWithOffset(1),
                         BehindB = B.Statement->getEndLoc().getLocWithOffset(1);
    const StringRef Between = Lexer::getSourceText(
        CharSourceRange::getCharRange(BehindA, B.Statement->getBeginLoc()),
        Sources, In.Unit.getLangOpts());
    if (!Between.trim().empty())
      return;
    GuardPair Pair;
    Pair.At = In.place(B.Guard->getInit()->getExprLoc());
    Pair.Together = {In.place(A.Statement->getBeginLoc()), In.place(BehindB),
                     ("std::scoped_lock " + A.Guard->getName() + "(" +
                      TextOf(A.Lock->getSourceRange()) + ", " +
                      TextOf(B.Lock->getSourceRange()) + ");" + Between)
                         .str()};
    In.Facts.Locks.Pairs.push_back(std::move(Pair));
  };
  const auto Walk = [&](const Stmt *S, const auto &Self) -> void {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
      std::optional<GuardStatement> Before;
      for (const Stmt *Child : Block->body()) {
        std::optional<GuardStatement> Here = guardIn(Child);
        if (Before && Here)
          Add(*Before, *Here);
        Before = Here;
      }
    }
    for (const Stmt *Child : S->children())
      Self(Child, Self);
  };
  Walk(In.What.Function->getBody(), Walk);
}

} // namespace fearless
