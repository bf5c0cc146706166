//===- FindDifferences.cpp - Units that differ on a function --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compares the steps of functions at one place. What a unit knows of a callee,
// or of who starts a function, makes no other body of it.
//
//===----------------------------------------------------------------------===//

#include "program/LockProgram.h"
#include "program/Program.h"
#include "program/ProgramIndex.h"

namespace fearless {

static bool haveSameSteps(const LockSummary &A, const LockSummary &B) {
  return std::equal(A.Events.begin(), A.Events.end(), B.Events.begin(),
                    B.Events.end(), [](const LockEvent &X, const LockEvent &Y) {
                      return X.What == Y.What && X.At == Y.At &&
                             X.Called.Callee == Y.Called.Callee;
                    });
}

std::vector<BodyDifference> findDifferences(const UnitFile &All,
                                            const ProgramIndex &Index) {
  std::set<BodyDifference> Found;
  const LockSummary *First = nullptr;
  const std::set<std::string> *FirstIds = nullptr;
  for (const auto &[Function, Ids] : All.Locks) {
    if (!First || First->Entity != Function.Entity) {
      First = &Function;
      FirstIds = &Ids;
      continue;
    }
    // A file that is compiled twice is meant to differ.
    if (First->At != Function.At || isOfEachUnit(Function.Entity) ||
        !Index.needsLocks(Function.Entity) || Function.GaveUp ||
        First->GaveUp || haveSameSteps(*First, Function))
      continue;
    const auto One = All.Units.find(*FirstIds->begin()),
               Other = All.Units.find(*Ids.begin());
    if (One == All.Units.end() || Other == All.Units.end() ||
        One->second.File == Function.At.File ||
        Other->second.File == Function.At.File)
      continue;
    Found.insert({Function.Name, Function.At,
                  std::min(One->second.File, Other->second.File),
                  std::max(One->second.File, Other->second.File)});
  }
  return {Found.begin(), Found.end()};
}

} // namespace fearless
