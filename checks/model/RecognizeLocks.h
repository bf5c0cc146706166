//===- RecognizeLocks.h - What may be a lock --------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Guesses by names of types and functions. They only ever take evidence away:
// a lock that is not recognized would make a correct class an error, so rather
// too much looks like one than too little.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_RECOGNIZELOCKS_H
#define FEARLESS_CHECKS_MODEL_RECOGNIZELOCKS_H

#include "clang/AST/Type.h"

namespace clang {
class CXXRecordDecl;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace fearless {

/// The type, or what it points to, may be a lock, a guard, an atomic.
bool looksLikeLock(clang::QualType T);

/// The class has a field or base that looks like a lock, or refers to one; the
/// base Except, if given, does not count.
bool ownsLock(const clang::CXXRecordDecl *R,
              const clang::CXXRecordDecl *Except = nullptr);

/// Something in the code may hold off other threads.
bool mayLock(const clang::Stmt *S);

/// Attributes say that the function is called with a lock held, or takes one.
bool isAnnotatedAsLocked(const clang::FunctionDecl *F);

} // namespace fearless

#endif
