//===- DeclaredRows.cpp - Annotations -> rows -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions and classes that say by `fearless::spawns` and `fearless::handle`
// what a row would say of them. They outrank rows.
//
//===----------------------------------------------------------------------===//

#include "model/MatchModel.h"
#include "model/ReadAnnotations.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

namespace fearless {

using namespace clang;

/// What `fearless::spawns` says of a parameter in any declaration of the
/// function.
static std::optional<std::string> spawnedUntil(const FunctionDecl *F,
                                               unsigned Index) {
  for (const FunctionDecl *Other : F->redecls())
    if (Index < Other->getNumParams() && Other->getParamDecl(Index)->hasAttrs())
      if (auto Until = annotationOn(Other->getParamDecl(Index), "spawns"))
        return Until;
  return std::nullopt;
}

static bool hasAnnotatedParameter(const FunctionDecl *F) {
  for (const FunctionDecl *Other : F->redecls())
    for (const ParmVarDecl *P : Other->parameters())
      if (P->hasAttrs())
        return true;
  return false;
}

const SpawnRow *ModelMatcher::declaredSpawn(const FunctionDecl *F) const {
  if (!hasAnnotatedParameter(F))
    return nullptr;
  const auto [Known, New] = DeclaredSpawns.try_emplace(F->getCanonicalDecl());
  if (!New)
    return Known->second.get();
  std::unique_ptr<SpawnRow> Row;
  for (unsigned I = 0; I != F->getNumParams(); ++I) {
    const std::optional<std::string> Until = spawnedUntil(F, I);
    if (!Until)
      continue;
    if (Row) {
      Row->Args->push_back(I);
      continue;
    }
    Row = std::make_unique<SpawnRow>();
    Row->Name = modelName(F);
    Row->Callable = I;
    Row->Args.emplace();
    Row->Handle =
        llvm::StringSwitch<HandlePlace>(*Until)
            .Case("call", HandlePlace::Call)
            .Case("result", HandlePlace::Result)
            .Case("this", isa<CXXConstructorDecl>(F) ? HandlePlace::This
                                                     : HandlePlace::Object)
            .Default(HandlePlace::None);
  }
  return (DeclaredSpawns[F->getCanonicalDecl()] = std::move(Row)).get();
}

/// Whether a class has a member type by which it is the result of coroutines.
static bool isCoroutineResult(const CXXRecordDecl *Pattern) {
  return llvm::any_of(Pattern->decls(), [](const Decl *D) {
    const auto *Member = dyn_cast<TypeDecl>(D);
    return Member && Member->getIdentifier() &&
           Member->getName() == "promise_type";
  });
}

const HandleRow *ModelMatcher::declaredHandle(const CXXRecordDecl *R) const {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(R);
  const CXXRecordDecl *Pattern =
      Special ? Special->getSpecializedTemplate()->getTemplatedDecl() : R;
  if (const CXXRecordDecl *Definition = Pattern->getDefinition())
    Pattern = Definition;
  if (!Pattern->hasAttrs() && !Pattern->isCompleteDefinition())
    return nullptr;
  const auto [Known, New] =
      DeclaredHandles.try_emplace(Pattern->getCanonicalDecl());
  if (!New)
    return Known->second.get();
  std::optional<std::string> End;
  if (Pattern->hasAttrs())
    End = annotationOn(Pattern, "handle");
  const bool Resumes =
      !End && Pattern->isCompleteDefinition() && isCoroutineResult(Pattern);
  if (Resumes)
    End = "join";
  if (!End)
    return nullptr;
  auto Row = std::make_unique<HandleRow>();
  Row->Name = modelName(Pattern);
  Row->Test = {"joinable"};
  Row->Resumes = Resumes;
  Row->AtEnd = llvm::StringSwitch<HandleEnd>(*End)
                   .Case("join", HandleEnd::Join)
                   .Case("terminate", HandleEnd::Terminate)
                   .Default(HandleEnd::Leak);
  return (DeclaredHandles[Pattern->getCanonicalDecl()] = std::move(Row)).get();
}

} // namespace fearless
