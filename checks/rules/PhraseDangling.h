//===- PhraseDangling.h - The first line about a dangling borrow *- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_PHRASEDANGLING_H
#define FEARLESS_CHECKS_RULES_PHRASEDANGLING_H

#include "rules/DescribeDangling.h"

namespace fearless {

/// "detached thread may outlive 'x', which it captures by reference".
std::string phraseDangling(const FunctionFacts &F,
                           const std::vector<Dangling> &All);

/// A call hands the callable on: it is not started or stored on the spot.
bool comesThroughCall(const SpawnSite &S);

/// The name in single quotes.
std::string quote(llvm::StringRef Name);

/// How messages call an object.
std::string nameOf(const Storage &S);

} // namespace fearless

#endif
