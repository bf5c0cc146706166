//===- CollectLockOrders.h - Declared orders of locks -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_COLLECTLOCKORDERS_H
#define FEARLESS_CHECKS_FACTS_COLLECTLOCKORDERS_H

#include "facts/Entity.h"
#include "facts/LockFacts.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class SourceManager;
class ValueDecl;
} // namespace clang

namespace fearless {

/// What `acquired_before` and `acquired_after` on the fields and variables say.
std::vector<LockOrder>
collectLockOrders(llvm::ArrayRef<const clang::ValueDecl *> Declared,
                  const EntityNamer &Entities,
                  const clang::SourceManager &Sources);

/// What `fearless::lock_level` on them says.
std::vector<LockLevel>
collectLockLevels(llvm::ArrayRef<const clang::ValueDecl *> Declared,
                  const EntityNamer &Entities,
                  const clang::SourceManager &Sources);

} // namespace fearless

#endif
