//===- FollowWrites.h - Code -> what it writes ------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_FOLLOWWRITES_H
#define FEARLESS_CHECKS_MODEL_FOLLOWWRITES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang {
class Expr;
class FieldDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace fearless {

/// The way from a root to a written object: `this->a.b`, `this->p->n`.
struct WrittenPath {
  enum { Unknown, This, Param, Static } Root = Unknown;
  /// The static variable, the parameter.
  const clang::VarDecl *Variable = nullptr;
  /// From the root outwards.
  llvm::SmallVector<const clang::FieldDecl *, 4> Fields;
  /// How many of them come before the first pointer that is followed.
  std::optional<unsigned> PointerAt;
  bool CastsConstAway = false;
};

/// A pointer that alone owns what it points to.
bool isOwningPointer(clang::QualType T);

/// Follows an lvalue to its root.
void followPath(const clang::Expr *E, WrittenPath &P);

/// Calls Visit for each write in the code, with its path, until it says true.
/// Bodies of lambdas are left out: when they run is not known.
bool anyWrite(
    const clang::Stmt *S,
    llvm::function_ref<bool(const clang::Expr *, const WrittenPath &)> Visit);

} // namespace fearless

#endif
