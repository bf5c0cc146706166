//===- Facts.h - What a function does, as atomic events ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The data between facts/ and everything behind it. CollectFacts.h makes it
// from the AST and its CFG; from here on no clang type is needed, so flow/ and
// rules/ can be tested from facts built by hand.
//
// A function is a graph of blocks of events over *storages* (objects with a
// lifetime) and *loans* (ways in which a value refers to a storage). Each
// storage has contents: the loans and the threads that its value holds. What an
// event means is defined by flow/Transfer.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_FACTS_H
#define FEARLESS_CHECKS_FACTS_FACTS_H

#include "finding/Place.h"
#include "model/Model.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

/// Indices into the tables of one FunctionFacts.
using StorageId = uint32_t;
using LoanId = uint32_t;
using SpawnId = uint32_t;
using ConditionId = uint32_t;
using BlockId = uint32_t;

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
  /// Through the object one thread can tell another that it is done: it holds
  /// an atomic, a condition variable, a promise, or something not seen.
  bool CanSignal = false;
  /// A value of the type is cheap and safe to copy (arithmetic, string, shared
  /// pointer), so capturing by value is a remedy.
  bool CopyIsRemedy = false;
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
};

/// A value: loans made on the spot, and storages whose contents it takes over.
struct Value {
  llvm::SmallVector<LoanId, 2> Loans;
  llvm::SmallVector<StorageId, 2> From;

  bool empty() const { return Loans.empty() && From.empty(); }
};

/// A condition on which branches depend.
struct Condition {
  std::string Text;
  /// More than one branch tests it, or a constant is stored to what it tests:
  /// knowing it at one place says something at another.
  bool Recurs = false;
};

/// A call that starts a thread.
struct SpawnSite {
  /// "std::thread", "pthread_create", ...: how messages call it.
  std::string Name;
  /// What messages call the thread: "thread" or "task".
  std::string Noun;
  Place At;
  /// What crosses: the callable and its arguments.
  Value Crossing;
  /// It runs only when somebody waits for it (`std::launch::deferred`).
  bool Deferred = false;
  /// The class of `this` where the callable uses it is reference-counted.
  bool ThisIsCounted = false;
  /// A strong or weak reference to `*this` crosses beside it.
  bool KeepsThisAlive = false;
};

/// Why a storage ends.
enum class EndReason : uint8_t {
  Scope,          ///< its scope ends
  Return,         ///< a return statement leaves its scope
  Jump,           ///< break, continue or goto leaves its scope
  FullExpression, ///< the full expression ends
  Throw,          ///< an explicit throw unwinds its scope
  Exception,      ///< an exception of a call may unwind its scope
};

/// What events say; flow/Transfer.cpp defines what each does.
namespace event {

/// To takes over the loans that the value holds, and the threads of handles
/// that are copied. Before that it loses its loans, unless Keep (an element is
/// added to a container, one of several is set); its threads stay.
struct Assign {
  StorageId To;
  Value From;
  bool Keep;
};

/// To takes over everything that From holds, threads too; From is left empty.
/// Through: what To points to takes it over instead.
struct Move {
  StorageId To;
  StorageId From;
  bool Keep;
  bool Through = false;
};

/// A thread starts; its handle is left in Handle, beside others if Keep.
struct Spawn {
  SpawnId Which;
  StorageId Handle;
  bool Keep;
};

/// The spawn may fail: its thread exists only where the condition, which tests
/// the call's result, is not that.
struct Succeed {
  SpawnId Which;
  ConditionId Unless;
  bool FailsIf = true;
};

/// The threads of Handle, and of what Handle points to, have ended.
struct Join {
  StorageId Handle;
};

/// Nothing waits for the threads of Handle any more.
struct Detach {
  StorageId Handle;
};

/// Handle owns no thread here (`joinable()` was false).
struct Vacate {
  StorageId Handle;
};

/// Something that another thread does with On is done: threads that know On
/// have finished with what they borrow.
struct Wait {
  StorageId On;
};

/// Storage What went to code that is not seen; threads that know it, or that it
/// holds, may have been waited for. Anything: the code may wait for any thread.
struct Share {
  StorageId What;
  bool Anything;
  /// The function it went to.
  std::string Callee;
};

/// What storage What holds leaves the function: it is returned, or moved to
/// code that is not seen.
struct Leave {
  StorageId What;
  bool Returned;
  std::string Callee;
};

/// From now on, waiting for Future waits for whoever knows Source.
struct Link {
  StorageId Future;
  StorageId Source;
};

/// These storages end, in this order.
struct Expire {
  llvm::SmallVector<StorageId, 4> What;
  EndReason Why;
};

/// The condition is known to be that, on this way.
struct Assume {
  ConditionId What;
  bool Holds;
};

/// A variable that the condition depends on is written.
struct Forget {
  ConditionId What;
};

/// The variable that the condition tests is set to a constant.
struct Set {
  ConditionId What;
  bool Holds;
};

/// What the storage owned has gone elsewhere; pointers into it live on.
struct Surrender {
  StorageId What;
};

using Any =
    std::variant<Assign, Move, Spawn, Succeed, Join, Detach, Vacate, Wait,
                 Share, Leave, Link, Expire, Assume, Forget, Set, Surrender>;

} // namespace event

/// One atomic event, and where in the source it happens.
struct Fact {
  event::Any What;
  Place At;
};

/// A way from one block to another, with what happens on it.
struct Edge {
  BlockId To = 0;
  std::vector<Fact> Facts;
  /// Taken only if an ordinary call throws.
  bool IfCallThrows = false;
  /// Never taken: it only keeps the place of a successor that cannot be
  /// reached.
  bool Never = false;
};

/// Events that happen one after the other, and the ways on.
struct Block {
  std::vector<Fact> Facts;
  std::vector<Edge> Next;
};

/// All facts of one function, lambda or instantiation. Blocks are numbered in
/// reverse postorder; block 0 is the entry, the last one the exit.
struct FunctionFacts {
  /// Qualified, for messages and dumps.
  std::string Name;
  Place At;
  std::vector<Storage> Storages;
  std::vector<Loan> Loans;
  std::vector<SpawnSite> Spawns;
  std::vector<Condition> Conditions;
  std::vector<Block> Blocks;
  /// Some statement was not understood by the compiler: the absence of a join
  /// proves nothing.
  bool Broken = false;
  /// For the body of a lambda: the function around it, as an index into
  /// UnitFacts::Functions; -1 for others and where that one is of no interest.
  int Enclosing = -1;
};

/// The functions of a unit that start threads, in source order.
struct UnitFacts {
  std::vector<FunctionFacts> Functions;
};

/// The words of dumps.
llvm::StringRef nameOf(StorageKind K);
llvm::StringRef nameOf(LoanKind K);
llvm::StringRef nameOf(EndReason R);
llvm::StringRef nameOf(EndOfThreads E);

/// A storage's name where it is unique in the function, else with its number.
std::string nameInDump(StorageId S, const FunctionFacts &In);

/// Prints one fact as a dump line, without indentation or line end.
void printFact(llvm::raw_ostream &OS, const Fact &F, const FunctionFacts &In);

/// Prints all functions: what `fearless dump facts` shows.
void printFacts(llvm::raw_ostream &OS, const UnitFacts &Unit);

} // namespace fearless

#endif
