//===- FindLastOwners.h - Code that the last owner runs ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counts of owners that users keep themselves: what runs only where one that is
// counted down comes to its end.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_FINDLASTOWNERS_H
#define FEARLESS_CHECKS_FACTS_FINDLASTOWNERS_H

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseSet.h"

namespace clang {
class CFGBlock;
} // namespace clang

namespace fearless {

/// Of a function's blocks, those that are entered only if the last owner lets
/// go: behind `if (--Refs == 0)`, `if (fetch_sub(&Refs, 1) == 1)`,
/// `if (!Count.deref())`, or after `if (release(&Refs) > 0) return;`.
llvm::DenseSet<const clang::CFGBlock *>
findLastOwnerBlocks(const clang::FunctionDecl *F,
                    llvm::ArrayRef<const clang::CFGBlock *> Blocks,
                    const clang::ASTContext &Unit);

} // namespace fearless

#endif
