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
namespace {

/// The thread of the spawn that may be running in the state; null for none.
const LiveThread *runningThread(const FlowState &State, SpawnId Spawn) {
  for (const auto &[Key, Thread] : State.Threads)
    if (Key.Which == Spawn)
      return &Thread;
  return nullptr;
}

bool uses(const Fact &Step, StorageId Of) {
  const auto *Use = std::get_if<event::Use>(&Step.What);
  return Use && Use->What == Of;
}

} // namespace

bool isSameObject(const FunctionFacts &F, SpawnId Spawn, StorageId Of,
                  FactPosition Use) {
  const auto Ends = [&](const Fact &Step) {
    const auto *E = std::get_if<event::Expire>(&Step.What);
    return E && llvm::is_contained(E->What, Of);
  };
  std::vector<BlockId> Open;
  std::set<BlockId> Seen;
  // Walks one block from a fact on; whether the use is reached.
  const auto Walk = [&](FactPosition From) {
    const Block &At = F.Blocks[From.Block];
    for (size_t I = From.Index; I != At.Facts.size(); ++I) {
      if (From.Block == Use.Block && I == Use.Index)
        return true;
      if (Ends(At.Facts[I]))
        return false;
    }
    for (const Edge &E : At.Next)
      if (!E.Never && llvm::none_of(E.Facts, Ends) && Seen.insert(E.To).second)
        Open.push_back(E.To);
    return false;
  };
  for (BlockId B = 0; B != F.Blocks.size(); ++B)
    for (size_t I = 0; I != F.Blocks[B].Facts.size(); ++I) {
      const auto *S = std::get_if<event::Spawn>(&F.Blocks[B].Facts[I].What);
      if (S && S->Which == Spawn && Walk({B, I + 1}))
        return true;
    }
  while (!Open.empty()) {
    const BlockId Next = Open.back();
    Open.pop_back();
    if (Walk({Next, 0}))
      return true;
  }
  return false;
}

std::optional<SharedUse> findSharedUse(const FunctionFacts &F,
                                       const FunctionFlow &Flow, SpawnId Spawn,
                                       StorageId Of) {
  std::optional<SharedUse> Doubtful;
  for (BlockId B = 0; B != F.Blocks.size(); ++B) {
    const std::vector<Fact> &Facts = F.Blocks[B].Facts;
    FlowState State = Flow.AtEntry[B];
    if (!State.Reachable ||
        llvm::none_of(Facts, [&](const Fact &Step) { return uses(Step, Of); }))
      continue;
    for (size_t I = 0; I != Facts.size(); ++I) {
      const LiveThread *Thread =
          uses(Facts[I], Of) ? runningThread(State, Spawn) : nullptr;
      if (Thread && isSameObject(F, Spawn, Of, {B, I})) {
        if (Thread->Doubt.empty())
          return SharedUse{&Facts[I], ""};
        if (!Doubtful)
          Doubtful = SharedUse{&Facts[I], Thread->Doubt};
      }
      applyFact(State, Facts[I], F);
    }
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
