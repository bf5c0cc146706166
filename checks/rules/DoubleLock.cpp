//===- DoubleLock.cpp - fearless-double-lock ------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the edges from a lock to itself: surely the same object, not recursive,
// itself or through callees and destructors. Gives one finding for each place
// at which a lock is taken again. Taking a lock for reading twice deadlocks
// only if a writer comes between, which is possible; so is a lock of C that a
// function which is not seen initializes.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeLocks.h"
#include "rules/Rule.h"
#include <set>

namespace fearless {

std::vector<Finding> findDoubleLock(const Program &Whole);

static Finding describe(const LockProgram &P, const LockEdge &E) {
  const LockObject &Lock = E.FirstLock;
  const std::vector<ChainStep> Chain = chainOf(P, E.Second);
  const bool BothShared =
      E.First.Mode == LockMode::Shared && E.Second.Mode == LockMode::Shared;
  const bool Upgrades = !BothShared && E.First.Mode == LockMode::Shared;
  const std::string Again =
      Upgrades ? "for writing, while this thread holds it for reading"
               : "while this thread already holds it";
  Finding F;
  F.Check = "fearless-double-lock";
  F.At = E.Second.At;
  F.In = P.Functions[E.Function].Summary.In;
  F.Message = Chain.front().Calls.empty()
                  ? spellLock(Lock) + " is locked " + Again
                  : "'" + Chain.front().Calls + "' locks " + spellLock(Lock) +
                        " " + Again;
  F.Steps.push_back(describeTaking(E.First, Lock));
  describeCalls(Chain, F.Steps);
  if (Chain.size() > 1)
    F.Steps.push_back({Chain.back().At,
                       "it is locked again here; the thread waits for itself"});
  F.Steps.push_back(
      {E.Second.At, Chain.size() > 1
                        ? "unlock " + spellLock(Lock) +
                              " before the call, or call a function that "
                              "expects it to be locked"
                        : "unlock " + spellLock(Lock) +
                              " before, or use the lock that is held"});
  if (BothShared)
    addDoubt(F, "whether a writer waits between the two", F.At);
  else if (E.Second.Possible)
    addDoubt(F, spellDoubt(E.Second.Doubt), F.At);
  else if (Lock.ByName || E.Second.Lock.ByName)
    addDoubt(F, "whether the lock is recursive", F.At);
  else if (Lock.MayRecurse || E.Second.Lock.MayRecurse)
    addDoubt(F, "whether the lock is initialized as recursive", F.At);
  return F;
}

std::vector<Finding> findDoubleLock(const Program &Whole) {
  std::vector<Finding> Findings;
  const LockProgram &P = locksOf(Whole.Unit);
  std::set<std::pair<Place, std::string>> Seen;
  for (const LockEdge &E : findLockEdges(P)) {
    const LockObject &First = E.FirstLock, &Second = E.Second.Lock;
    if (First.Path != Second.Path || !First.One || !Second.One ||
        First.Recursive || Second.Recursive || E.Second.Try)
      continue;
    if (isOfEachUnit(classOf(First.Path)) &&
        !shareUnit(P.Functions[E.Function], takerOf(P, E)))
      continue;
    if (Seen.insert({E.Second.At, First.Text}).second)
      Findings.push_back(describe(P, E));
  }
  return Findings;
}

} // namespace fearless
