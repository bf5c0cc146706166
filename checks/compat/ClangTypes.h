//===- ClangTypes.h - Types of declarations, and their spelling -*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What clang 22 says in another way than clang 19, about types.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_COMPAT_CLANGTYPES_H
#define FEARLESS_CHECKS_COMPAT_CLANGTYPES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/PrettyPrinter.h"
#include "llvm/ADT/STLForwardCompat.h"
#include "llvm/Config/llvm-config.h"

namespace fearless {

/// The canonical type that a class, struct, union or enumeration declares.
/// Before 22 a declaration has one type, without the words it was named by.
inline clang::QualType typeOf(const clang::TagDecl *D,
                              const clang::ASTContext &Unit) {
#if LLVM_VERSION_MAJOR >= 22
  return clang::QualType(Unit.getCanonicalTagType(D));
#else
  return Unit.getCanonicalType(Unit.getTypeDeclType(D));
#endif
}

/// Leaves inline namespaces out of all names. Before 22 they stay where a name
/// would be ambiguous without: no such one is a name of a standard library.
inline void leaveOutInlineNamespaces(clang::PrintingPolicy &Policy) {
#if LLVM_VERSION_MAJOR >= 22
  Policy.SuppressInlineNamespace = llvm::to_underlying(
      clang::PrintingPolicy::SuppressInlineNamespaceMode::All);
#else
  Policy.SuppressInlineNamespace = true;
#endif
}

/// The type to print for one. Before 22, deduced arguments (`std::unique_lock
/// L(M)`) are printed without their namespaces; in the canonical type they have
/// them.
inline clang::QualType printedFor(clang::QualType T) {
#if LLVM_VERSION_MAJOR < 22
  if (llvm::isa_and_nonnull<clang::DeducedTemplateSpecializationType>(
          T->getContainedDeducedType()))
    return T.getCanonicalType();
#endif
  return T;
}

} // namespace fearless

#endif
