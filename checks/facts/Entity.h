//===- Entity.h - Declarations -> names across units ------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An entity names a function, type, field or variable in every unit that sees
// it, in the same way, whatever else stands in the file: the USR of the nearest
// declaration that has one without byte offsets; the file's path in front of
// what has internal linkage; and behind it a chain of ordinals for lambdas and
// local classes (`#lambda2`), in template arguments too.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_ENTITY_H
#define FEARLESS_CHECKS_FACTS_ENTITY_H

#include "llvm/ADT/DenseMap.h"
#include <string>

namespace clang {
class CXXRecordDecl;
class Decl;
class DeclContext;
class NamedDecl;
class QualType;
class Stmt;
class TemplateArgument;
} // namespace clang

namespace fearless {

/// Names the entities of one unit. Memoises; not for use by several threads.
class EntityNamer {
public:
  /// The entity of a declaration; declarations of one thing have one entity.
  const std::string &operator()(const clang::NamedDecl *D) const;

private:
  std::string name(const clang::NamedDecl *D) const;
  std::string nameLocal(const clang::NamedDecl *D) const;
  std::string nameArgument(const clang::TemplateArgument &A) const;
  unsigned ordinal(const clang::CXXRecordDecl *Local) const;
  void number(const clang::Stmt *S, const clang::DeclContext *In) const;

  mutable llvm::DenseMap<const clang::Decl *, std::string> Names;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, unsigned> Ordinals;
  mutable llvm::DenseMap<const clang::DeclContext *, unsigned> Numbered;
};

} // namespace fearless

#endif
