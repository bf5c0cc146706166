//===- RunProgram.h - Units through the checks, and back --------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The steps of an analysis: what is run, where, and what comes back. `fearless
// check --since` takes them twice.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_RUNPROGRAM_H
#define FEARLESS_DRIVER_COMMANDS_RUNPROGRAM_H

#include "collect/ReadResults.h"
#include "collect/RunUnits.h"
#include "commands/Commands.h"
#include "report/Report.h"

namespace fearless {

/// What is run over each unit; an error if the options ask for what is not.
llvm::Expected<RunPlan> planFor(const CheckOptions &Options,
                                const Installation &Where);

/// A folder for results, and whether it is to go with them.
struct Workplace {
  std::string Folder;
  bool Temporary = false;
};

/// The folder that is wanted, or else one beside the database, or where that
/// cannot be, a temporary one.
llvm::Expected<Workplace> findWorkplace(llvm::StringRef Wanted,
                                        llvm::StringRef Database);

/// A temporary folder.
llvm::Expected<Workplace> makeTemporary();

/// A unit and what its run says.
struct UnitAndResult {
  CompileUnit Unit;
  UnitResult Result;
};

/// Runs the units whose files exist, and adds what they say to All, alone and
/// together with what is there. Gives the results of each too, in the order of
/// the units, but for what they tell the program. Progress goes to standard
/// error, unless it is not wanted.
llvm::Expected<std::vector<UnitAndResult>>
runProgram(llvm::ArrayRef<CompileUnit> Units, const RunPlan &Plan,
           const RunFolder &Folder, const Installation &Where, unsigned Jobs,
           bool ShowProgress, SourceTexts &Sources, Gathered &All);

/// The comments that suppress nothing, in the sources below the root.
std::vector<UnusedSuppression>
findUnused(const Gathered &All, const std::string &Root,
           const std::vector<llvm::StringRef> &Checks);

} // namespace fearless

#endif
