//===- ReadAnnotations.cpp - Attributes -> what they declare --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ReadAnnotations.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// One word behind "fearless::" and what it promises.
struct Word {
  StringRef Spelling;
  Trait Of;
  TypeCondition::Kind What;
};

static constexpr Word Words[] = {
    {"send", Trait::Send, TypeCondition::Kind::True},
    {"not_send", Trait::Send, TypeCondition::Kind::False},
    {"sync", Trait::Sync, TypeCondition::Kind::True},
    {"not_sync", Trait::Sync, TypeCondition::Kind::False},
    {"thread_safe", Trait::ThreadSafe, TypeCondition::Kind::True},
    {"thread_safe", Trait::Sync, TypeCondition::Kind::True},
    {"thread_affine", Trait::Send, TypeCondition::Kind::False},
    {"thread_affine", Trait::Sync, TypeCondition::Kind::False},
    {"thread_affine", Trait::ThreadSafe, TypeCondition::Kind::False},
    // The condition is the first argument.
    {"send_if", Trait::Send, TypeCondition::Kind::Predicate},
    {"sync_if", Trait::Sync, TypeCondition::Kind::Predicate},
    {"thread_safe_if", Trait::ThreadSafe, TypeCondition::Kind::Predicate},
};

static std::vector<std::string> argumentsOf(const AnnotateAttr *A) {
  std::vector<std::string> Texts;
  for (const Expr *Arg : A->args()) {
    if (const auto *Constant = dyn_cast<ConstantExpr>(Arg))
      Arg = Constant->getSubExpr();
    const auto *Text = dyn_cast<StringLiteral>(Arg->IgnoreParenImpCasts());
    Texts.push_back(Text ? Text->getString().trim().str() : "");
  }
  return Texts;
}

static Promise promiseOf(const Word &W, const AnnotateAttr *A) {
  const std::vector<std::string> Arguments = argumentsOf(A);
  const auto Argument = [&](size_t I) {
    return I < Arguments.size() ? Arguments[I] : std::string();
  };
  Promise P;
  P.Of = W.Of;
  P.If.What = W.What;
  P.At = A->getLocation();
  if (W.What != TypeCondition::Kind::Predicate) {
    P.Reason = Argument(0);
    if (W.Spelling == "thread_affine")
      P.Affinity = P.Reason.empty() ? "one thread" : P.Reason;
    return P;
  }
  P.Reason = Argument(1);
  llvm::Expected<TypeCondition> If = readTypeCondition(Argument(0));
  if (If) {
    P.If = std::move(*If);
    return P;
  }
  P.Problem = llvm::toString(If.takeError());
  P.If.What = TypeCondition::Kind::Unknown;
  return P;
}

std::optional<std::string> annotationOn(const Decl *D, StringRef Word) {
  if (!D)
    return std::nullopt;
  for (const Decl *Other : D->redecls())
    if (Other->hasAttrs())
      for (const auto *A : Other->specific_attrs<AnnotateAttr>()) {
        StringRef Spelling = A->getAnnotation();
        if (!Spelling.consume_front("fearless::") || Spelling != Word)
          continue;
        const std::vector<std::string> Arguments = argumentsOf(A);
        return Arguments.empty() ? "" : Arguments.front();
      }
  return std::nullopt;
}

std::optional<DeclaredLevel> lockLevelOf(const Decl *D) {
  if (!D->hasAttrs())
    return std::nullopt;
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    if (A->getAnnotation() != "fearless::lock_level" || A->args_size() == 0)
      continue;
    DeclaredLevel Of{0, A->getLocation()};
    const Expr *Arg = *A->args_begin();
    Expr::EvalResult Value;
    if (!Arg->isValueDependent() &&
        Arg->getType()->isIntegralOrEnumerationType() &&
        Arg->EvaluateAsInt(Value, D->getASTContext()) &&
        Value.Val.getInt().isNonNegative() &&
        Value.Val.getInt().getActiveBits() <= 31) {
      Of.Level = static_cast<unsigned>(Value.Val.getInt().getZExtValue());
      return Of;
    }
    const std::vector<std::string> Arguments = argumentsOf(A);
    if (!StringRef(Arguments.front()).getAsInteger(10, Of.Level))
      return Of;
  }
  return std::nullopt;
}

/// By the effects in a function's type.
static std::optional<bool> blocksByType(const FunctionDecl *F) {
  for (const FunctionEffectWithCondition &E :
       FunctionEffectsRef::get(F->getType())) {
    if (E.Cond.getCondition())
      continue;
    if (E.Effect.kind() == FunctionEffect::Kind::NonBlocking)
      return false;
    if (E.Effect.kind() == FunctionEffect::Kind::Blocking)
      return true;
  }
  return std::nullopt;
}

std::optional<bool> declaredToBlock(const FunctionDecl *F) {
  if (annotationOn(F, "blocking"))
    return true;
  if (annotationOn(F, "non_blocking"))
    return false;
  if (const std::optional<bool> Blocks = blocksByType(F))
    return Blocks;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F))
    for (const CXXMethodDecl *Base : M->overridden_methods())
      if (const std::optional<bool> Blocks = declaredToBlock(Base))
        return Blocks;
  return std::nullopt;
}

/// Whether it is so of the parameter in any declaration of its function.
static bool anyDeclaration(const ParmVarDecl *P,
                           llvm::function_ref<bool(const ParmVarDecl *)> Is) {
  const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext());
  if (!F)
    return Is(P);
  const unsigned Index = P->getFunctionScopeIndex();
  return llvm::any_of(F->redecls(), [&](const FunctionDecl *Other) {
    return Index < Other->getNumParams() && Is(Other->getParamDecl(Index));
  });
}

bool isDeclaredNotToEscape(const ParmVarDecl *P) {
  return anyDeclaration(P, [](const ParmVarDecl *Declared) {
    return Declared->hasAttr<NoEscapeAttr>() ||
           annotationOn(Declared, "no_escape");
  });
}

std::vector<Promise> promisesOf(const CXXRecordDecl *R) {
  std::vector<Promise> Promises;
  const auto Read = [&](const CXXRecordDecl *From) {
    for (const TagDecl *D : From->redecls())
      for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
        StringRef Spelling = A->getAnnotation();
        if (A->isInherited() || !Spelling.consume_front("fearless::"))
          continue;
        for (const Word &W : Words)
          if (W.Spelling == Spelling)
            Promises.push_back(promiseOf(W, A));
      }
  };
  Read(R);
  // Those of a template are written on its pattern; an instantiation may have
  // got copies of them.
  if (Promises.empty())
    if (const CXXRecordDecl *Pattern = R->getTemplateInstantiationPattern())
      Read(Pattern);
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(R);
      Special && Promises.empty() && !Special->isExplicitSpecialization())
    Read(Special->getSpecializedTemplate()->getTemplatedDecl());
  return Promises;
}

} // namespace fearless
