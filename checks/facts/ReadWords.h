//===- ReadWords.h - What names say -----------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For what is not seen, such as the bodies of functions: the words of names.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_READWORDS_H
#define FEARLESS_CHECKS_FACTS_READWORDS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace fearless {

/// The words of an identifier, in lower case: `waitForAll`, `wait_for_all`.
std::vector<std::string> wordsOf(llvm::StringRef Name);

/// Unseen code with such a name is taken to wait: it hides a finding in core.
bool isNamedLikeWait(llvm::StringRef Name);

/// `make_shared`, `malloc`, `session_new`, `createQueue`: what it returns is
/// nobody else's yet.
bool isNamedLikeMaking(llvm::StringRef Name);

/// `g_cond_broadcast`, `mq_send`, `uv_async_send`, `flock`: unseen code with
/// such a name may let threads wait for each other, but not that of `clock`.
bool isNamedLikeSignal(llvm::StringRef Name);

/// The name of a lock's type: `nng_mtx`, `SDL_Mutex`, `natsMutex`, `lock_t`,
/// but not `clock`.
bool isNamedLikeLock(llvm::StringRef Name);

/// The name of a macro that locks: `LOCK_AND_WAIT`, `CRITICAL_REGION`,
/// `ENTER_SYNCHRONIZED`.
bool isNamedLikeLockingMacro(llvm::StringRef Name);

} // namespace fearless

#endif
