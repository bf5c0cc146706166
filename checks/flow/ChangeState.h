//===- ChangeState.h - What events do to a state, in parts ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The steps that Transfer.cpp makes events of: threads end, come loose, lose
// their handles or what they borrow. Private to this room.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FLOW_CHANGESTATE_H
#define FEARLESS_CHECKS_FLOW_CHANGESTATE_H

#include "flow/Flow.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace fearless {

/// Changes one state at one place of a function.
class StateChange {
public:
  StateChange(FlowState &State, const FunctionFacts &F, const Place &At,
              std::vector<Outlived> *Found)
      : State(State), F(F), At(At), Found(Found) {}

protected:
  /// Removes the threads that the predicate says have ended.
  void
  endIf(llvm::function_ref<bool(const ThreadKey &, LiveThread &)> HasEnded);

  /// The threads that one of the storages holds have ended.
  void endHeldBy(const std::set<StorageId> &Held);

  /// The handle in a storage is destroyed or overwritten; a callable that is
  /// kept there, and not yet run, dies with its keeper.
  void dropThreads(StorageId S);

  /// Nobody runs a callable that its keeper no longer has.
  void dropStored(StorageId Keeper);

  /// A storage ends. Threads that are left with a dead borrow are found.
  void expire(StorageId S, EndReason Why);

  /// The loans that a value holds here.
  std::set<LoanId> loansOf(const Value &V) const;

  /// A thread knows one of the storages, or something that is linked to it.
  bool knowsOneOf(const LiveThread &T, const std::set<StorageId> &Of) const;

  /// Threads and contents lose such loans.
  void forgetLoans(llvm::function_ref<bool(const Loan &)> Matches);

  static bool holdsOneOf(const LiveThread &T, const std::set<StorageId> &Of);
  static void loosen(LiveThread &T, LooseReason Why, const Place &Where);
  void comeLoose(LiveThread &T, LooseReason Why) const;
  void doubt(LiveThread &T, std::string Why) const;

  FlowState &State;
  const FunctionFacts &F;
  const Place &At;
  std::vector<Outlived> *Found;
};

} // namespace fearless

#endif
