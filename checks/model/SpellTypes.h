//===- SpellTypes.h - Types and places as a reader names them ---*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_SPELLTYPES_H
#define FEARLESS_CHECKS_MODEL_SPELLTYPES_H

#include "finding/Place.h"
#include "clang/AST/Type.h"

namespace clang {
class ASTContext;
class SourceManager;
} // namespace clang

namespace fearless {

/// The place of L; inside a macro, where the macro is used.
Place placeOf(clang::SourceLocation L, const clang::SourceManager &Sources);

/// The type as the user wrote it, `const` kept; without the keywords and
/// internals that nobody writes: "lambda", "std::string".
std::string spellType(clang::QualType T, const clang::ASTContext &Unit);

/// The name of a class or enumeration, qualified and with its arguments.
std::string spellClass(const clang::TagDecl *R);

/// What messages call a field or variable: "Account::mutex_".
std::string spellMember(const clang::ValueDecl *D);

} // namespace fearless

#endif
