//===- Entity.cpp - Declarations -> names across units --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Entity.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace fearless {

using namespace clang;

/// The function around a declaration; null for what is not local.
static const FunctionDecl *functionAround(const Decl *D) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *F = dyn_cast<FunctionDecl>(C))
      return F;
  return nullptr;
}

static const CXXRecordDecl *closureOrLocal(QualType T) {
  const CXXRecordDecl *R =
      T.getCanonicalType().getNonReferenceType()->getAsCXXRecordDecl();
  return R && (R->isLambda() || functionAround(R)) ? R : nullptr;
}

/// An argument list mentions a type that a USR would name by its offset.
static bool mentionsLocal(ArrayRef<TemplateArgument> Args) {
  return llvm::any_of(Args, [](const TemplateArgument &A) {
    if (A.getKind() == TemplateArgument::Pack)
      return mentionsLocal(A.pack_elements());
    if (A.getKind() != TemplateArgument::Type)
      return false;
    if (closureOrLocal(A.getAsType()))
      return true;
    const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        A.getAsType().getNonReferenceType()->getAsCXXRecordDecl());
    return Class && mentionsLocal(Class->getTemplateArgs().asArray());
  });
}

/// The arguments that a declaration, or the class that it is a member of, was
/// instantiated with, and the pattern.
static std::pair<const NamedDecl *, ArrayRef<TemplateArgument>>
instantiation(const NamedDecl *D) {
  if (const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(D))
    return {Class->getSpecializedTemplate()->getTemplatedDecl(),
            Class->getTemplateArgs().asArray()};
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    if (const TemplateArgumentList *Args = F->getTemplateSpecializationArgs())
      return {F->getPrimaryTemplate()->getTemplatedDecl(), Args->asArray()};
  return {nullptr, {}};
}

static bool hasInternalLinkage(const NamedDecl *D) {
  return !D->isExternallyVisible() && !D->getDeclName().isEmpty();
}

const std::string &EntityNamer::operator()(const NamedDecl *D) const {
  const auto *Canonical = cast<NamedDecl>(D->getCanonicalDecl());
  if (const auto Known = Names.find(Canonical); Known != Names.end())
    return Known->second;
  std::string Name = name(Canonical);
  return Names[Canonical] = std::move(Name);
}

std::string EntityNamer::nameArgument(const TemplateArgument &A) const {
  if (A.getKind() == TemplateArgument::Pack) {
    std::string Text;
    for (const TemplateArgument &Element : A.pack_elements())
      Text += nameArgument(Element) + ",";
    return Text;
  }
  if (A.getKind() == TemplateArgument::Type) {
    const QualType T = A.getAsType().getCanonicalType();
    if (const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl())
      return (*this)(R) + (T->isLValueReferenceType() ? "&" : "");
    return T.getAsString();
  }
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  A.print(PrintingPolicy(LangOptions()), OS, /*IncludeType=*/false);
  return Text;
}

std::string EntityNamer::name(const NamedDecl *D) const {
  const auto *Member = dyn_cast<CXXRecordDecl>(D->getDeclContext());
  const bool OfLocal = Member && (Member->isLambda() || functionAround(Member));
  if (OfLocal || functionAround(D))
    return nameLocal(D);
  if (const auto [Pattern, Args] = instantiation(D);
      Pattern && mentionsLocal(Args)) {
    std::string Text = (*this)(Pattern) + "<";
    for (const TemplateArgument &A : Args)
      Text += nameArgument(A) + ",";
    return Text + ">";
  }
  if (const auto *Class =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(Member);
      Class && mentionsLocal(Class->getTemplateArgs().asArray()))
    return (*this)(Class) + "::" + D->getNameAsString();
  if (const auto *R = dyn_cast<CXXRecordDecl>(D); R && R->isLambda())
    return nameLocal(D);
  llvm::SmallString<128> Usr;
  if (index::generateUSRForDecl(D, Usr))
    return D->getQualifiedNameAsString();
  if (!hasInternalLinkage(D))
    return Usr.str().str();
  const SourceManager &Sources = D->getASTContext().getSourceManager();
  llvm::SmallString<128> Path(
      Sources.getFilename(Sources.getExpansionLoc(D->getLocation())));
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return (Path + "|" + Usr).str();
}

/// What stands in a function, or in something that does.
std::string EntityNamer::nameLocal(const NamedDecl *D) const {
  const auto *Around = dyn_cast<NamedDecl>(D->getDeclContext());
  std::string Outer = Around ? (*this)(Around) : std::string();
  const auto *R = dyn_cast<CXXRecordDecl>(D);
  if (R && R->isLambda()) {
    if (const auto *Variable =
            dyn_cast_or_null<NamedDecl>(R->getLambdaContextDecl());
        Variable && !functionAround(R))
      Outer = (*this)(Variable);
    return Outer + "#lambda" + std::to_string(ordinal(R));
  }
  if (R && !R->getDeclName())
    return Outer + "#class" + std::to_string(ordinal(R));
  if (R)
    return Outer + "#" + R->getNameAsString();
  const auto *Call = dyn_cast<FunctionDecl>(D);
  return Outer + "::" + D->getNameAsString() +
         (Call ? Call->getType().getCanonicalType().getAsString() : "");
}

/// Numbers the lambdas and classes that stand directly in a function.
void EntityNamer::number(const Stmt *S, const DeclContext *In) const {
  if (!S)
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    if (L->getLambdaClass()->getDeclContext() == In)
      Ordinals[L->getLambdaClass()] = ++Numbered[In];
    for (const Expr *Init : L->capture_inits())
      number(Init, In);
    return;
  }
  if (const auto *Declares = dyn_cast<DeclStmt>(S))
    for (const Decl *Declared : Declares->decls())
      if (const auto *R = dyn_cast<CXXRecordDecl>(Declared))
        Ordinals[R] = ++Numbered[In];
  for (const Stmt *Child : S->children())
    number(Child, In);
}

unsigned EntityNamer::ordinal(const CXXRecordDecl *Local) const {
  const DeclContext *In = Local->getDeclContext();
  if (const auto *F = dyn_cast<FunctionDecl>(In);
      F && Numbered.try_emplace(In, 0).second) {
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *I : Ctor->inits())
        number(I->getInit(), In);
    number(F->getBody(), In);
  }
  const auto Known = Ordinals.find(Local);
  return Known != Ordinals.end() ? Known->second
                                 : Local->getLambdaIndexInContext();
}

} // namespace fearless
