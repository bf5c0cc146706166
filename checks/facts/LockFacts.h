//===- LockFacts.h - What a function does to locks --------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of a function's facts that speaks of locks: the objects that are
// locked, and the steps that lock and unlock them, tie guards to them, block,
// or call. Steps are named by the events `event::Lock`; what each does to the
// set of held locks is defined by flow/TransferLocks.cpp.
//
// Not seen: spin loops over atomics, locks of other processes.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_LOCKFACTS_H
#define FEARLESS_CHECKS_FACTS_LOCKFACTS_H

#include "facts/LockInits.h"
#include "facts/Objects.h"
#include "finding/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <set>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

struct FunctionFacts;
struct UnitFacts;

/// Indices into the tables of LockFacts.
using LockId = uint32_t;
using LockStepId = uint32_t;

enum class LockMode : uint8_t { Exclusive, Shared };

/// An object that is locked, as an access path.
struct LockObject {
  AccessPath Path;
  /// As the user wrote it: "a.mutex_".
  std::string Text;
  /// What stands for all objects reached in that way: "Account::mutex_".
  std::string Name;
  /// Each evaluation in one call of the function names the same object: no
  /// element, no pointer that is changed on the way.
  bool One = false;
  bool Recursive = false;
  bool Spin = false;
  /// It is recursive or not by how it is initialized, which is not seen.
  bool MayRecurse = false;
  /// Known only by the name of what takes it, which says nothing of that
  /// either.
  bool ByName = false;

  auto operator<=>(const LockObject &) const = default;
};

/// What a step does.
enum class LockAction : uint8_t {
  Acquire, ///< the locks are taken, and held by the guard if there is one
  Release, ///< the locks are released
  Tie,     ///< the guard knows the locks, and holds none of them yet
  Adopt,   ///< the guard holds the locks, which are held already
  Relock,  ///< the guard takes what it knows, and others beside it
  Unlock,  ///< the guard releases what it knows
  Drop,    ///< the guard knows nothing any more; the locks stay held
  Move,    ///< the guard takes over what From knows
  Suspend, ///< the locks are released until the guard ends
  Block,   ///< a call that may block
  Call,    ///< a call of a function or of something that can be called
};

/// Why a call may not happen.
enum class CallDoubt : uint8_t {
  None,
  LastOwner, ///< a shared owner is dropped, which may not be the last
  OldTarget, ///< a function object is dropped, which may hold something else
};

/// What is called where the function is not known.
enum class UnknownCallee : uint8_t { None, FunctionObject, FunctionPointer };

/// A call, with its arguments as access paths.
struct LockCall {
  /// The entity of the function; empty where it is not known.
  std::string Callee;
  /// How messages call it: "Account::audit".
  std::string Name;
  bool IsVirtual = false;
  bool IsDestructor = false;
  CallDoubt Doubt = CallDoubt::None;
  /// It is declared to block or not to: what its body does counts for nothing.
  bool BlockingIsDeclared = false;
  AccessPath On;
  std::vector<AccessPath> Args;
  /// The object and the arguments as places (AccessFacts.h): what a reference
  /// names, the value of a pointer.
  AccessPath OnPlace;
  std::vector<AccessPath> Places;
  /// If the body is not seen, it may let threads wait for each other.
  bool MaySignal = false;
  /// Guards among the arguments, by position.
  std::map<unsigned, StorageId> Guards;
  /// Locks among the arguments as they are written, by position.
  std::map<unsigned, std::string> Texts;
  /// Constants among the arguments, by position: whether they are not zero.
  std::map<unsigned, bool> Flags;
  /// Functions and closures among the arguments, by position.
  std::map<unsigned, std::string> Runs;
  /// The guard that the call is made on.
  std::optional<StorageId> OnGuard;
  /// What is called where that is not known, and the path of it: a parameter,
  /// or what a member or global holds.
  UnknownCallee Unknown = UnknownCallee::None;
  AccessPath Callable;

  auto operator<=>(const LockCall &) const = default;
};

