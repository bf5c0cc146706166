//===- TraceUses.cpp - Whether a spawner uses what crossed ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TraceUses.h"
#include "flow/Transfer.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace fearless {

/// The thread of the spawn that may be running in the state; null for none.
static const LiveThread *runningThread(const FlowState &State, SpawnId Spawn) {
  for (const auto &[Key, Thread] : State.Threads)
    if (Key.Which == Spawn)
      return &Thread;
  return nullptr;
}

/// Whether some way leads from the start of the thread to the use on which the
/// object does not end: the next round of a loop makes another one.
static bool isSameObject(const FunctionFacts &F, SpawnId Spawn,
                         const ObjectUse &Use) {
  const auto Ends = [&](const Fact &Step) {
    const auto *E = std::get_if<event::Expire>(&Step.What);
    return E && llvm::is_contained(E->What, Use.Of);
  };
  std::vector<BlockId> Open;
  std::set<BlockId> Seen;
  // Walks one block from a fact on; whether the use is reached.
  const auto Walk = [&](BlockId B, size_t From) {
    const Block &At = F.Blocks[B];
    for (size_t I = From; I != At.Facts.size(); ++I) {
      if (B == Use.Block && I == Use.Before)
        return true;
      if (Ends(At.Facts[I]))
        return false;
    }
    if (B == Use.Block && From <= Use.Before)
      return true;
    for (const Edge &E : At.Next)
      if (!E.Never && llvm::none_of(E.Facts, Ends) && Seen.insert(E.To).second)
        Open.push_back(E.To);
    return false;
  };
  for (BlockId B = 0; B != F.Blocks.size(); ++B)
    for (size_t I = 0; I != F.Blocks[B].Facts.size(); ++I) {
      const auto *S = std::get_if<event::Spawn>(&F.Blocks[B].Facts[I].What);
      if (S && S->Which == Spawn && Walk(B, I + 1))
        return true;
    }
  while (!Open.empty()) {
    const BlockId Next = Open.back();
    Open.pop_back();
    if (Walk(Next, 0))
      return true;
  }
  return false;
}

std::optional<SharedUse> findSharedUse(const FunctionFacts &F,
                                       const FunctionFlow &Flow, SpawnId Spawn,
                                       StorageId Of) {
  std::optional<SharedUse> Doubtful;
  for (const ObjectUse &Use : F.Uses) {
    if (Use.Of != Of)
      continue;
    FlowState State = Flow.AtEntry[Use.Block];
    if (!State.Reachable)
      continue;
    const std::vector<Fact> &Facts = F.Blocks[Use.Block].Facts;
    for (unsigned I = 0; I != Use.Before && I != Facts.size(); ++I)
      applyFact(State, Facts[I], F);
    const LiveThread *Thread = runningThread(State, Spawn);
    if (!Thread || !isSameObject(F, Spawn, Use))
      continue;
    if (Thread->Doubt.empty())
      return SharedUse{&Use, ""};
    if (!Doubtful)
      Doubtful = SharedUse{&Use, Thread->Doubt};
  }
  if (Doubtful)
    return Doubtful;
  const StorageKind Kind = F.Storages[Of].Kind;
  const bool OutlivesCall = Kind == StorageKind::Outside ||
                            Kind == StorageKind::This ||
                            Kind == StorageKind::Callers;
  if (OutlivesCall && runningThread(Flow.AtEntry.back(), Spawn))
    return SharedUse{nullptr, "whether others use it while the thread runs"};
  return std::nullopt;
}

} // namespace fearless
