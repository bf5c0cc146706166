//===- Model.h - What names mean: rows about libraries ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts about libraries that no body in the unit shows: which calls start a
// thread, which types own one, which calls wait, which types borrow or may
// cross between threads. Rows come
// from YAML (model/data/*.yaml compiled in, further files by option) through
// LoadModel.h and are matched against declarations by MatchModel.h. No clang
// type appears here.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_MODEL_H
#define FEARLESS_CHECKS_MODEL_MODEL_H

#include "model/LockRows.h"
#include "model/TypeCondition.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <optional>
#include <string>
#include <vector>

namespace fearless {

/// How a callable and its arguments go over to the new thread.
enum class Transfer {
  /// Decay-copied by the spawner: arrays become pointers, `std::ref` survives.
  Decay,
  /// Copied or moved as they are.
  Copy,
  /// One raw pointer, as in `pthread_create`.
  Pointer,
};

/// Where a spawn leaves the handle of its thread.
enum class HandlePlace {
  /// In the object under construction: `std::thread t(f);`
  This,
  /// In the result: `std::async(f)`.
  Result,
  /// In what an argument points to: `pthread_create(&t, ...)`.
  Pointee,
  /// The object of the call keeps the callable until a thread of its own runs
  /// it, and its end waits for that or drops it: `group.run(f)`.
  Object,
  /// Nowhere: some thread runs it some time, as in `asio::post(context, f)`.
  None,
  /// Nowhere, and it has ended when the call returns: a parallel algorithm.
  Call,
};

/// A call that runs a callable on another thread.
struct SpawnRow {
  /// Qualified name of a function or constructor, inline namespaces left out.
  std::string Name;
  /// Position of the callable, counted behind the arguments of SkipTypes.
  unsigned Callable = 0;
  /// It is the last argument instead, wherever that is.
  bool CallableIsLast = false;
  /// Types of leading arguments that are not the callable (`std::launch`).
  std::vector<std::string> SkipTypes;
  /// Positions of the callable's arguments; nullopt: all behind the callable.
  std::optional<std::vector<unsigned>> Args;
  Transfer How = Transfer::Decay;
  HandlePlace Handle = HandlePlace::Result;
  /// A first argument of one of these types is the object that keeps the
  /// callable, as for HandlePlace::Object.
  std::vector<std::string> KeptBy;
  /// Position of the handle's pointer, for HandlePlace::Pointee.
  unsigned HandleArg = 0;
  /// The call returns nonzero when no thread was started.
  bool NonzeroIsFailure = false;
  /// An enumerator among the arguments with which no thread is started.
  std::string DeferredBy;
  std::string Source;
};

/// What becomes of a thread when its last handle is destroyed.
enum class HandleEnd {
  /// The destructor waits for it (`std::jthread`, the future of `std::async`).
  Join,
  /// The destructor ends the program (`std::thread`).
  Terminate,
  /// Nothing: it runs on (`pthread_t`).
  Leak,
};

/// A type whose objects own or name a running thread.
struct HandleRow {
  std::string Name;
  /// Members, or free functions whose first argument is the handle, that
  /// return once the thread has ended.
  std::vector<std::string> Join;
  /// Likewise, after which nothing waits for the thread.
  std::vector<std::string> Detach;
  /// Likewise: false means that the handle owns no thread.
  std::vector<std::string> Test;
  /// Likewise, that only look at the handle or its thread: they neither wait
  /// for it nor take it over (`native_handle`, `pthread_kill`).
  std::vector<std::string> Looks;
  HandleEnd AtEnd = HandleEnd::Leak;
  /// Copies name the same thread (`pthread_t`, `std::shared_future`).
  bool Copies = false;
  /// It is the result of coroutines: who has it may resume one, and destroying
  /// it ends that.
  bool Resumes = false;
  std::string Source;
};

/// A call after which something that another thread does is known to be done.
struct WaitRow {
  std::string Name;
  /// Position of the object waited for; nullopt: the object of the call.
  std::optional<unsigned> On;
  std::string Source;
};

/// What a type does with what it was made from, and with threads.
struct TypeRow {
  /// Without the template arguments.
  std::string Name;
  /// What stands for the template arguments: a name that conditions may use,
  /// `Ts...` for all that are left, or the qualified name of a type, `bool`,
  /// `true` or `false`, which the argument then has to be.
  std::vector<std::string> Pattern;
  /// It borrows: its objects are of use only while the original lives.
  bool View = false;
  /// It shares ownership: others may keep what it points to alive.
  bool Shares = false;
  /// When it has the traits; without a condition that is derived.
  std::optional<TypeCondition> Send, Sync, ThreadSafe;
  /// The row speaks of derived classes, too.
  bool WithDerived = false;
  /// Only the thread that locked it may unlock it.
  bool ThreadOwned = false;
  /// A class with this base has a count that is not atomic (`plain`), or one
  /// that is (`atomic`).
  std::string Count;
  /// The thread that objects belong to: "the thread that made it".
  std::string Affinity;
  /// Members for which ThreadSafe does not hold.
  std::vector<std::string> Except;
  /// Why it has not the traits, in a few words.
  std::string Reason;
  /// What the file is about: "boost".
  std::string Library;
  std::string Source;
};

/// What a function's result has to do with its arguments.
enum class ResultIs {
  /// A reference to argument 0 (`std::ref`).
  Reference,
  /// Argument 0 itself (`std::move`).
  Argument,
  /// A value that holds all arguments, decay-copied (`std::bind`).
  Bundle,
  /// The future of the object it is called on (`promise::get_future`).
  Link,
};

/// A function whose result refers to its arguments.
struct FunctionRow {
  std::string Name;
  ResultIs Result = ResultIs::Argument;
  std::string Source;
};

/// All rows, by name; those of types with literal arguments in their pattern by
/// name and pattern. Loading a file replaces rows of the same name.
struct Model {
  llvm::StringMap<SpawnRow> Spawns;
  llvm::StringMap<HandleRow> Handles;
  llvm::StringMap<WaitRow> Waits;
  llvm::StringMap<TypeRow> Types;
  llvm::StringMap<FunctionRow> Functions;
  llvm::StringMap<LockRow> Locks;
  llvm::StringMap<GuardRow> Guards;
  llvm::StringMap<LockFunctionRow> LockFunctions;
  llvm::StringMap<BlockingRow> Blocking;
  /// Names without a scope that files other than the shipped ones have rows
  /// for: functions of the user's own. All others are functions of C.
  llvm::StringSet<> OwnNames;
};

} // namespace fearless

#endif
