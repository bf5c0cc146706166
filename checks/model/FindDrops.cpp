//===- FindDrops.cpp - Bodies -> whether they let go of callables ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Destructors take hooks out of where constructors have put them. Anything that
// is done to something that holds callables counts, and so does code that is
// not seen. Functions of libraries count only for what is passed to them.
//
//===----------------------------------------------------------------------===//

#include "model/BrokenCode.h"
#include "model/Ownership.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

bool Ownership::dropsCallables(const Stmt *S) const {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<CXXDeleteExpr>(S))
    return true;
  if (const auto *B = dyn_cast<BinaryOperator>(S);
      B && B->isAssignmentOp() && holdsCallable(B->getLHS()->getType()))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *To = Call->getDirectCallee();
    if (!To)
      return true;
    const SourceManager &Sources = To->getASTContext().getSourceManager();
    if (To->getBuiltinID() == 0 && !isStandard(To) &&
        !Sources.isInSystemHeader(To->getLocation()) && dropsCallables(To))
      return true;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
        Member && holdsCallable(Member->getObjectType()))
      return true;
    if (llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
          return holdsCallable(Arg->getType());
        }))
      return true;
  }
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return dropsCallables(Child); });
}

bool Ownership::dropsCallables(const FunctionDecl *F) const {
  const FunctionDecl *Body = seenBody(F);
  if (!Body)
    return true;
  // A function that calls itself does what the rest of it does.
  const auto [Known, New] = Drops.try_emplace(Body, false);
  if (!New)
    return Known->second;
  const bool Answer = dropsCallables(Body->getBody());
  Drops[Body] = Answer;
  return Answer;
}

bool Ownership::mayDropCallables(QualType T) const {
  const CXXRecordDecl *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isLambda() || T->isReferenceType())
    return false;
  R = R->getDefinition();
  const auto [Known, New] = EndDrops.try_emplace(R, false);
  if (!New)
    return Known->second;
  const auto OfField = [&](const FieldDecl *F) {
    return mayDropCallables(F->getType());
  };
  const auto OfBase = [&](const CXXBaseSpecifier &B) {
    return mayDropCallables(B.getType());
  };
  const auto OfElement = [&](QualType Argument) {
    return !Argument.isNull() && mayDropCallables(Argument);
  };
  const CXXDestructorDecl *D = R->getDestructor();
  const bool Answer = isStandard(R)
                          ? anyTypeArgument(R, OfElement)
                          : (D && D->isUserProvided() && dropsCallables(D)) ||
                                llvm::any_of(R->fields(), OfField) ||
                                llvm::any_of(R->bases(), OfBase);
  EndDrops[R] = Answer;
  return Answer;
}

} // namespace fearless
