//===- Objects.h - What the events of a function speak of -------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tables of one function's facts: storages, loans, conditions, spawns and
// calls. The events over them are in Facts.h.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_OBJECTS_H
#define FEARLESS_CHECKS_FACTS_OBJECTS_H

#include "facts/AccessPath.h"
#include "facts/Crossing.h"
#include "finding/Place.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fearless {

/// Where a storage lives, which decides when it dies.
enum class StorageKind : uint8_t {
  /// A local variable: `int x;`
  Local,
  /// A parameter passed by value: dies with the call.
  Parameter,
  /// What a reference, pointer or view parameter names: the caller's object.
  Callers,
  /// A temporary: dies at the end of the full expression.
  Temporary,
  /// A copy held by the closure of the function, where that closure is the
  /// callable of a spawn and so dies with the call.
  ClosureCopy,
  /// Likewise, of a closure whose end is not known.
  UnknownClosureCopy,
  /// A local of the enclosing function, borrowed by the closure.
  Enclosing,
  /// `*this`.
  This,
  /// A member, global or other object that outlives the call; the name is the
  /// access path.
  Outside,
};

/// What destroying a storage does to the threads that it holds.
enum class EndOfThreads : uint8_t { Join, Terminate, Leak, Detach, Unknown };

/// An object with a lifetime.
struct Storage {
  StorageKind Kind = StorageKind::Local;
  /// As the user wrote it; an access path for Outside; empty for temporaries.
  std::string Name;
  /// The type as written, for messages.
  std::string Type;
  Place Declared;
  EndOfThreads AtEnd = EndOfThreads::Leak;
  /// Copies of a handle held here name the same thread.
  bool CopiesHandle = false;
  /// It is itself a handle, not a container or pointer that may lead to
  /// several.
  bool IsHandle = false;
  bool IsPointer = false;
  /// Through the object one thread can tell another that it is done: it holds
  /// an atomic, a condition variable, a promise, or something not seen.
  bool CanSignal = false;
  /// A value of the type is cheap and safe to copy (arithmetic, string, shared
  /// pointer), so capturing by value is a remedy.
  bool CopyIsRemedy = false;
  /// How callers name it; not known for what is the function's own.
  AccessPath Path;
};

/// What an lvalue or pointer leads to.
struct ObjectRef {
  enum class Depth : uint8_t {
    Unknown,  ///< nothing that is tracked
    Itself,   ///< the storage, or a part of it
    Contents, ///< something that the storage owns on the heap
    Pointee,  ///< what a pointer, iterator or view in the storage refers to
  };
  Depth How = Depth::Unknown;
  StorageId Root = 0;

  static ObjectRef itself(StorageId S) { return {Depth::Itself, S}; }

  bool isKnown() const { return How != Depth::Unknown; }
  bool isItself() const { return How == Depth::Itself; }
};

/// How a value refers to a storage.
enum class LoanKind : uint8_t {
  /// `[&x]`
  ReferenceCapture,
  /// `&x`
  Address,
  /// `std::ref(x)`, or a reference member bound to x.
  Reference,
  /// `std::string_view(x)`, `x.begin()`, `x.c_str()`
  View,
  /// `char x[8]` passed as `x`
  Decay,
  /// `[this]`, or the object of a member function
  This,
  /// Not a borrow: the value was copied or moved from x. It tells what the
  /// thread and its spawner both know, such as a latch behind a shared_ptr.
  Copy,
  /// Not a borrow: what the caller passed in a parameter, or what a member held
  /// when the function was entered.
  Incoming,
};

/// One way in which a value refers to a storage.
struct Loan {
  LoanKind Kind = LoanKind::Address;
  StorageId Of = 0;
  /// The loan is of something that the storage owns (the characters of a
  /// string), which survives when the storage is moved from.
  bool OfContents = false;
  /// The capture or argument.
  Place At;
  /// The type of the view, for View; the class, for This.
  std::string Through;
  /// Deleting the text between the two places makes the capture a copy, and
  /// that is surely right.
  bool OffersCopy = false;
  Place CopyFixBegin, CopyFixEnd;

  /// The value is of no use when the storage has ended.
  bool isBorrow() const {
    return Kind != LoanKind::Copy && Kind != LoanKind::Incoming;
  }
};

/// A value: loans made on the spot, and storages whose contents it takes over.
struct Value {
  std::vector<LoanId> Loans;
  std::vector<StorageId> From;

