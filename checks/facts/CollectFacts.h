//===- CollectFacts.h - AST and CFG -> facts --------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_COLLECTFACTS_H
#define FEARLESS_CHECKS_FACTS_COLLECTFACTS_H

#include "facts/Facts.h"
#include "model/Model.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace fearless {

/// Facts of all functions of the unit that start a thread: user definitions,
/// instantiations and lambda bodies, system headers left out. Honours the
/// context's traversal scope (clangd sets one).
UnitFacts collectFacts(clang::ASTContext &Unit, const Model &Rows);

} // namespace fearless

#endif
