//===- UnitRun.h - What is run over a unit, and how it ended ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The data between the processes of one check: the driver writes a run folder,
// ninja starts `fearless run-unit` for each unit in it that is not up to date,
// and the driver reads what that left behind. A run folder stays for the next
// check with the same plan.
//
//   run.json                           RunPlan
//   build.ninja
//   units/ID/compile_commands.json     the one entry of the unit
//   units/ID/output.txt                what the run printed
//   units/ID/findings.yaml             clang-tidy's export; absent if empty
//   units/ID/results.unit              what the checks themselves wrote
//   units/ID/files.txt                 the files of the unit
//   units/ID/outcome.json              UnitOutcome; there once the run is over
//   units/ID/inputs.txt                UnitInputs; there if that went well
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_UNITRUN_H
#define FEARLESS_DRIVER_COLLECT_UNITRUN_H

#include "collect/CompileUnit.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace fearless {

/// What is run over every unit of a check.
struct RunPlan {
  /// The path of fearless-tidy.
  std::string Tidy;
  /// Stands for what that program and the files in its arguments hold.
  std::string Contents;
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
  /// All of the unit was checked: there is no reason to try again.
  bool Complete = false;

  bool operator==(const UnitOutcome &) const = default;
};

/// Names the plan: runs with the same name have the same results. A timeout is
/// no part of it.
std::string idOf(const RunPlan &Plan);

/// Names the unit in its run folder, and in that of another machine's checkout
/// at the same place.
std::string idOf(const CompileUnit &Unit);

/// units/ID in the run folder.
std::string unitFolder(llvm::StringRef RunFolder, llvm::StringRef Id);

llvm::Error writePlan(const RunPlan &Plan, llvm::StringRef RunFolder);
llvm::Expected<RunPlan> readPlan(llvm::StringRef RunFolder);

/// Writes to another name and renames: a reader sees all of it or nothing.
llvm::Error writeOutcome(const UnitOutcome &Outcome,
                         llvm::StringRef UnitFolder);
llvm::Expected<UnitOutcome> readOutcome(llvm::StringRef UnitFolder);

} // namespace fearless

#endif
