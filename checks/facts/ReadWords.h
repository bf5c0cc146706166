//===- ReadWords.h - What the names of functions say ------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For functions whose bodies are not seen: the words of their names.
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

} // namespace fearless

#endif
