//===- LockOrderInversion.cpp - fearless-lock-order-inversion -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the cycles of the lock order and tells every side: where the first lock
// is taken, the calls that lead to the second, where that is taken. Gives one
// finding a cycle, at the edge that stands first in the program. With an order
// file, what that has is known, and an edge against it is a finding by itself.
//
//===----------------------------------------------------------------------===//

#include "program/LockCycles.h"
#include "rules/DescribeLocks.h"
#include "rules/Rule.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <set>

namespace fearless {

std::vector<Finding> findLockOrderInversion(const Program &Whole);

/// 'Account::mutex_', also in C, where the name is that of the field alone.
static std::string byClass(const LockObject &Lock) {
  const std::string &Name = Lock.Name.empty() ? Lock.Text : Lock.Name;
  if (Lock.Path.Fields.empty() || llvm::StringRef(Name).contains("::"))
    return "'" + Name + "'";
  const auto [Record, Field] =
      llvm::StringRef(Lock.Path.Fields.back()).rsplit("@FI@");
  const std::string Owner = lastName(Record.str());
  // A struct without a name has a number.
  if (Field != Name || Owner.empty() || llvm::isDigit(Owner.front()))
    return "'" + Name + "'";
  return "'" + Owner + "::" + Name + "'";
}

/// The class tells locks apart, if there are not two of it: those of globals.
static std::string spell(const LockEdge &E, const LockObject &Lock) {
  return classOf(E.FirstLock.Path) == classOf(E.Second.Lock.Path)
             ? spellLock(Lock)
             : byClass(Lock);
}

static std::string spellFirst(const LockEdge &E) {
  return spell(E, E.FirstLock);
}

static std::string spellSecond(const LockEdge &E) {
  return spell(E, E.Second.Lock);
}

/// One side of the cycle.
static void describeEdge(const LockProgram &P, const LockEdge &E,
                         std::vector<Step> &Steps) {
  const std::vector<ChainStep> Chain = chainOf(P, E.Second);
  Steps.push_back({E.First.Since, "'" + P.Functions[E.Function].Summary.Name +
                                      "' locks " + spellFirst(E) + " here"});
  if (!E.First.Taker.empty())
    Steps.back().Message += ", by '" + E.First.Taker + "'";
  describeCalls(Chain, Steps);
  Steps.push_back({Chain.back().At, spellSecond(E) + " is locked here, while " +
                                        spellFirst(E) + " is held"});
}

/// In C there is nothing that takes several locks at once.
static bool isInC(const Place &At) {
  return llvm::StringRef(At.File).ends_with(".c");
}

static Finding describePair(const LockProgram &P, const LockCycle &C) {
  const LockEdge &E = C.Edges.front();
  Finding F;
  F.At = E.Second.At;
  // A function that is called names both alike.
  const bool IsInside = spellLock(E.FirstLock) == spellLock(E.Second.Lock);
  F.Message = spellLock(E.FirstLock) + " and " +
              (IsInside ? "that of another object" : spellLock(E.Second.Lock)) +
              " are locked in the order of the arguments, which deadlocks "
              "when two threads pass them the other way round";
  Step First = describeTaking(E.First, E.FirstLock);
  F.Steps.push_back(std::move(First));
  const std::vector<ChainStep> Chain = chainOf(P, E.Second);
  describeCalls(Chain, F.Steps);
  if (Chain.size() == 1)
    F.Steps.push_back(
        {Chain.back().At, spellLock(E.Second.Lock) + " is locked here, while " +
                              spellLock(E.FirstLock) + " is held"});
  else
    F.Steps.push_back({Chain.back().At, byClass(E.Second.Lock) +
                                            " of the other object is locked "
                                            "here"});
  F.Steps.push_back(
      {E.First.Since,
       IsInside || isInC(E.First.Since)
           ? "lock the one with the lower address first, or unlock one before "
             "the other is locked"
           : "lock both at once with 'std::scoped_lock', or the one with the "
             "lower address first"});
  return F;
}

/// What to do where no order is the usual one. A lock that is taken within a
/// call cannot be taken together with the one that is held across it.
static Step remedyOf(const LockProgram &P, const LockCycle &C,
                     const LockEdge &Odd) {
  const std::string Order = "lock them in one order everywhere, or ";
  for (const LockEdge &E : C.Edges)
    if (const std::string Calls = chainOf(P, E.Second).front().Calls;
        !Calls.empty())
      return {E.Second.At, Order + "unlock " + spellFirst(E) + " before '" +
                               Calls + "' is called"};
  return {Odd.Second.At, Order + (isInC(Odd.Second.At)
                                      ? "unlock one before the other is locked"
                                      : "together with 'std::scoped_lock'")};
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
    Names.push_back(llvm::StringRef(spellFirst(E)).trim('\'').str());
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
  if (*Most == *Least)
    F.Steps.push_back(remedyOf(P, C, Odd));
  else
    F.Steps.push_back(
        {Odd.Second.At, "lock " + spellFirst(Usual) + " before " +
                            spellSecond(Usual) + " here too, as " +
                            std::to_string(*Most) + " other places do"});
  return F;
}

/// An edge against a declared order needs no other one.
static Finding describe(const LockProgram &P, const ContraryEdge &C) {
  const LockEdge &E = C.Edge;
  Finding F;
  F.At = E.Second.At;
  F.Message = C.Levels.empty()
                  ? byClass(E.Second.Lock) + " is locked while " +
                        byClass(E.FirstLock) +
                        " is held, but is declared to be locked before it"
                  : byClass(E.Second.Lock) + " of level " +
                        std::to_string(C.Levels.back().Level) +
                        " is locked while " + byClass(E.FirstLock) +
                        " of level " + std::to_string(C.Levels.front().Level) +
                        " is held, but only higher levels may be";
  describeEdge(P, E, F.Steps);
  for (const LockOrder &O : C.Declared)
    F.Steps.push_back({O.At, "'" + O.FirstName +
                                 "' is declared to be locked before '" +
                                 O.SecondName + "' here"});
  for (const LockLevel &L : C.Levels)
    if (&L == &C.Levels.front() || L.Lock != C.Levels.front().Lock)
      F.Steps.push_back({L.At, "'" + L.Name + "' is declared to be of level " +
                                   std::to_string(L.Level) + " here"});
  const bool SameLevel =
      !C.Levels.empty() && C.Levels.front().Level == C.Levels.back().Level;
  F.Steps.push_back(
      {E.Second.At, SameLevel ? "unlock " + byClass(E.FirstLock) +
                                    " before, or lock both together with "
                                    "'std::scoped_lock'"
                              : "lock " + byClass(E.Second.Lock) +
                                    " first, or unlock " +
                                    byClass(E.FirstLock) + " before"});
  if (E.Second.Possible)
    addDoubt(F, spellDoubt(E.Second.Doubt), F.At);
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

using OrderPair = std::pair<std::string, std::string>;

static OrderPair pairOf(const LockEdge &E) {
  return {classOf(E.FirstLock.Path), classOf(E.Second.Lock.Path)};
}

/// Whether the order has the locks of a pair the other way round, be it with
/// others between them.
static bool isContrary(const OrderPair &Pair,
                       const std::set<OrderPair> &Order) {
  std::set<std::string> Seen = {Pair.second};
  std::vector<std::string> Pending = {Pair.second};
  while (!Pending.empty()) {
    const std::string First = std::move(Pending.back());
    Pending.pop_back();
    for (auto I = Order.lower_bound({First, ""});
         I != Order.end() && I->first == First; ++I) {
      if (I->second == Pair.first)
        return true;
      if (Seen.insert(I->second).second)
        Pending.push_back(I->second);
    }
  }
  return false;
}

static Finding describeContrary(const LockProgram &P, const LockEdge &E) {
  Finding F;
  F.At = E.Second.At;
  F.Message = byClass(E.Second.Lock) + " is locked while " +
              byClass(E.FirstLock) + " is held, contrary to the order file";
  describeEdge(P, E, F.Steps);
  F.Steps.push_back(
      {E.Second.At, "lock " + byClass(E.Second.Lock) +
                        " first, as elsewhere; if this is the "
                        "order to be, write the order file anew"});
  F.In = P.Functions[E.Function].Summary.In;
  F.Identity = {classOf(E.FirstLock.Path), classOf(E.Second.Lock.Path),
                P.Functions[E.Function].Summary.Entity};
  return F;
}

/// New edges against the order, but for those that are Reported otherwise.
static void findContrary(const LockProgram &P, const std::set<OrderPair> &Order,
                         const std::set<OrderPair> &Reported,
                         std::vector<Finding> &Findings) {
  std::map<OrderPair, LockEdge> First;
  for (LockEdge &E : findLockEdges(P)) {
    const OrderPair Pair = pairOf(E);
    if (Pair.first == Pair.second || !isOrdering(E, P) || Order.count(Pair) ||
        Reported.count(Pair) || E.Second.Possible)
      continue;
    const auto [Known, New] = First.try_emplace(Pair, E);
    if (!New && E.Second.At < Known->second.Second.At)
      Known->second = std::move(E);
  }
  for (const auto &[Pair, E] : First)
    if (isContrary(Pair, Order)) {
      Findings.push_back(describeContrary(P, E));
      Findings.back().Check = "fearless-lock-order-inversion";
    }
}

std::vector<Finding> findLockOrderInversion(const Program &Whole) {
  std::vector<Finding> Findings;
  std::set<OrderPair> Reported;
  const LockProgram &P = locksOf(Whole.Unit);
  std::set<std::pair<std::string, std::string>> Contrary;
  for (const ContraryEdge &C : findContraryEdges(P)) {
    Finding F = describe(P, C);
    F.Check = "fearless-lock-order-inversion";
    const std::string First = classOf(C.Edge.FirstLock.Path),
                      Second = classOf(C.Edge.Second.Lock.Path);
    F.Identity = {First, Second, P.Functions[C.Edge.Function].Summary.Entity};
    llvm::sort(F.Identity);
    F.In = P.Functions[C.Edge.Function].Summary.In;
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
    if (!C.Swapped && llvm::all_of(C.Edges, [&](const LockEdge &E) {
          return Whole.Order.count(pairOf(E)) != 0;
        }))
      continue;
    Finding F = describe(P, C);
    F.In = P.Functions[C.Edges.front().Function].Summary.In;
    F.Check = "fearless-lock-order-inversion";
    for (const LockEdge &E : C.Edges) {
      Reported.insert(pairOf(E));
      F.Identity.push_back(classOf(E.FirstLock.Path));
      F.Identity.push_back(P.Functions[E.Function].Summary.Entity);
    }
    llvm::sort(F.Identity);
    if (C.Edges.size() <= 2)
      offerScopedLock(Whole.Unit, oddEdge(C), F);
    if (!C.Doubt.empty())
      addDoubt(F, C.Doubt, F.At);
    Findings.push_back(std::move(F));
  }
  if (!Whole.Order.empty()) {
    Reported.insert(Contrary.begin(), Contrary.end());
    findContrary(P, Whole.Order, Reported, Findings);
  }
  return Findings;
}

} // namespace fearless
