//===- FindContraryEdges.cpp - Lock order against what is declared --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declared orders hold for all objects of a class, and carry over: what comes
// before a lock comes before all that come behind it. Locks with levels are
// taken upwards, and of one level one at a time. A lock that is tried for
// breaks no order, nor do locks of one class whose objects the function
// compares.
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

class DeclaredLevels {
public:
  explicit DeclaredLevels(const std::vector<LockLevel> &Levels) {
    for (const LockLevel &L : Levels)
      Of.try_emplace(L.Lock, &L);
  }

  /// The levels of both locks, if the second is not above the first; empty:
  /// nothing is against it.
  std::vector<LockLevel> against(const std::string &First,
                                 const std::string &Second) const {
    const auto A = Of.find(First), B = Of.find(Second);
    if (A == Of.end() || B == Of.end() || B->second->Level > A->second->Level)
      return {};
    return {*A->second, *B->second};
  }

private:
  std::map<std::string, const LockLevel *> Of;
};

} // namespace

std::vector<ContraryEdge> findContraryEdges(const LockProgram &P) {
  std::vector<ContraryEdge> Found;
  if (P.Orders.empty() && P.Levels.empty())
    return Found;
  const DeclaredOrder Order(P.Orders);
  const DeclaredLevels Levels(P.Levels);
  std::set<std::pair<Place, std::string>> Seen;
  for (LockEdge &E : findLockEdges(P)) {
    const std::string First = classOf(E.FirstLock.Path),
                      Second = classOf(E.Second.Lock.Path);
    if (First.empty() || Second.empty() || E.Second.Try)
      continue;
    if (First == Second &&
        (E.FirstLock.Path == E.Second.Lock.Path || // a lock taken twice
         P.Functions[E.Function].Summary.OrdersObjects))
      continue;
    std::vector<LockOrder> Declared;
    if (First != Second)
      Declared = Order.between(Second, First);
    std::vector<LockLevel> Of;
    if (Declared.empty())
      Of = Levels.against(First, Second);
    if ((!Declared.empty() || !Of.empty()) &&
        Seen.insert({E.Second.At, First + Second}).second)
      Found.push_back({std::move(E), std::move(Declared), std::move(Of)});
  }
  return Found;
}

} // namespace fearless
