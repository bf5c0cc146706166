//===- ReadExpressions.h - What expressions name ----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Questions about an expression that its syntax answers.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_READEXPRESSIONS_H
#define FEARLESS_CHECKS_FACTS_READEXPRESSIONS_H

#include "clang/AST/ExprCXX.h"
#include <optional>

namespace fearless {

/// The expression that makes a prvalue, without the wrappers that leave it what
/// it is: what temporaries and spawn slots are known by.
const clang::Expr *skipToValue(const clang::Expr *E);

/// The expression that names an object, without casts and wrappers that leave
/// an lvalue what it is.
const clang::Expr *skipToObject(const clang::Expr *E);

/// The object that a member or overloaded operator is called on, as an lvalue
/// or pointer; null for other calls.
const clang::Expr *receiver(const clang::CallExpr *E, bool &IsPointer);

/// The type of that object as the user sees it, not the base that the member
/// happens to be declared in.
clang::QualType receiverType(const clang::Expr *Object, bool IsPointer);

/// The variable that an expression names, if it does nothing else.
const clang::ValueDecl *namedVariable(const clang::Expr *E);

/// What the function's body returns, if that is all it does; else null.
const clang::Expr *onlyReturned(const clang::FunctionDecl *F);

/// The field of `*this` that the member returns, as its body names it; null for
/// other functions.
const clang::MemberExpr *returnedField(const clang::FunctionDecl *Getter);

/// Likewise, for a call of a member on `*this`.
const clang::MemberExpr *returnedField(const clang::Expr *Call);

/// Whether the value of a number or pointer is not zero, where that is sure:
/// `2`, `nullptr`, `&x`.
std::optional<bool> isNotZero(const clang::Expr *E, clang::ASTContext &Unit);

} // namespace fearless

#endif
