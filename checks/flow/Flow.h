//===- Flow.h - What holds at each point of a function ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts in, states out: at every point, which threads may be running, what they
// borrow, who holds their handles, and what each storage holds. Solved forward
// over the blocks; where ways meet, a thread runs if it runs on one of them.
//
// Not seen: values behind two pointers, elements of a container one by one,
// more than two generations of one spawn in a loop.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FLOW_FLOW_H
#define FEARLESS_CHECKS_FLOW_FLOW_H

#include "facts/Facts.h"
#include <map>
#include <set>

namespace fearless {

/// Why nobody in the function waits for a thread any more.
enum class LooseReason : uint8_t {
  Held,     ///< it is not loose: a handle in the function names it
  Detached, ///< its handle was detached
  Leaked,   ///< its last handle ended, and did nothing about it
  Returned, ///< its handle is returned
  HandedOn, ///< its handle was moved to code that is not seen
  Inside,   ///< the function that was called has let go of it
};

/// A thread that may be running.
struct LiveThread {
  /// What the thread holds: loans, Copy loans among them.
  std::set<LoanId> Loans;
  /// Storages that hold a handle of it, or keep it until it is run.
  std::set<StorageId> Handles;
  /// Storages that can be waited for instead, and whose end means nothing to
  /// it: the future of a task that a pool holds.
  std::set<StorageId> Awaited;
  LooseReason Loose = LooseReason::Held;
  /// Where it came loose.
  Place LooseAt;
  /// The function that its handle went to, for HandedOn.
  std::string HandedTo;
  /// Why it may have been waited for all the same; empty: it surely was not.
  std::string Doubt;
  /// Where it may have been; nowhere if that is no place.
  Place DoubtAt;
  /// The doubt is about what became of a handle, which a later detach removes.
  bool DoubtsHandle = false;
  /// The handles that it came loose from. Joining one of these would be an
  /// error, so a way that does is not taken.
  std::set<StorageId> WasHeldBy;
  /// Conditions without which the thread does not exist.
  std::map<ConditionId, bool> Given;

  bool operator==(const LiveThread &) const = default;
};

/// Names a thread: its spawn, and whether it was started in an earlier round of
/// a loop than the newest of that spawn.
struct ThreadKey {
  SpawnId Which;
  bool Earlier;

  auto operator<=>(const ThreadKey &) const = default;
};

/// What holds at one point.
struct FlowState {
  bool Reachable = false;
  std::map<ThreadKey, LiveThread> Threads;
  /// The loans that the value of a storage holds.
  std::map<StorageId, std::set<LoanId>> Contents;
  /// Waiting for the key waits for whoever knows the value.
  std::map<StorageId, std::set<StorageId>> Links;
  std::map<ConditionId, bool> Known;
  /// Storages whose contents have gone elsewhere.
  std::set<StorageId> Surrendered;

  bool operator==(const FlowState &) const = default;
};

/// The state at the entry of every block.
struct FunctionFlow {
  std::vector<FlowState> AtEntry;
};

/// Solves one function.
FunctionFlow solveFlow(const FunctionFacts &F);

/// A thread may be running at the end of a storage that it borrows.
struct Outlived {
  ThreadKey Which;
  /// The state of the thread right before.
  LiveThread Thread;
  LoanId Borrow;
  EndReason Why;
  /// Where the storage ends.
  Place At;
};

/// All pairs of a running thread and an ending storage that it borrows, in the
/// order of blocks and facts.
std::vector<Outlived> findOutlived(const FunctionFacts &F,
                                   const FunctionFlow &Flow);

/// Prints the state at the entry of every block and behind every fact: what
/// `fearless dump flow` shows.
void printFlow(llvm::raw_ostream &OS, const UnitFacts &Unit);

} // namespace fearless

#endif