  bool empty() const { return Loans.empty() && From.empty(); }
};

/// A condition on which branches depend.
struct Condition {
  std::string Text;
  /// More than one branch tests it, or a constant is stored to what it tests:
  /// knowing it at one place says something at another.
  bool Recurs = false;
  /// The position of the parameter, a number or bool, that it tests for not
  /// being zero, if it tests just that and nobody writes it.
  std::optional<unsigned> Parameter = std::nullopt;
};

/// A place that a reader may want to see on the way, and what happens there.
struct Hop {
  Place At;
  /// In clang style: "'post' puts it into 'tasks_' here".
  std::string What;

  bool operator==(const Hop &) const = default;
};

/// Who runs the callable that crosses; nameOf() goes by the order.
enum class SpawnKind : uint8_t {
  /// A thread that the call starts.
  Thread,
  /// A thread that takes callables out of the object that keeps this one.
  Task,
  /// Nobody yet: an object keeps it, and whoever has that may run it.
  Stored,
  /// Not known: it goes to code that is not seen.
  Unknown,
  /// Whoever resumes the coroutine that the call makes, by its result.
  Coroutine,
};

/// Whether a handle owns what runs, rather than an object that keeps a
/// callable.
constexpr bool hasHandle(SpawnKind Kind) {
  return Kind == SpawnKind::Thread || Kind == SpawnKind::Coroutine;
}

/// A call that starts a thread, or that hands a callable to something that may
/// outlive the call.
struct SpawnSite {
  SpawnKind Kind = SpawnKind::Thread;
  /// "std::thread", "pthread_create", ...: how messages call it.
  std::string Name;
  /// What messages call the thread: "thread" or "task".
  std::string Noun;
  Place At;
  /// What crosses: the callable and its arguments.
  Value Crossing;
  /// The same, capture by capture, with the answers about their types.
  std::vector<fearless::Crossing> Crossings;
  /// The instantiation that the spawn is part of.
  Instantiation Instance;
  /// It runs only when somebody waits for it (`std::launch::deferred`).
  bool Deferred = false;
  /// A Task that is run only by threads which this function gives its keeper:
  /// when those have ended, it is done.
  bool IsRunHere = false;
  /// The class of `this` where the callable uses it is reference-counted.
  bool ThisIsCounted = false;
  /// A strong or weak reference to `*this` crosses beside it.
  bool KeepsThisAlive = false;
  /// The entities of the functions that the callable is known to run.
  std::vector<std::string> Runs;
  /// What that function is given, as places (AccessFacts.h).
  AccessPath OnPlace;
  std::vector<AccessPath> Places;
  /// What keeps a Task or Stored callable, or the handle of a thread that the
  /// called function starts: as that function sees it.
  AccessPath Keeper;
  /// What happens in called functions before the callable crosses, in order.
  std::vector<Hop> Within;
  /// What was not seen and would have to hold for the callable to run on.
  std::string Doubt;
};

/// The object of a call, or one argument.
struct CallArgument {
  /// The loans that the value holds, where it is a pointer, view, callable or
  /// the like.
  Value Holds;
  /// The object that a reference names, or that a pointer points to.
  ObjectRef Object;
  Place At;
  /// The value is, or may hold, something that can be called.
  bool Callable = false;
  /// The function is declared not to use it once the call has returned.
  bool NoEscape = false;
  /// The entities of the functions that it is known to run.
  std::vector<std::string> Runs;
  /// As for SpawnSite.
  bool ThisIsCounted = false;
  bool KeepsThisAlive = false;
  /// What would cross if the callable ran on another thread.
  std::vector<Crossing> Crossings;
};

/// A call of a function that no row describes, or of a callable object.
struct CallSite {
  /// The entity of the function as it is declared; empty if that is not known.
  std::string Callee;
  /// How messages call it: "post".
  std::string Name;
  Place At;
  /// The function may be overridden by that of a derived class.
  bool IsVirtual = false;
  /// The object of the call; for constructors, the one that is made.
  std::optional<CallArgument> On;
  std::vector<CallArgument> Args;
  /// The callable object that is called.
  std::optional<ObjectRef> Callable;
  /// What takes over a result that may refer to something or hold a thread.
  std::optional<StorageId> Result;
  /// The result is an object with a destructor, which may undo what was done.
  bool ResultHasEnd = false;
};

} // namespace fearless

#endif
