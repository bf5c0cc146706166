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

#include "facts/AccessFacts.h"
#include "facts/LockFacts.h"
#include "facts/Objects.h"
#include "finding/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <memory>
#include <variant>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

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

/// A thread starts; its handle is left in Handle, beside others if Keep. Where
/// the called function has let go of it, there is none. Through: in what Handle
/// points to. Waiting for Awaited waits for it, too.
struct Spawn {
  SpawnId Which;
  std::optional<StorageId> Handle;
  bool Keep;
  bool Through = false;
  std::optional<StorageId> Awaited = {};
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
  std::vector<StorageId> What;
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

/// A function that no row describes is called: what it does with its arguments
/// is the program's to say.
struct Call {
  CallId Which;
};

/// The call may fail to start its threads: they exist only where the condition,
/// which tests the call's result, is not that.
struct Outcome {
  CallId Which;
  ConditionId Unless;
  bool FailsIf = true;
};

/// A callable that the value holds is called.
struct Run {
  Value What;
};

/// A call that may run or drop the callables that What or a part of it keeps.
/// Anything: those of any object.
struct Touch {
  StorageId What;
  /// The function that is called.
  std::string Callee;
  bool Anything = false;
};

/// Something happens to locks, or may happen in a call.
struct Lock {
  LockStepId Which;
};

/// An object that another thread may reach is read or written, or threads may
/// speak to each other.
struct Access {
  AccessId Which;
};

/// The spawner uses something that crosses at some spawn and is not clearly
/// fit for it.
struct Use {
  StorageId What;
};

using Any =
    std::variant<Assign, Move, Spawn, Succeed, Join, Detach, Vacate, Wait,
                 Share, Leave, Link, Expire, Assume, Forget, Set, Surrender,
                 Call, Outcome, Run, Touch, Lock, Use, Access>;

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
  /// Taken when something throws, or the program ends: the function does not
  /// return this way.
  bool Abrupt = false;
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
  /// Names the function across units.
  std::string Entity;
  /// What findings in it are said to be in.
  fearless::Enclosing In;
  Place At;
  std::vector<Storage> Storages;
  std::vector<Loan> Loans;
  std::vector<SpawnSite> Spawns;
  std::vector<CallSite> Calls;
  std::vector<Condition> Conditions;
  LockFacts Locks;
  AccessFacts Accesses;
  std::vector<Block> Blocks;
  /// Some statement was not understood by the compiler: the absence of a join
  /// proves nothing.
  bool Broken = false;
  /// It is a constructor.
  bool Constructs = false;
  /// For the body of a lambda: the function around it, as an index into
  /// UnitFacts::Functions; -1 for others and where that one is of no interest.
  int Enclosing = -1;
  /// What holds the result on return, where that may refer to something.
  std::optional<StorageId> Result;
};

struct LockProgram;

/// A field of a class that has a destructor to run.
struct EndingField {
  std::string Entity;
  std::string Name;
  Place At;
};

/// What has ended when a field joins its threads.
struct EndedBefore {
  /// The fields that are declared behind it.
  std::vector<EndingField> Fields;
  /// Code that is not seen can get at the handle, and may join before: it is
  /// public, or the class has functions whose bodies the unit has not.
  bool IsOpen = false;
};

/// The functions of a unit, in source order.
struct UnitFacts {
  /// The locks of the unit linked, once a rule has asked for them
  /// (program/LockProgram.h).
  mutable std::shared_ptr<const LockProgram> Locks;
  std::vector<FunctionFacts> Functions;
  /// The orders that locks are declared to have.
  std::vector<LockOrder> LockOrders;
  std::vector<LockLevel> LockLevels;
  /// What classes and their bases promise by annotation.
  std::vector<KeptPromise> Promises;
  /// For each field that joins threads as it ends, by entity. Only of classes
  /// whose destructor nobody wrote, which could join before.
  std::map<std::string, EndedBefore> JoiningFields;
  /// For each virtual function, by entity, those that override it directly.
  std::map<std::string, std::vector<std::string>> Overriders;
};

/// A storage's name where it is unique in the function, else with its number.
std::string nameInDump(StorageId S, const FunctionFacts &In);

/// Whether dumps show the fact; of calls that say nothing of locks they show
/// the event of the call alone.
bool isInDump(const Fact &F, const FunctionFacts &In);

/// Prints one fact as a dump line, without indentation or line end.
void printFact(llvm::raw_ostream &OS, const Fact &F, const FunctionFacts &In);

/// Prints all functions: what `fearless dump facts` shows.
void printFacts(llvm::raw_ostream &OS, const UnitFacts &Unit);

} // namespace fearless

#endif
