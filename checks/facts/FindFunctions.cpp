//===- FindFunctions.cpp - Unit -> functions worth collecting -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The cost of the whole analysis on code without threads is this walk, so it
// goes over declarations by hand and never enters a system header.
//
//===----------------------------------------------------------------------===//

#include "facts/FindFunctions.h"
#include "compat/StringSwitch.h"
#include "model/BrokenCode.h"
#include "model/Ownership.h"
#include "model/ReadAnnotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

namespace fearless {

using namespace clang;

bool isParallelAlgorithm(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee || E->getNumArgs() == 0)
    return false;
  if (simpleName(Callee).starts_with("parallel_"))
    return StringSwitch<bool>(modelName(Callee))
        .Cases({"tbb::parallel_for", "tbb::parallel_for_each",
                "tbb::parallel_invoke"},
               true)
        .Default(false);
  const CXXRecordDecl *Policy = E->getArg(0)->getType()->getAsCXXRecordDecl();
  return Policy && isStandard(Callee) &&
         (simpleName(Policy) == "parallel_policy" ||
          simpleName(Policy) == "parallel_unsequenced_policy");
}

namespace {

/// A lambda in a body, and whether it is an argument of a spawn.
struct FoundLambda {
  const LambdaExpr *Lambda;
  bool IsCallableOfSpawn;
};

/// What one pass over a body sees, the bodies of its lambdas left out.
struct BodyScan {
  bool Broken = false;
  bool StartsThreads = false;
  std::vector<FoundLambda> Lambdas;
  std::vector<const CXXRecordDecl *> LocalClasses;
};

class FunctionFinder {
public:
  FunctionFinder(ASTContext &Unit, const ModelMatcher &Rows)
      : Sources(Unit.getSourceManager()), Rows(Rows) {}

  void visitDecl(const Decl *D) {
    if (D->isImplicit() || isInSystemHeader(D))
      return;
    if (D->hasAttrs() &&
        (D->hasAttr<AcquiredBeforeAttr>() || D->hasAttr<AcquiredAfterAttr>() ||
         annotationOn(D, "lock_level")))
      if (const auto *V = dyn_cast<ValueDecl>(D))
        Found.Ordered.push_back(V);
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      visitFunction(F);
    else if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      visitSpecializations(T);
    else if (const auto *T = dyn_cast<ClassTemplateDecl>(D))
      visitSpecializations(T);
    else if (const auto *V = dyn_cast<VarDecl>(D))
      visitInitializer(V->getInit());
    else if (const auto *F = dyn_cast<FieldDecl>(D))
      visitInitializer(F->getInClassInitializer());
    else if (const auto *R = dyn_cast<CXXRecordDecl>(D))
      visitClass(R);
    else if (const auto *F = dyn_cast<FriendDecl>(D))
      visitFriend(F);
    else if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D))
      for (const Decl *Child : cast<DeclContext>(D)->decls())
        visitDecl(Child);
  }

  FoundFunctions take() {
    for (FunctionOfInterest &F : Found.Functions)
      F.RunsBesideThreads = Found.StartsThreads;
    return std::move(Found);
  }

