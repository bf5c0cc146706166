//===- LockProgram.h - Locks across functions -------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Summaries in, a linked program out: which locks a call may take, whether it
// may block, and the edges of the lock order. One unit is a program of one.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PROGRAM_LOCKPROGRAM_H
#define FEARLESS_CHECKS_PROGRAM_LOCKPROGRAM_H

#include "program/AccessProgram.h"
#include "llvm/ADT/StringMap.h"

namespace fearless {

/// A lock that a function takes, itself or through calls.
struct ReachedLock {
  LockObject Lock;
  LockMode Mode = LockMode::Exclusive;
  bool Try = false;
  /// Rests on a call whose target is not surely that.
  bool Possible = false;
  /// If it is possible, for such a call; None: the target is not known.
  CallDoubt Doubt = CallDoubt::None;
  /// The function's parameters say whether it happens.
  std::map<unsigned, bool> Given;
  /// Locks of callers that are released by then.
  std::vector<AccessPath> Released;
  /// The place in this function: the call, or where it is taken.
  Place At;
  /// The function that the call reaches, and the item of its list; -1: none.
  int Callee = -1;
  unsigned Item = 0;
};

/// A call that may block, itself or through calls.
struct ReachedBlock {
  BlockingCall Blocks;
  bool Possible = false;
  CallDoubt Doubt = CallDoubt::None;
  std::map<unsigned, bool> Given;
  std::vector<AccessPath> Released;
  /// It lets go of a lock while it waits, and no function on the way was seen
  /// to hold that.
  bool LetsUnknown = false;
  Place At;
  int Callee = -1;
  unsigned Item = 0;
};

/// A function of the program, linked.
struct LinkedLocks {
  LockSummary Summary;
  /// The units that it is in; empty in a program of one.
  std::set<std::string> Units;
  std::vector<ReachedLock> Locks;
  std::vector<ReachedBlock> Blocks;
  AccessSummary Accesses;
  LinkedAccesses Reached;
  /// Classes of locks that every known caller holds, and the weakest mode in
  /// which one does; nullopt: no caller is known.
  std::optional<std::map<std::string, LockMode>> HeldByCallers;
  /// Only the main thread runs it, as far as is known.
  bool OnlyMain = false;
  /// All known callers test which of two objects comes first.
  bool OrderedByCallers = false;
};

/// What a call may run.
struct CallTarget {
  int Function = -1;
  bool Possible = false;
  /// The call as that function sees it.
  LockCall Call;
};

/// All functions, callees before callers where that can be.
struct LockProgram {
  std::vector<LinkedLocks> Functions;
  /// Several where units differ: of static functions, and of others in programs
  /// that are built from one database.
  llvm::StringMap<llvm::SmallVector<int, 1>> ByEntity;
  std::map<std::string, std::vector<std::string>> Overriders;
  /// The orders that locks are declared to have.
  std::vector<LockOrder> Orders;
  /// The levels that they are declared to have.
  std::vector<LockLevel> Levels;

  /// The functions with that entity that From may call: those of its own units
  /// if there are some, else all.
  std::vector<int> definitionsOf(llvm::StringRef Entity,
                                 const LinkedLocks &From) const;

  /// The functions that an event of From calls, and closures that it hands them
  /// and that they run.
  std::vector<CallTarget> targetsOf(const LinkedLocks &From,
                                    const LockEvent &E) const;
};

/// Adds what callees run of the closures that they are given while they hold
/// locks, as events of who gives them. Once, before functions are linked.
void expandCallbacks(LockProgram &P);

/// Makes and links the summaries of one unit.
LockProgram linkLocks(const UnitFacts &Unit);

/// The same, made once for all rules.
const LockProgram &locksOf(const UnitFacts &Unit);

/// Links functions of which only the summaries are known, in any order. Whether
/// only the main thread runs them, and who calls them beside those, is said by
/// them.
LockProgram
linkLocks(std::vector<LinkedLocks> Functions,
          std::map<std::string, std::vector<std::string>> Overriders);

/// The summaries of a unit that a program of more units needs.
std::vector<LockSummary> selectLocks(const LockProgram &P);

/// Whether both are in one unit.
bool shareUnit(const LinkedLocks &A, const LinkedLocks &B);

/// Whether each unit has a lock of its own of that class: the variable, or the
/// class with the field, has internal linkage.
bool isOfEachUnit(const std::string &Class);

/// Whether the lock with that path is released for a while at an item that is
/// reached by a call of an event.
bool isReleased(const AccessPath &Held,
                const std::vector<AccessPath> &Released);

/// What a call may reach, as the function with that event sees it.
std::vector<ReachedLock> reachedLocks(const LockProgram &P,
                                      const LinkedLocks &F, const LockEvent &E);
std::vector<ReachedBlock>
reachedBlocks(const LockProgram &P, const LinkedLocks &F, const LockEvent &E);

/// Why something that is reached is only possible, in words.
std::string spellDoubt(CallDoubt Doubt);

/// The steps from a place in a function to where a reached lock is taken, or
/// to the call that blocks.
struct ChainStep {
  Place At;
  /// The function that is called there; empty for the last.
  std::string Calls;
};
std::vector<ChainStep> chainOf(const LockProgram &P, const ReachedLock &R);
std::vector<ChainStep> chainOf(const LockProgram &P, const ReachedBlock &R);

/// A pair of locks, the second taken while the first is held.
struct LockEdge {
  LockAt First;
  LockObject FirstLock;
  /// Where the second is taken or reached, in the same function.
  ReachedLock Second;
  int Function = -1;
  /// Classes of the other locks held all the way.
  std::set<std::string> Gates;
};

/// The function that itself takes the second lock.
const LinkedLocks &takerOf(const LockProgram &P, const LockEdge &E);

/// All edges of the lock order, in the order of functions and events.
std::vector<LockEdge> findLockEdges(const LockProgram &P);

} // namespace fearless

#endif
