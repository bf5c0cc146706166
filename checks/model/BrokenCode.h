//===- BrokenCode.h - What the compiler did not understand ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In a unit that does not compile, a body may hold less than its source says:
// what is missing in it is no evidence. Takes a function; tells whether all of
// its body is in the AST; likewise of a class. Does not see a brace too many,
// behind which code has become that of no function.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_BROKENCODE_H
#define FEARLESS_CHECKS_MODEL_BROKENCODE_H

namespace clang {
class CXXRecordDecl;
class FunctionDecl;
} // namespace clang

namespace fearless {

/// The function or its body, lambdas in it included, has an error: statements
/// may be wrong or left out.
bool isBroken(const clang::FunctionDecl *F);

/// The class has an error: members may be left out, its destructor among them.
bool isBroken(const clang::CXXRecordDecl *R);

/// The definition of the function, where it is seen whole; else null.
const clang::FunctionDecl *seenBody(const clang::FunctionDecl *F);

} // namespace fearless

#endif