/// A call that may block.
struct BlockingCall {
  /// "std::thread::join"
  std::string Name;
  /// "waits for a thread to end"
  std::string Waits;
  /// 0 high, 1 medium, 2 low.
  uint8_t Tier = 0;
  /// It releases a lock while it waits.
  bool LetsGo = false;
  /// The macro for locking that has the call in its text, if one has: all its
  /// uses are one wait.
  std::string Macro;
  /// Where the thread was started for which a destructor waits, if one does.
  Place Started = {};

  auto operator<=>(const BlockingCall &) const = default;
};

/// One thing that happens to locks.
struct LockStep {
  LockAction Do = LockAction::Acquire;
  LockMode Mode = LockMode::Exclusive;
  /// The locks were got by trying.
  bool Try = false;
  /// Taken together, in an order that cannot deadlock, if there are several.
  std::vector<LockId> Locks;
  std::optional<StorageId> Guard;
  /// Of a relock: further guards that take what they know together with it.
  std::vector<StorageId> Others;
  std::optional<StorageId> From;
  Place At;
  LockCall Called;
  BlockingCall Blocks;
  /// It happens only where a count of owners comes to its end, which a caller
  /// seldom sees.
  bool OnlyForLastOwner = false;
  /// For a call of a function that takes or releases the locks, where its body
  /// is not known.
  std::optional<LockAction> Otherwise;
};

/// Two locks, by class, of which the first is declared to be locked first:
/// `__attribute__((acquired_before(Second)))`.
struct LockOrder {
  std::string First, Second;
  /// As messages call them: "Account::mutex_".
  std::string FirstName, SecondName;
  Place At;

  auto operator<=>(const LockOrder &) const = default;
};

/// A lock, by class, and its level: `fearless::lock_level`. Whoever holds a
/// lock takes only locks of higher levels.
struct LockLevel {
  std::string Lock;
  /// As messages call it.
  std::string Name;
  unsigned Level = 0;
  Place At;

  auto operator<=>(const LockLevel &) const = default;
};

/// Two guards in neighbouring statements, and what takes both locks at once.
struct GuardPair {
  /// Where the second lock is taken.
  Place At;
  Edit Together;
};

/// All about locks in one function.
struct LockFacts {
  std::vector<LockObject> Objects;
  std::vector<LockStep> Steps;
  /// What the end of a storage calls: the destructor of its class.
  std::map<StorageId, LockStepId> Ends;
  /// By spawn, what the destructor of its handle does where that still has the
  /// thread: it waits.
  std::map<SpawnId, LockStepId> Awaits;
  /// Storages that take locks to their end: of guard types, or of types with a
  /// member of such.
  std::map<StorageId, bool> ReleasesAtEnd;
  /// What holds the guard that the function returns.
  std::optional<StorageId> Result;
  /// By position, parameters that are guards: the lock that they stand for.
  std::map<unsigned, StorageId> GuardParams;
  /// How locks are initialized here.
  std::set<LockInit> Inits;
  /// By what stands for the target of a function object, the destructors that
  /// the closures run which it is given here.
  std::map<std::string, std::set<std::string>> Targets;
  std::vector<GuardPair> Pairs;
  /// It tests which of two objects comes first, by address or key, which fixes
  /// their order.
  bool OrdersObjects = false;

  bool empty() const { return Steps.empty(); }
  /// The object with that path, name and text.
  LockId add(LockObject Object);
};

/// What stands for all locks reached in one way: the last field, or the
/// variable; empty where neither is known.
std::string classOf(const AccessPath &Path);

/// Whether the lock is in a variable of that function's own, or in an object
/// that the function has made, and not in one that others have, too.
bool isOwnLocal(const AccessPath &Path, llvm::StringRef Function);

/// Marks the locks that some function of the unit makes recursive, or may.
void markRecursiveLocks(UnitFacts &Unit);

/// Likewise, the lock: by its class, or by what the same function does to it.
void markRecursiveLock(LockObject &Lock, const LockKinds &Kinds,
                       const std::set<LockInit> &Inits);

/// Prints one step as a dump line, without indentation or line end.
void printLockStep(llvm::raw_ostream &OS, const LockStep &Step,
                   const FunctionFacts &In);

} // namespace fearless

#endif
