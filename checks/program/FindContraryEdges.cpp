//===- FindContraryEdges.cpp - Lock order against what is declared --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declared orders hold for all objects of a class, and carry over: what comes
// before a lock comes before all that come behind it. A lock that is tried for
// breaks no order.
//
//===----------------------------------------------------------------------===//

#include "program/LockCycles.h"
#include <deque>

namespace fearless {
namespace {

class DeclaredOrder {
public:
  explicit DeclaredOrder(const std::vector<LockOrder> &Orders) {
    for (const LockOrder &O : Orders)
      Behind[O.First].push_back(&O);
  }

  /// The declarations that put the first before the second; empty: none do.
  std::vector<LockOrder> between(const std::string &First,
                                 const std::string &Second) const {
    std::map<std::string, const LockOrder *> CameBy = {{First, nullptr}};
    std::deque<std::string> Queue = {First};
    while (!Queue.empty() && !CameBy.count(Second)) {
      const std::string Now = Queue.front();
      Queue.pop_front();
      if (const auto Outs = Behind.find(Now); Outs != Behind.end())
        for (const LockOrder *O : Outs->second)
          if (CameBy.try_emplace(O->Second, O).second)
            Queue.push_back(O->Second);
    }
    std::vector<LockOrder> Way;
    const auto Found = CameBy.find(Second);
    const LockOrder *O = Found == CameBy.end() ? nullptr : Found->second;
    for (; O; O = CameBy[O->First])
      Way.insert(Way.begin(), *O);
    return Way;
  }

private:
  std::map<std::string, std::vector<const LockOrder *>> Behind;
};

} // namespace

std::vector<ContraryEdge> findContraryEdges(const LockProgram &P) {
  std::vector<ContraryEdge> Found;
  if (P.Orders.empty())
    return Found;
  const DeclaredOrder Order(P.Orders);
  std::set<std::pair<Place, std::string>> Seen;
  for (LockEdge &E : findLockEdges(P)) {
    const std::string First = classOf(E.FirstLock.Path),
                      Second = classOf(E.Second.Lock.Path);
    if (First.empty() || Second.empty() || First == Second || E.Second.Try)
      continue;
    std::vector<LockOrder> Declared = Order.between(Second, First);
    if (!Declared.empty() && Seen.insert({E.Second.At, First + Second}).second)
      Found.push_back({std::move(E), std::move(Declared)});
  }
  return Found;
}

} // namespace fearless
