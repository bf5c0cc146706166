//===- LockOrderInversion.cpp - fearless-lock-order-inversion -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the cycles of the lock order and tells every side: where the first lock
// is taken, the calls that lead to the second, where that is taken. Gives one
// finding a cycle, at the edge that stands first in the program.
//
//===----------------------------------------------------------------------===//

#include "program/LockCycles.h"
#include "rules/DescribeLocks.h"
#include "rules/Rule.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <set>

namespace fearless {

std::vector<Finding> findLockOrderInversion(const Program &Whole);

static std::string byClass(const LockObject &Lock) {
  return "'" + (Lock.Name.empty() ? Lock.Text : Lock.Name) + "'";
}

/// One side of the cycle.
static void describeEdge(const LockProgram &P, const LockEdge &E,
                         std::vector<Step> &Steps) {
  const std::vector<ChainStep> Chain = chainOf(P, E.Second);
  Steps.push_back({E.First.Since, "'" + P.Functions[E.Function].Summary.Name +
                                      "' locks " + byClass(E.FirstLock) +
                                      " here"});
  if (!E.First.Taker.empty())
    Steps.back().Message += ", by '" + E.First.Taker + "'";
  describeCalls(Chain, Steps);
  Steps.push_back({Chain.back().At, byClass(E.Second.Lock) +
                                        " is locked here, while " +
                                        byClass(E.FirstLock) + " is held"});
}

static Finding describePair(const LockProgram &P, const LockCycle &C) {
  const LockEdge &E = C.Edges.front();
  Finding F;
  F.At = E.Second.At;
  F.Message = spellLock(E.FirstLock) + " and " + spellLock(E.Second.Lock) +
              " are locked in the order of the arguments, which deadlocks "
              "when two threads pass them the other way round";
  Step First = describeTaking(E.First, E.FirstLock);
  F.Steps.push_back(std::move(First));
  const std::vector<ChainStep> Chain = chainOf(P, E.Second);
  describeCalls(Chain, F.Steps);
  F.Steps.push_back({Chain.back().At, byClass(E.Second.Lock) +
                                          " of the other object is locked "
                                          "here"});
  F.Steps.push_back({E.First.Since, "lock both at once with 'std::scoped_lock'"
                                    ", or the one with the lower address "
                                    "first"});
  return F;
}

/// The edge that fewest places have, where there is one; else the last.
static const LockEdge &oddEdge(const LockCycle &C) {
  const auto Most = std::max_element(C.Uses.begin(), C.Uses.end());
  const auto Least = std::min_element(C.Uses.begin(), C.Uses.end());
  return C.Edges[*Most == *Least ? C.Edges.size() - 1 : Least - C.Uses.begin()];
}

static Finding describe(const LockProgram &P, const LockCycle &C) {
  if (C.Swapped)
    return describePair(P, C);
  Finding F;
  F.At = C.Edges.front().Second.At;
  std::vector<std::string> Names;
  for (const LockEdge &E : C.Edges)
    Names.push_back(llvm::StringRef(byClass(E.FirstLock)).trim('\'').str());
  F.Message = Names.size() == 2
                  ? quoteNames(Names) +
                        " are locked in opposite orders, which can deadlock"
                  : quoteNames(Names) +
                        " are locked in orders that form a cycle, which can "
                        "deadlock";
  for (const LockEdge &E : C.Edges)
    describeEdge(P, E, F.Steps);
  const auto Most = std::max_element(C.Uses.begin(), C.Uses.end());
  const auto Least = std::min_element(C.Uses.begin(), C.Uses.end());
  const LockEdge &Usual = C.Edges[Most - C.Uses.begin()];
  const LockEdge &Odd = oddEdge(C);
  F.Steps.push_back(
      {Odd.Second.At,
       *Most == *Least ? "lock them in one order everywhere, or together with "
                         "'std::scoped_lock'"
                       : "lock " + byClass(Usual.FirstLock) + " before " +
                             byClass(Usual.Second.Lock) + " here too, as " +
                             std::to_string(*Most) + " other places do"});
  return F;
}

/// An edge against a declared order needs no other one.
static Finding describe(const LockProgram &P, const ContraryEdge &C) {
  const LockEdge &E = C.Edge;
  Finding F;
  F.At = E.Second.At;
  F.Message = byClass(E.Second.Lock) + " is locked while " +
              byClass(E.FirstLock) +
              " is held, but is declared to be locked before it";
  describeEdge(P, E, F.Steps);
  for (const LockOrder &O : C.Declared)
    F.Steps.push_back({O.At, "'" + O.FirstName +
                                 "' is declared to be locked before '" +
                                 O.SecondName + "' here"});
  F.Steps.push_back({E.Second.At, "lock " + byClass(E.Second.Lock) +
                                      " first, or unlock " +
                                      byClass(E.FirstLock) + " before"});
  if (E.Second.Possible) {
    F.Sureness = Confidence::Possible;
    F.Unknowns.push_back("which function is called");
  }
  return F;
}

/// The fix that takes both locks of an edge at once, where they are taken in
/// neighbouring statements.
static void offerScopedLock(const UnitFacts &Unit, const LockEdge &E,
                            Finding &F) {
  if (E.Second.Callee >= 0)
    return;
  for (const FunctionFacts &Of : Unit.Functions)
    for (const GuardPair &Pair : Of.Locks.Pairs)
      if (Pair.At == E.Second.At) {
        F.Fixes = {Pair.Together};
        return;
      }
}

std::vector<Finding> findLockOrderInversion(const Program &Whole) {
  std::vector<Finding> Findings;
  const LockProgram &P = locksOf(Whole.Unit);
  std::set<std::pair<std::string, std::string>> Contrary;
  for (const ContraryEdge &C : findContraryEdges(P)) {
    Finding F = describe(P, C);
    F.Check = "fearless-lock-order-inversion";
    const std::string First = classOf(C.Edge.FirstLock.Path),
                      Second = classOf(C.Edge.Second.Lock.Path);
    F.Identity = {First, Second, P.Functions[C.Edge.Function].Summary.Entity};
    llvm::sort(F.Identity);
    Contrary.insert({First, Second});
    Findings.push_back(std::move(F));
  }
  const auto IsContrary = [&](const LockEdge &E) {
    return Contrary.count(
               {classOf(E.FirstLock.Path), classOf(E.Second.Lock.Path)}) != 0;
  };
  for (const LockCycle &C : findLockCycles(P)) {
    if (llvm::any_of(C.Edges, IsContrary))
      continue;
    Finding F = describe(P, C);
    F.In = P.Functions[C.Edges.front().Function].Summary.In;
    F.Check = "fearless-lock-order-inversion";
    for (const LockEdge &E : C.Edges) {
      F.Identity.push_back(classOf(E.FirstLock.Path));
      F.Identity.push_back(P.Functions[E.Function].Summary.Entity);
    }
    llvm::sort(F.Identity);
    if (C.Edges.size() <= 2)
      offerScopedLock(Whole.Unit, oddEdge(C), F);
    if (!C.Doubt.empty()) {
      F.Sureness = Confidence::Possible;
      F.Unknowns.push_back(C.Doubt);
    }
    Findings.push_back(std::move(F));
  }
  return Findings;
}

} // namespace fearless
