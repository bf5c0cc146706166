//===- UnitRun.h - What is run over a unit, and how it ended ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The data between the processes of one check: the driver writes a work folder,
// ninja starts `fearless run-unit` for each unit in it, and the driver reads
// what that left behind.
//
//   run.json                          RunPlan
//   build.ninja
//   units/N/compile_commands.json     the one entry of unit N
//   units/N/output.txt                what the run printed
//   units/N/findings.yaml             clang-tidy's export; absent if empty
//   units/N/results.json              what the checks themselves wrote
//   units/N/outcome.json              UnitOutcome; there once the run is over
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_UNITRUN_H
#define FEARLESS_DRIVER_COLLECT_UNITRUN_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace fearless {

/// What is run over every unit of a check.
struct RunPlan {
  /// The path of fearless-tidy.
  std::string Tidy;
  /// Its arguments, without those that name the unit.
  std::vector<std::string> Arguments;
  /// A unit that takes longer is ended.
  unsigned TimeoutSeconds = 300;

  bool operator==(const RunPlan &) const = default;
};

/// How the run over a unit ended.
enum class RunEnd {
  /// By itself; its exit status tells more.
  Exited,
  /// By a signal.
  Crashed,
  /// It took too long.
  TimedOut,
  /// It could not be started.
  NotStarted,
};

/// What the run over a unit left behind beside its findings.
struct UnitOutcome {
  RunEnd End = RunEnd::NotStarted;
  int ExitStatus = 0;
  /// The system's words for a crash or a failed start.
  std::string Why;

  bool operator==(const UnitOutcome &) const = default;
};

/// units/N in the work folder.
std::string unitFolder(llvm::StringRef WorkFolder, size_t N);

llvm::Error writePlan(const RunPlan &Plan, llvm::StringRef WorkFolder);
llvm::Expected<RunPlan> readPlan(llvm::StringRef WorkFolder);

/// Writes to another name and renames: a reader sees all of it or nothing.
llvm::Error writeOutcome(const UnitOutcome &Outcome,
                         llvm::StringRef UnitFolder);
llvm::Expected<UnitOutcome> readOutcome(llvm::StringRef UnitFolder);

} // namespace fearless

#endif
