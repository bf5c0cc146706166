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

/// A lock may be made recursive in another unit than the one that takes it.
static void markRecursiveLocks(std::vector<LinkedLocks> &Functions) {
  std::set<llvm::StringRef> Seen;
  std::vector<LockInitsOf> All;
  for (LinkedLocks &F : Functions) {
    Seen.insert(F.Summary.Entity);
    All.push_back({F.Summary.Entity, &F.Summary.Inits});
  }
  const LockKinds Kinds = joinLockInits(
      All, [&](llvm::StringRef Entity) { return Seen.count(Entity) != 0; });
  for (LinkedLocks &F : Functions)
    for (LockObject &Lock : F.Summary.Objects)
      markRecursiveLock(Lock, Kinds, F.Summary.Inits);
}

/// Takes the records of locks out of All.
static LockProgram linkLocksOf(UnitFile &All, const ProgramIndex &Index) {
  std::vector<LinkedLocks> Functions;
  while (!All.Locks.empty()) {
    auto Entry = All.Locks.extract(All.Locks.begin());
    const std::string &Entity = Entry.key().Entity;
    if (!Index.needsLocks(Entity))
      continue;
    LinkedLocks F;
    F.OnlyMain = Index.isOnlyMain(Entity);
    if (Index.isCalledFree(Entity))
      F.HeldByCallers.emplace();
    const bool Started = Index.isStarted(Entity);
    F.Summary = std::move(Entry.key());
    F.Summary.Spawned |= Started;
    F.Units = std::move(Entry.mapped());
    Functions.push_back(std::move(F));
  }
  std::map<std::string, std::vector<std::string>> Overriders;
  for (const auto &[Entity, By] : All.Summary.Overriders)
    Overriders[Entity].assign(By.begin(), By.end());
  markRecursiveLocks(Functions);
  LockProgram P = linkLocks(std::move(Functions), std::move(Overriders));
  P.Orders.assign(All.Orders.begin(), All.Orders.end());
  P.Levels.assign(All.Levels.begin(), All.Levels.end());
  return P;
}

Program linkProgram(UnitFile All, const ProgramIndex &Index) {
  Program P;
  P.Unit.Locks = std::make_shared<const LockProgram>(linkLocksOf(All, Index));
  P.Summary = std::move(All.Summary);
  resolvePassings(P.Summary);
  P.RunByThreads = findRunByThreads(P.Summary, [&](const std::string &Entity) {
    return Index.runsOnThread(Entity);
  });
  return P;
}

Program linkProgram(UnitFile All) {
  ProgramIndex Index;
  Index.add(All);
  Index.finish();
  return linkProgram(std::move(All), Index);
}

} // namespace fearless
