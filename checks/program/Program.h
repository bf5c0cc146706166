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

/// Adds behind each call what it comes to.
LinkedFunction linkCalls(const FunctionFacts &F, const UnitSummary &Callees);

/// The members and globals whose callables threads run.
std::set<std::vector<std::string>> findRunByThreads(const UnitSummary &All);

/// Whether what a path leads to is one of them.
bool isRunByThreads(const AccessPath &Keeper,
                    const std::set<std::vector<std::string>> &RunByThreads);

/// Links the functions of one unit, callees before their callers; recursive
/// ones until nothing changes.
Program linkUnit(UnitFacts Unit);

/// Links what units tell of themselves.
Program linkProgram(const UnitFile &All);

/// A function with external linkage that units see with different bodies at one
/// place: a macro or a flag makes it another one.
struct BodyDifference {
  std::string Name;
  Place At;
  /// The main files of two units that differ.
  std::string File, OtherFile;

  auto operator<=>(const BodyDifference &) const = default;
};

/// Where units differ in what a function does to locks, in order.
std::vector<BodyDifference> findDifferences(const UnitFile &All);

/// Prints what linking has found beyond the summaries: what `fearless dump
/// program` shows.
void printProgram(llvm::raw_ostream &OS, const Program &P);

} // namespace fearless

#endif
