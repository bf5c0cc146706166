//===- FindEvidence.h - Bodies -> what speaks against a class ---*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the visible bodies of a class, gives writes that make it not Send or
// not Sync. A write counts only if nothing in its body looks like a lock: names
// of types and functions decide that, and rather too many than too few, since a
// lock not seen would make a correct class an error. Lambdas and virtual calls
// are not looked into.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_FINDEVIDENCE_H
#define FEARLESS_CHECKS_MODEL_FINDEVIDENCE_H

#include "clang/AST/DeclCXX.h"
#include <optional>
#include <string>

namespace fearless {

/// A write, and what it writes.
struct Evidence {
  clang::SourceLocation At;
  /// The variable: "hits_".
  std::string Written;
  /// The member function that a user calls to get there.
  std::string Method;
};

/// A public const member function of the class writes one of its mutable
/// fields, something that it owns by pointer, or one of its static variables.
std::optional<Evidence> findConstWrite(const clang::CXXRecordDecl *R);

/// A public member function writes a field of the class.
std::optional<Evidence> findPlainWrite(const clang::CXXRecordDecl *R);

/// Copying an object increments, and destroying it decrements, a count that is
/// not atomic and lies behind a pointer, so that copies share it.
std::optional<Evidence> findPlainCount(const clang::CXXRecordDecl *R);

} // namespace fearless

#endif
