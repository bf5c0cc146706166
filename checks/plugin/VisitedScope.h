//===- VisitedScope.h - What clang-tidy's matchers are shown ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy shows its checks the whole translation unit. clangd shows them the
// declarations of the main file one by one and never the unit, because that
// would load all headers from the preamble.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PLUGIN_VISITEDSCOPE_H
#define FEARLESS_CHECKS_PLUGIN_VISITEDSCOPE_H

namespace fearless {

/// Set by the front end of clangd before it starts; afterwards only read.
inline bool &visitsMainFileOnly() {
  static bool Only = false;
  return Only;
}

} // namespace fearless

#endif