private:
  bool isInSystemHeader(const Decl *D) const {
    return Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation()));
  }

  void visitClass(const CXXRecordDecl *R) {
    if (R->isDependentType() || !R->isThisDeclarationADefinition())
      return;
    Found.Classes.push_back(R);
    for (const Decl *Child : R->decls())
      visitDecl(Child);
  }

  void visitFriend(const FriendDecl *F) {
    if (const NamedDecl *Befriended = F->getFriendDecl())
      visitDecl(Befriended);
  }

  void visitSpecializations(const FunctionTemplateDecl *T) {
    if (T != T->getCanonicalDecl())
      return;
    for (const FunctionDecl *F : T->specializations())
      if (F->getTemplateSpecializationKind() != TSK_ExplicitSpecialization)
        visitFunction(F); // the others are declarations of their own
  }

  void visitSpecializations(const ClassTemplateDecl *T) {
    if (T != T->getCanonicalDecl())
      return;
    for (const ClassTemplateSpecializationDecl *R : T->specializations())
      if (!R->isExplicitSpecialization())
        visitClass(R);
  }

  void visitFunction(const FunctionDecl *F) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(F);
        M && M->isCanonicalDecl() && M->size_overridden_methods() != 0)
      Found.Overriders.push_back(M);
    if (F->isDependentContext() || !F->doesThisDeclarationHaveABody() ||
        !F->getBody())
      return;
    BodyScan Scan;
    scan(F->getBody(), /*InSpawn=*/false, Scan);
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *I : Ctor->inits())
        scan(I->getInit(), /*InSpawn=*/false, Scan);
    for (const CXXRecordDecl *R : Scan.LocalClasses)
      visitClass(R);
    const int Index = static_cast<int>(Found.Functions.size());
    const bool Broken = Scan.Broken || F->isInvalidDecl() || isBroken(F);
    Found.Functions.push_back({F, nullptr, -1, false, Broken});
    visitLambdas(Scan, Index, Broken);
  }

  /// An initializer outside a function can only matter through its lambdas.
  void visitInitializer(const Expr *Init) {
    if (!Init || Init->isTypeDependent() || Init->isValueDependent())
      return;
    BodyScan Scan;
    scan(Init, /*InSpawn=*/false, Scan);
    for (const CXXRecordDecl *R : Scan.LocalClasses)
      visitClass(R);
    visitLambdas(Scan, -1, Scan.Broken);
  }

  /// An error around a lambda, or in another one beside it, may hide what is
  /// done to its thread.
  void visitLambdas(const BodyScan &Scan, int Enclosing, bool AroundIsBroken) {
    Found.StartsThreads |= Scan.StartsThreads;
    for (const FoundLambda &L : Scan.Lambdas) {
      for (const FunctionDecl *F : bodiesOf(L.Lambda)) {
        BodyScan Inner;
        scan(F->getBody(), /*InSpawn=*/false, Inner);
        for (const CXXRecordDecl *R : Inner.LocalClasses)
          visitClass(R);
        const int Index = static_cast<int>(Found.Functions.size());
        const bool Broken =
            AroundIsBroken || Inner.Broken || F->isInvalidDecl() || isBroken(F);
        Found.Functions.push_back(
            {F, L.Lambda, Enclosing, L.IsCallableOfSpawn, Broken});
        visitLambdas(Inner, Index, Broken);
      }
    }
  }

  /// The call operator, or the instantiations of a generic one.
  static std::vector<const FunctionDecl *> bodiesOf(const LambdaExpr *L) {
    std::vector<const FunctionDecl *> Bodies;
    const auto Add = [&](const FunctionDecl *F) {
      if (F && F->getBody() && !F->isDependentContext())
        Bodies.push_back(F);
    };
    if (const FunctionTemplateDecl *T = L->getDependentCallOperator())
      for (const FunctionDecl *F : T->specializations())
        Add(F);
    else
      Add(L->getCallOperator());
    return Bodies;
  }

  bool startsThread(const Stmt *S) const {
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
      return Rows.spawn(Construct->getConstructor()) != nullptr;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      return Rows.spawn(Call->getDirectCallee()) || isOnHandles(Call) ||
             isParallelAlgorithm(Call);
    return false;
  }

  /// A member call on a container or owner of handles (`emplace_back`), or a
  /// function that makes one (`make_unique<std::thread>`).
  bool isOnHandles(const CallExpr *Call) const {
    QualType T = Call->getType();
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      T = Member->getObjectType();
    return !T.isNull() && Rows.handleArgument(T);
  }

  void scan(const Stmt *S, bool InSpawn, BodyScan &Scan) const {
    if (!S)
      return;
    if (const auto *E = dyn_cast<Expr>(S))
      Scan.Broken |= E->containsErrors();
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Declared : D->decls()) {
        Scan.Broken |= Declared->isInvalidDecl();
        if (const auto *R = dyn_cast<CXXRecordDecl>(Declared))
          Scan.LocalClasses.push_back(R);
      }
    if (const auto *L = dyn_cast<LambdaExpr>(S)) {
      Scan.Lambdas.push_back({L, InSpawn});
      for (const Expr *Init : L->capture_inits())
        scan(Init, false, Scan);
      return;
    }
    if (startsThread(S))
      InSpawn = Scan.StartsThreads = true;
    for (const Stmt *Child : S->children())
      scan(Child, InSpawn, Scan);
  }

  const SourceManager &Sources;
  const ModelMatcher &Rows;
  FoundFunctions Found;
};

} // namespace

FoundFunctions findFunctions(ASTContext &Unit, const ModelMatcher &Rows) {
  FunctionFinder Finder(Unit, Rows);
  for (const Decl *D : Unit.getTraversalScope()) {
    if (const auto *T = dyn_cast<TranslationUnitDecl>(D))
      for (const Decl *Child : T->decls())
        Finder.visitDecl(Child);
    else
      Finder.visitDecl(D);
  }
  return Finder.take();
}

} // namespace fearless
