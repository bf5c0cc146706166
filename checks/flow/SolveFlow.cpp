//===- SolveFlow.cpp - Facts -> what holds at each point ------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the facts of one function, gives the state at each block's entry. What
// each event means is defined by Transfer.cpp.
//
//===----------------------------------------------------------------------===//

#include "flow/Flow.h"
#include "flow/OneBlockTemporaries.h"
#include "flow/Transfer.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

namespace fearless {
namespace {

// What follows brings together what holds on two ways, and says whether Into
// has changed.

template <typename Key>
bool keepCommon(std::map<Key, bool> &Into, const std::map<Key, bool> &From) {
  return std::erase_if(Into, [&](const auto &Entry) {
    const auto Other = From.find(Entry.first);
    return Other == From.end() || Other->second != Entry.second;
  });
}

template <typename Element>
bool unite(std::set<Element> &Into, const std::set<Element> &From) {
  const size_t Before = Into.size();
  Into.insert(From.begin(), From.end());
  return Into.size() != Before;
}

template <typename Key, typename Element>
bool unite(std::map<Key, std::set<Element>> &Into,
           const std::map<Key, std::set<Element>> &From) {
  bool Changed = false;
  for (const auto &[K, Elements] : From) {
    const auto [Entry, Inserted] = Into.try_emplace(K, Elements);
    Changed |= Inserted || unite(Entry->second, Elements);
  }
  return Changed;
}

/// A thread that runs on both ways. It is loose if it is loose on one of them,
/// and beyond doubt if it is on one of them.
bool joinThread(LiveThread &Into, const LiveThread &From) {
  const LiveThread Before = Into;
  Into.Loans.insert(From.Loans.begin(), From.Loans.end());
  Into.Handles.insert(From.Handles.begin(), From.Handles.end());
  Into.Awaited.insert(From.Awaited.begin(), From.Awaited.end());
  const bool TakesOver =
      Into.Loose == LooseReason::Held ||
      (From.Loose != LooseReason::Held && From.LooseAt < Into.LooseAt);
  if (TakesOver && From.Loose != LooseReason::Held) {
    Into.Loose = From.Loose;
    Into.LooseAt = From.LooseAt;
    Into.HandedTo = From.HandedTo;
  }
  if (From.Doubt.empty() || (!Into.Doubt.empty() && From.Doubt < Into.Doubt))
    std::tie(Into.Doubt, Into.DoubtAt, Into.DoubtsHandle) =
        std::tie(From.Doubt, From.DoubtAt, From.DoubtsHandle);
  Into.WasHeldBy.insert(From.WasHeldBy.begin(), From.WasHeldBy.end());
  keepCommon(Into.Given, From.Given);
  return Into != Before;
}

/// Both ways can be reached.
bool joinStates(FlowState &Into, const FlowState &From) {
  bool Changed = false;
  for (const auto &[Key, Thread] : From.Threads) {
    const auto [Entry, Inserted] = Into.Threads.try_emplace(Key, Thread);
    Changed |= Inserted || joinThread(Entry->second, Thread);
  }
  Changed |= unite(Into.Contents, From.Contents);
  Changed |= unite(Into.Links, From.Links);
  Changed |= keepCommon(Into.Known, From.Known);
  Changed |= unite(Into.Surrendered, From.Surrendered);
  return Changed;
}

/// The state behind the edge.
FlowState leaveBy(const Edge &E, FlowState State, const FunctionFacts &F) {
  if (E.IfCallThrows)
    for (auto &Entry : State.Threads)
      if (Entry.second.Doubt.empty())
        Entry.second.Doubt = "a call would have to throw";
  for (const Fact &Step : E.Facts)
    applyFact(State, Step, F);
  return State;
}

} // namespace

FunctionFlow solveFlow(const FunctionFacts &F) {
  FunctionFlow Flow;
  Flow.AtEntry.resize(F.Blocks.size());
  if (F.Blocks.empty())
    return Flow;
  Flow.AtEntry[0].Reachable = true;
  std::set<BlockId> Pending = {0};
  // The lattice is finite; the bound guards against a transfer that is not
  // monotone, and is far above what any function needs.
  size_t Budget = 64 * F.Blocks.size() + 1024;
  const std::vector<std::vector<StorageId>> Ended = findOneBlockTemporaries(F);
  while (!Pending.empty() && Budget-- != 0) {
    const BlockId Now = *Pending.begin();
    Pending.erase(Pending.begin());
    FlowState State = Flow.AtEntry[Now];
    for (const Fact &Step : F.Blocks[Now].Facts)
      applyFact(State, Step, F);
    for (StorageId S : Ended[Now])
      State.Contents.erase(S);
    for (const Edge &E : F.Blocks[Now].Next) {
      if (E.Never)
        continue;
      FlowState &Entry = Flow.AtEntry[E.To];
      const bool IsLast = &E == &F.Blocks[Now].Next.back();
      FlowState Left = leaveBy(E, IsLast ? std::move(State) : State, F);
      if (!Left.Reachable)
        continue;
      if (Entry.Reachable) {
        if (joinStates(Entry, Left))
          Pending.insert(E.To);
        continue;
      }
      Entry = std::move(Left);
      Pending.insert(E.To);
    }
  }
  return Flow;
}

std::vector<Outlived> findOutlived(const FunctionFacts &F,
                                   const FunctionFlow &Flow) {
  std::vector<Outlived> Found;
  for (size_t B = 0; B != F.Blocks.size(); ++B) {
    if (!Flow.AtEntry[B].Reachable)
      continue;
    FlowState State = Flow.AtEntry[B];
    for (const Fact &Step : F.Blocks[B].Facts)
      applyFact(State, Step, F, &Found);
    for (const Edge &E : F.Blocks[B].Next) {
      if (E.Never)
        continue;
      Edge Bare = E;
      Bare.Facts.clear();
      FlowState OnEdge = leaveBy(Bare, State, F);
      for (const Fact &Step : E.Facts)
        applyFact(OnEdge, Step, F, &Found);
    }
  }
  return Found;
}

} // namespace fearless
