//===- NameEnclosing.h - What a place is in ---------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a place or a function, gives the named declaration around it that stays
// when lines move: what findings are said to be in.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_NAMEENCLOSING_H
#define FEARLESS_CHECKS_FACTS_NAMEENCLOSING_H

#include "finding/Finding.h"
#include "clang/Basic/SourceLocation.h"

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace fearless {

/// The innermost function, class or variable around a place that is named
/// outside of any function: what is local to a function is named by that
/// function, and an instantiation by its template. For few places: it walks
/// the declarations each time.
Enclosing enclosingOf(clang::SourceLocation At, clang::ASTContext &Unit);

/// The same for all places in the body of a function.
Enclosing enclosingOf(const clang::FunctionDecl &Function);

} // namespace fearless

#endif
