//===- Program.h - Summaries, linked ----------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known about the functions of a unit when each knows what those that
// it calls do: facts with the effects of calls among them, and summaries. The
// program of one unit is a program.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PROGRAM_PROGRAM_H
#define FEARLESS_CHECKS_PROGRAM_PROGRAM_H

#include "facts/Facts.h"
#include "summary/UnitFile.h"

namespace fearless {

/// The linked functions of one unit, or of many.
struct Program {
  /// The unit's facts, where each call is followed by the events that it comes
  /// to; empty for a program of many units.
  UnitFacts Unit;
  UnitSummary Summary;
  /// The members and globals whose callables are run by threads, as the fields
  /// on the way to them.
  std::set<std::vector<std::string>> RunByThreads;
  /// Functions of Unit, by number, that pass callables to functions that are
  /// not seen: their facts as they were.
  std::map<size_t, FunctionFacts> Open;
  /// The pairs of an order file, the class of the first lock first: the order
  /// that is known and wanted. Empty: there is none.
  std::set<std::pair<std::string, std::string>> Order;
};

/// The functions that a call may reach.
struct Targets {
  std::vector<const FunctionSummary *> Known;
  /// Some function that the call may reach has no summary.
  bool Incomplete = false;
};

/// Resolves a call through the overriders of virtual functions.
Targets targetsOf(const std::string &Callee, bool IsVirtual,
                  const UnitSummary &Of);

/// A function's facts with the effects of its calls, as far as they are known.
struct LinkedFunction {
  FunctionFacts Facts;
  /// The callables of members and globals that called functions run.
  std::set<AccessPath> RunsInside;
};

/// What all functions that are not seen are supposed to do with one of the
/// callables that they are given.
struct Supposed {
  Escape Does;
  /// The first, the second, ...
  unsigned Callable = 0;
};

/// Adds behind each call what it comes to.
LinkedFunction linkCalls(FunctionFacts F, const UnitSummary &Callees,
                         const Supposed *Unseen = nullptr);

/// The members and globals whose callables threads run.
std::set<std::vector<std::string>> findRunByThreads(const UnitSummary &All);

/// The same, where it is known which functions some thread runs.
std::set<std::vector<std::string>>
findRunByThreads(const UnitSummary &All,
                 llvm::function_ref<bool(const std::string &)> RunsOnThread);

/// Whether what a path leads to is one of them.
bool isRunByThreads(const AccessPath &Keeper,
                    const std::set<std::vector<std::string>> &RunByThreads);

/// Whether a class of what leads to the keeper starts a thread with its
/// objects: then those of every object are run, not only of some that a
/// function runs.
bool isRunByOwnThreads(const AccessPath &Keeper, const UnitSummary &All);

/// The local variable of the function that keeps a callable, if it is one.
std::optional<StorageId> ownKeeperOf(SpawnId Stored, const FunctionFacts &F);

/// Whether some thread that the function starts refers to the storage.
bool isGivenToThread(StorageId S, const FunctionFacts &F);

/// Links the functions of one unit, callees before their callers; recursive
/// ones until nothing changes.
Program linkUnit(UnitFacts Unit);

class ProgramIndex;

/// Links what units tell of themselves; Index has looked at all of them.
Program linkProgram(UnitFile All, const ProgramIndex &Index);
Program linkProgram(UnitFile All);

/// Adds the escapes of what goes to functions of other units.
void resolvePassings(UnitSummary &All);

/// What is found of a capture when the program is known.
std::vector<Finding> resolveCapture(const OpenCapture &O, const Program &P);

/// A function with external linkage that units see with different bodies at one
/// place: a macro or a flag makes it another one.
struct BodyDifference {
  std::string Name;
  Place At;
  /// The main files of two units that differ.
  std::string File, OtherFile;

  auto operator<=>(const BodyDifference &) const = default;
};

/// Where units differ in what a function does to locks, in order, as far as it
/// is needed.
std::vector<BodyDifference> findDifferences(const UnitFile &All,
                                            const ProgramIndex &Index);

/// Prints what linking has found beyond the summaries: what `fearless dump
/// program` shows.
void printProgram(llvm::raw_ostream &OS, const Program &P);

} // namespace fearless

#endif
