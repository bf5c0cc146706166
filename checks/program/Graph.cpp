//===- Graph.cpp - Who calls whom, by number ------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing here recurs: call graphs are deep.
//
//===----------------------------------------------------------------------===//

#include "program/Graph.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

// Tarjan's algorithm.
std::vector<std::vector<int>> componentsOf(const Graph &Calls) {
  const size_t N = Calls.size();
  std::vector<int> Index(N, -1), Low(N, 0);
  std::vector<bool> OnStack(N, false);
  std::vector<int> Stack;
  std::vector<std::vector<int>> Components;
  int Next = 0;
  struct Frame {
    int Node;
    size_t Edge;
  };
  std::vector<Frame> Walk;
  for (size_t Start = 0; Start != N; ++Start) {
    if (Index[Start] != -1)
      continue;
    Walk.push_back({static_cast<int>(Start), 0});
    while (!Walk.empty()) {
      Frame &Top = Walk.back();
      const int V = Top.Node;
      if (Top.Edge == 0) {
        Index[V] = Low[V] = Next++;
        Stack.push_back(V);
        OnStack[V] = true;
      }
      if (Top.Edge < Calls[V].size()) {
        const int To = Calls[V][Top.Edge++];
        if (Index[To] == -1)
          Walk.push_back({To, 0});
        else if (OnStack[To])
          Low[V] = std::min(Low[V], Index[To]);
        continue;
      }
      if (Low[V] == Index[V]) {
        Components.emplace_back();
        int W = -1;
        do {
          W = Stack.back();
          Stack.pop_back();
          OnStack[W] = false;
          Components.back().push_back(W);
        } while (W != V);
        llvm::sort(Components.back());
      }
      Walk.pop_back();
      if (!Walk.empty())
        Low[Walk.back().Node] = std::min(Low[Walk.back().Node], Low[V]);
    }
  }
  return Components;
}

std::vector<bool> reachedFrom(const Graph &Calls, std::vector<int> Starts) {
  std::vector<bool> Reached(Calls.size(), false);
  for (std::vector<int> Pending = std::move(Starts); !Pending.empty();) {
    const int Node = Pending.back();
    Pending.pop_back();
    if (Reached[Node])
      continue;
    Reached[Node] = true;
    llvm::append_range(Pending, Calls[Node]);
  }
  return Reached;
}

} // namespace fearless
