//===- Components.h - A graph -> its circles --------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PROGRAM_COMPONENTS_H
#define FEARLESS_CHECKS_PROGRAM_COMPONENTS_H

#include <vector>

namespace fearless {

/// For each node, those that it leads to.
using Graph = std::vector<std::vector<int>>;

/// Strongly connected components: of a call graph, callees first. Each is
/// sorted.
std::vector<std::vector<int>> componentsOf(const Graph &Calls);

} // namespace fearless

#endif
