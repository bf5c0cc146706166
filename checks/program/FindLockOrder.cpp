//===- FindLockOrder.cpp - The order of a program's locks -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/LockCycles.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

static std::string nameOf(const LockObject &Lock) {
  return Lock.Name.empty() ? Lock.Text : Lock.Name;
}

std::vector<ObservedOrder> findLockOrder(const LockProgram &P) {
  struct Found {
    ObservedOrder Order;
    std::set<Place> Places;
  };
  std::map<std::pair<std::string, std::string>, Found> All;
  for (const LockEdge &E : findLockEdges(P)) {
    std::string First = classOf(E.FirstLock.Path),
                Then = classOf(E.Second.Lock.Path);
    if (First == Then || !isOrdering(E, P))
      continue;
    Found &F = All[{First, Then}];
    F.Places.insert(E.Second.At);
    const std::string &Function = P.Functions[E.Function].Summary.Name;
    if (F.Order.Uses != 0 && !(E.Second.At < F.Order.At))
      continue;
    F.Order = {std::move(First),
               std::move(Then),
               nameOf(E.FirstLock),
               nameOf(E.Second.Lock),
               E.Second.At,
               Function,
               1};
  }
  std::vector<ObservedOrder> Orders;
  for (auto &[Key, F] : All) {
    F.Order.Uses = F.Places.size();
    Orders.push_back(std::move(F.Order));
  }
  return Orders;
}

} // namespace fearless
