//===- CollectJoiningFields.h - Fields that join ----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_COLLECTJOININGFIELDS_H
#define FEARLESS_CHECKS_FACTS_COLLECTJOININGFIELDS_H

#include "facts/Entity.h"
#include "facts/Facts.h"
#include "model/Ownership.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class SourceManager;
}

namespace fearless {

/// UnitFacts::JoiningFields of the classes.
std::map<std::string, EndedBefore>
collectJoiningFields(llvm::ArrayRef<const clang::CXXRecordDecl *> Classes,
                     const Ownership &Types, const EntityNamer &Entities,
                     const clang::SourceManager &Sources);

} // namespace fearless

#endif
