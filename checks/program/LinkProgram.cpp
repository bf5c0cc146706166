//===- LinkProgram.cpp - Unit files, merged -> program --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The records of all units, linked as one unit's are. Facts there are none:
// what rests on them was found in the units.
//
//===----------------------------------------------------------------------===//

#include "program/LockProgram.h"
#include "program/Program.h"

namespace fearless {

/// All functions that some unit lets a thread run.
static std::set<std::string> startedIn(const UnitSummary &All) {
  std::set<std::string> Started;
  for (const auto &[Entity, F] : All.Functions)
    Started.insert(F.Starts.begin(), F.Starts.end());
  return Started;
}

Program linkProgram(const UnitFile &All) {
  Program P;
  P.Summary = All.Summary;
  P.RunByThreads = findRunByThreads(P.Summary);
  const std::set<std::string> Started = startedIn(P.Summary);
  std::vector<LinkedLocks> Functions;
  for (const auto &[Function, Ids] : All.Locks) {
    LinkedLocks F;
    F.Summary = Function;
    F.Summary.Spawned |= Started.count(Function.Entity) != 0;
    F.Units = Ids;
    Functions.push_back(std::move(F));
  }
  std::map<std::string, std::vector<std::string>> Overriders;
  for (const auto &[Entity, By] : P.Summary.Overriders)
    Overriders[Entity].assign(By.begin(), By.end());
  P.Unit.Locks = std::make_shared<const LockProgram>(
      linkLocks(std::move(Functions), std::move(Overriders)));
  return P;
}

} // namespace fearless
