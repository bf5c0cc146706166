//===- AccessProgram.h - Accesses across functions --------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function accesses, itself and through calls, as its callers see it,
// with the locks held and the messages between threads before and behind.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PROGRAM_ACCESSPROGRAM_H
#define FEARLESS_CHECKS_PROGRAM_ACCESSPROGRAM_H

#include "summary/AccessSummary.h"
#include <set>

namespace fearless {

struct LinkedLocks;
struct LockProgram;

/// Something by which threads may order their accesses: a lock, or a signal on
/// some object. A place that starts from a result is a signal wherever it is;
/// an unknown one is code that is not seen.
struct Message {
  bool IsLock = false;
  AccessPath On;
  /// A signal whose answer decides the way on (AccessFacts.h).
  bool Decides = false;

  auto operator<=>(const Message &) const = default;
};

/// A lock that is held at an access.
struct HeldAtAccess {
  LockObject Lock;
  LockMode Mode = LockMode::Exclusive;
  Place Since;
  /// It is in a variable of a function that the thread runs: each thread has
  /// one of its own.
  bool IsOwn = false;
};

/// An access that a function makes, itself or through calls.
struct ReachedAccess {
  Access What;
  std::vector<HeldAtAccess> Held;
  /// Locks of callers that are released by then.
  std::vector<AccessPath> Released;
  /// What may come before it and behind it in the call of the function.
  std::set<Message> Before, After;
  /// Rests on a call whose target is not surely that.
  bool Possible = false;
  /// The place in this function: the access, or the call that leads to it.
  Place At;
  /// The function that the call reaches; empty for an access of its own.
  std::string Calls;
};

/// The accesses of a function that its callers can see, and all messages.
struct LinkedAccesses {
  std::vector<ReachedAccess> All;
  std::set<Message> Messages;
};

/// Collects what one function reaches; whether that is more than before.
bool linkAccesses(LockProgram &P, int Function);

/// What one access of a function, or one of its calls, comes to, in the terms
/// of that function.
ReachedAccess reachedAccess(const LinkedLocks &F, const AccessEvent &E);
std::vector<ReachedAccess> reachedAccesses(const LockProgram &P,
                                           const LinkedLocks &F,
                                           const OrderedCall &C);

/// The accesses of a function as somebody sees it who makes that call.
std::vector<ReachedAccess> accessesOf(const LinkedLocks &Callee,
                                      const LockCall &Call,
                                      llvm::StringRef Caller);

/// The messages that the points of one function come to.
class PointMessages {
public:
  PointMessages(const LockProgram &P, const LinkedLocks &F);

  /// Adds those of some points; once anything is possible, that is all.
  void add(PointSet Points, std::set<Message> &To) const;

private:
  std::vector<std::set<Message>> OfPoint;
};

/// Prints the accesses of every function, its own and those that it reaches:
/// what `fearless dump accesses` shows.
void printAccesses(llvm::raw_ostream &OS, const LockProgram &P);

} // namespace fearless

#endif
