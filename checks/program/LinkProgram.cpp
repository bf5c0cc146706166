//===- LinkProgram.cpp - Unit files, merged -> program --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The records of all units, linked as one unit's are. Facts there are none:
// what rests on them was found in the units. Of functions that are not needed
// only the index knows.
//
//===----------------------------------------------------------------------===//

#include "program/LockProgram.h"
#include "program/Program.h"
#include "program/ProgramIndex.h"

namespace fearless {

static LockProgram linkLocksOf(const UnitFile &All, const ProgramIndex &Index) {
  std::vector<LinkedLocks> Functions;
  for (const auto &[Function, Ids] : All.Locks) {
    if (!Index.needsLocks(Function.Entity))
      continue;
    LinkedLocks F;
    F.Summary = Function;
    F.Summary.Spawned |= Index.isStarted(Function.Entity);
    F.Units = Ids;
    F.OnlyMain = Index.isOnlyMain(Function.Entity);
    if (Index.isCalledFree(Function.Entity))
      F.HeldByCallers.emplace();
    Functions.push_back(std::move(F));
  }
  std::map<std::string, std::vector<std::string>> Overriders;
  for (const auto &[Entity, By] : All.Summary.Overriders)
    Overriders[Entity].assign(By.begin(), By.end());
  LockProgram P = linkLocks(std::move(Functions), std::move(Overriders));
  P.Orders.assign(All.Orders.begin(), All.Orders.end());
  return P;
}

Program linkProgram(const UnitFile &All, const ProgramIndex &Index) {
  Program P;
  P.Summary = All.Summary;
  resolvePassings(P.Summary);
  P.RunByThreads = findRunByThreads(P.Summary, [&](const std::string &Entity) {
    return Index.runsOnThread(Entity);
  });
  P.Unit.Locks = std::make_shared<const LockProgram>(linkLocksOf(All, Index));
  return P;
}

Program linkProgram(const UnitFile &All) {
  ProgramIndex Index;
  Index.add(All);
  Index.finish();
  return linkProgram(All, Index);
}

} // namespace fearless
