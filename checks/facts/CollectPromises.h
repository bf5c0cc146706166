//===- CollectPromises.h - Classes -> promises and what they are *- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_COLLECTPROMISES_H
#define FEARLESS_CHECKS_FACTS_COLLECTPROMISES_H

#include "facts/Crossing.h"
#include "model/JudgeTypes.h"
#include "llvm/ADT/ArrayRef.h"

namespace fearless {

/// The promises of the classes and of their bases, in the order of the classes.
std::vector<KeptPromise>
collectPromises(llvm::ArrayRef<const clang::CXXRecordDecl *> Classes,
                const TypeJudge &Judge, const clang::SourceManager &Sources);

} // namespace fearless

#endif
