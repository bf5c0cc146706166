//===- TraceMemberThreads.cpp - Threads kept in members -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TraceMemberThreads.h"
#include "rules/DescribeCrossing.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

std::vector<LeftThread> threadsLeftBy(const FunctionFacts &F) {
  std::vector<LeftThread> Found;
  if (F.Blocks.empty() || llvm::none_of(F.Spawns, isRunByThread))
    return Found;
  const FunctionFlow Flow = solveFlow(F);
  for (const auto &[Key, Thread] : Flow.AtEntry.back().Threads)
    for (StorageId Handle : Thread.Handles) {
      const SpawnSite &Site = F.Spawns[Key.Which];
      const AccessPath &Path = F.Storages[Handle].Path;
      if (Site.Kind == SpawnKind::Thread && Thread.Doubt.empty() &&
          Path.From == AccessPath::Root::This && !Path.Fields.empty())
        Found.push_back({Path, Site, &F});
    }
  return Found;
}

/// Whether the fact joins the threads of that handle.
static bool joins(const FunctionFacts &F, const Fact &Step,
                  const AccessPath &Handle) {
  const auto *Join = std::get_if<event::Join>(&Step.What);
  return Join && F.Storages[Join->Handle].Path == Handle;
}

std::optional<StorageId> joinedHandle(const FunctionFacts &F,
                                      const AccessPath &Handle) {
  const auto In = [&](const std::vector<Fact> &Facts) {
    return llvm::any_of(
        Facts, [&](const Fact &Step) { return joins(F, Step, Handle); });
  };
  const bool Joins = llvm::any_of(F.Blocks, [&](const Block &B) {
    return In(B.Facts) ||
           llvm::any_of(B.Next, [&](const Edge &E) { return In(E.Facts); });
  });
  if (!Joins)
    return std::nullopt;
  for (StorageId S = 0; S != F.Storages.size(); ++S)
    if (F.Storages[S].Path == Handle)
      return S;
  return std::nullopt;
}

bool reachesJoin(const FunctionFacts &F, FactPosition From,
                 const AccessPath &Handle) {
  std::set<BlockId> Seen;
  std::vector<FactPosition> Open = {From};
  while (!Open.empty()) {
    const FactPosition Now = Open.back();
    Open.pop_back();
    const Block &B = F.Blocks[Now.Block];
    for (size_t I = Now.Index; I < B.Facts.size(); ++I)
      if (joins(F, B.Facts[I], Handle))
        return true;
    for (const Edge &E : B.Next) {
      if (E.Never)
        continue;
      for (const Fact &Step : E.Facts)
        if (joins(F, Step, Handle))
          return true;
      if (Seen.insert(E.To).second)
        Open.push_back({E.To, 0});
    }
  }
  return false;
}

FunctionFacts calledBeside(const LeftThread &Thread, StorageId Handle,
                           FunctionFacts F) {
  SpawnSite Site = Thread.Site;
  Site.Crossing = {};
  Site.Crossings.clear();
  Site.Keeper = Thread.Handle;
  const auto Id = static_cast<SpawnId>(F.Spawns.size());
  F.Spawns.push_back(std::move(Site));
  for (Edge &E : F.Blocks.front().Next)
    E.Facts.insert(E.Facts.begin(),
                   {event::Spawn{Id, Handle, /*Keep=*/true}, F.At});
  return F;
}

} // namespace fearless
