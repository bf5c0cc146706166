//===- Graph.h - Who calls whom, by number ----------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PROGRAM_GRAPH_H
#define FEARLESS_CHECKS_PROGRAM_GRAPH_H

#include <vector>

namespace fearless {

/// For each node, those that it leads to.
using Graph = std::vector<std::vector<int>>;

/// Strongly connected components: of a call graph, callees first. Each is
/// sorted.
std::vector<std::vector<int>> componentsOf(const Graph &Calls);

/// The nodes that can be reached from some, those included.
std::vector<bool> reachedFrom(const Graph &Calls, std::vector<int> Starts);

} // namespace fearless

#endif
