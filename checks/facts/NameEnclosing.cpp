//===- NameEnclosing.cpp - What a place is in -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/NameEnclosing.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/DenseMap.h"

namespace fearless {
namespace {

using namespace clang;

class Search {
public:
  Search(SourceLocation Place, const SourceManager &Sources)
      : Sources(Sources), At(Sources.getExpansionLoc(Place)) {
    for (auto Here = Sources.getDecomposedExpansionLoc(Place);
         Here.first.isValid();
         Here = Sources.getDecomposedIncludedLoc(Here.first))
      Ways.insert(Here);
  }

  /// The innermost of the declarations in a context that is around the place.
  const NamedDecl *findIn(const DeclContext &Context) const {
    for (const Decl *D : Context.decls()) {
      if (D->isImplicit() || !holdsPlace(*D))
        continue;
      if (const auto *Inner = dyn_cast<DeclContext>(D);
          Inner && !isa<FunctionDecl>(D))
        if (const NamedDecl *Found = findIn(*Inner))
          return Found;
      if (const auto *Template = dyn_cast<ClassTemplateDecl>(D))
        if (const NamedDecl *Found = findIn(*Template->getTemplatedDecl()))
          return Found;
      if (isa<FunctionDecl, FunctionTemplateDecl, RecordDecl, ClassTemplateDecl,
              VarDecl, VarTemplateDecl, FieldDecl>(D))
        return cast<NamedDecl>(D);
    }
    return nullptr;
  }

private:
  bool holdsPlace(const Decl &D) const {
    const SourceRange Range = D.getSourceRange();
    if (Range.isInvalid())
      return false;
    const auto [File, Begin] =
        Sources.getDecomposedExpansionLoc(Range.getBegin());
    const auto Way = Ways.find(File);
    if (Way == Ways.end() || Way->second < Begin)
      return false;
    const SourceLocation Last =
        Sources.getExpansionRange(Range.getEnd()).getEnd();
    const auto [EndFile, End] = Sources.getDecomposedLoc(Last);
    return EndFile == File ? Way->second <= End
                           : !Sources.isBeforeInTranslationUnit(Last, At);
  }

  const SourceManager &Sources;
  const SourceLocation At;
  /// Where the place is in its file, and where in others that is included.
  llvm::SmallDenseMap<FileID, unsigned, 8> Ways;
};

} // namespace

static Enclosing describe(const NamedDecl *D) {
  llvm::SmallString<128> Key;
  if (!D || index::generateUSRForDecl(D, Key))
    return {};
  Enclosing In;
  In.Key = Key.str().str();
  In.Name = D->getQualifiedNameAsString();
  In.OfOneFile = !D->isExternallyVisible();
  return In;
}

Enclosing enclosingOf(SourceLocation At, ASTContext &Unit) {
  if (At.isInvalid())
    return {};
  return describe(Search(At, Unit.getSourceManager())
                      .findIn(*Unit.getTranslationUnitDecl()));
}

/// The function as it is written, where this is an instantiation of it.
static const FunctionDecl *patternOf(const FunctionDecl *F) {
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  return Pattern ? Pattern : F;
}

Enclosing enclosingOf(const FunctionDecl &Function) {
  const FunctionDecl *Outermost = patternOf(&Function);
  const DeclContext *C = Outermost->getDeclContext();
  while (C) {
    if (const auto *Around = dyn_cast<FunctionDecl>(C)) {
      Outermost = patternOf(Around);
      C = Outermost->getDeclContext();
    } else {
      C = C->getParent();
    }
  }
  if (const FunctionTemplateDecl *T = Outermost->getDescribedFunctionTemplate())
    return describe(T);
  // The body of a lambda outside of any function: its variable's initializer.
  const auto *Method = dyn_cast<CXXMethodDecl>(Outermost);
  if (Method && Method->getParent()->isLambda())
    return describe(dyn_cast_or_null<NamedDecl>(
        Method->getParent()->getLambdaContextDecl()));
  return describe(Outermost);
}

} // namespace fearless
