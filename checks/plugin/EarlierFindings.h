//===- EarlierFindings.h - What a wider run has found --------- -*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A front end that shows one unit may know of findings that only the whole
// program has. The adapter passes them on, as if it had found them.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PLUGIN_EARLIERFINDINGS_H
#define FEARLESS_CHECKS_PLUGIN_EARLIERFINDINGS_H

#include "finding/Finding.h"

namespace clang {
class SourceManager;
} // namespace clang

namespace fearless {

/// Gives the findings in a file with that text, as far as they still hold.
using FindEarlier = std::vector<Finding>(llvm::StringRef File,
                                         llvm::StringRef Text);

/// Set by a front end before it starts; null: there are none.
inline FindEarlier *&findEarlier() {
  static FindEarlier *Find = nullptr;
  return Find;
}

/// Those in the main file of a unit, with places of that unit. Each starts with
/// a step that says where it comes from.
std::vector<Finding> earlierFindings(clang::SourceManager &Sources);

} // namespace fearless

#endif
