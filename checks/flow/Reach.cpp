//===- Reach.cpp - What leads to what in a state --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Reach.h"

namespace fearless {

std::set<StorageId> namedBy(StorageId S, const FlowState &State,
                            const FunctionFacts &F) {
  std::set<StorageId> Named = {S};
  if (const auto Held = State.Contents.find(S); Held != State.Contents.end())
    for (LoanId L : Held->second)
      Named.insert(F.Loans[L].Of);
  return Named;
}

std::set<StorageId> pointees(StorageId S, const FlowState &State,
                             const FunctionFacts &F) {
  std::set<StorageId> Named = namedBy(S, State, F);
  if (Named.size() > 1)
    Named.erase(S);
  return Named;
}

std::set<StorageId> knownThrough(StorageId S, const FlowState &State,
                                 const FunctionFacts &F) {
  std::set<StorageId> Known = namedBy(S, State, F);
  if (const auto L = State.Links.find(S); L != State.Links.end())
    Known.insert(L->second.begin(), L->second.end());
  return Known;
}

std::set<StorageId> reachedBy(const LiveThread &T, const FlowState &State,
                              const FunctionFacts &F) {
  std::set<StorageId> Reached;
  std::vector<LoanId> Pending(T.Loans.begin(), T.Loans.end());
  while (!Pending.empty()) {
    const StorageId Next = F.Loans[Pending.back()].Of;
    Pending.pop_back();
    if (!Reached.insert(Next).second)
      continue;
    if (const auto Held = State.Contents.find(Next);
        Held != State.Contents.end())
      Pending.insert(Pending.end(), Held->second.begin(), Held->second.end());
  }
  return Reached;
}

} // namespace fearless
