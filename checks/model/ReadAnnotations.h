//===- ReadAnnotations.h - Attributes -> what they declare ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a class, function or parameter, gives what attributes say about it:
// [[clang::annotate("fearless::...")]] (runtime/include/fearless/annotations.h
// has macros for them), and clang's own for blocking and escapes. A condition
// that cannot be read is kept as the problem that it is.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_READANNOTATIONS_H
#define FEARLESS_CHECKS_MODEL_READANNOTATIONS_H

#include "model/TypeAnswer.h"
#include "model/TypeCondition.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace clang {
class CXXRecordDecl;
class Decl;
class FunctionDecl;
class ParmVarDecl;
} // namespace clang

namespace fearless {

/// What an annotation says about one trait of a class.
struct Promise {
  Trait Of = Trait::Send;
  /// True and False for `fearless::send`, `fearless::not_send`.
  TypeCondition If;
  /// Why it may be promised; empty if no reason is given.
  std::string Reason;
  /// The thread that objects belong to, for `fearless::thread_affine`.
  std::string Affinity;
  /// What is wrong with the condition; empty if it can be read.
  std::string Problem;
  clang::SourceLocation At;

  bool isPositive() const { return If.What != TypeCondition::Kind::False; }
};

/// The first argument of the annotation `fearless::WORD` on the declaration or
/// one of its others, empty if it has none; nothing without the annotation.
std::optional<std::string> annotationOn(const clang::Decl *D,
                                        llvm::StringRef Word);

/// The level of a lock, by `fearless::lock_level`: a whole number, or a text
/// that is one. Nothing without the annotation, or with another argument.
struct DeclaredLevel {
  unsigned Level = 0;
  clang::SourceLocation At;
};
std::optional<DeclaredLevel> lockLevelOf(const clang::Decl *D);

/// Whether a call of the function waits, by `fearless::blocking`,
/// `[[clang::blocking]]` and their opposites, also on what it overrides;
/// nothing where it is not declared.
std::optional<bool> declaredToBlock(const clang::FunctionDecl *F);

/// Whether the argument is not used any more when the call has returned, by
/// `fearless::no_escape` or `[[clang::noescape]]`.
bool isDeclaredNotToEscape(const clang::ParmVarDecl *P);

/// The promises written on a class or its template, in source order.
std::vector<Promise> promisesOf(const clang::CXXRecordDecl *R);

} // namespace fearless

#endif
