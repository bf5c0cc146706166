//===- AnalyseProgram.h - Options -> report ---------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `fearless check`, `fearless extract`, `fearless baseline write` and
// `fearless order write` have in common: the units of a database through the
// checks.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_ANALYSEPROGRAM_H
#define FEARLESS_DRIVER_COMMANDS_ANALYSEPROGRAM_H

#include "collect/SourceTexts.h"
#include "commands/Commands.h"
#include "report/Baseline.h"

namespace fearless {

/// What came of an analysis.
struct Analysis {
  Report Result;
  /// What the units tell the program.
  UnitFile Whole;
  /// Why it ended before its time; empty if it did not.
  std::string Stopped;
  /// With CheckOptions::Since: the findings of before.
  std::vector<KnownFinding> Before;
  /// Units of before that could not be checked: of their findings it is not
  /// known whether they are new.
  size_t FailedBefore = 0;
  /// The units of which git cannot say what has changed.
  size_t OutsideRepository = 0;
};

/// Runs the checks; an error if they could not even start. Progress goes to
/// standard error.
llvm::Expected<Analysis> analyseProgram(const CheckOptions &Options,
                                        const Installation &Where,
                                        SourceTexts &Sources);

/// The same for commands that keep what was found: units that fail are named,
/// and an analysis that ended before its time is an error, which says what
/// follows from it.
llvm::Expected<Analysis> analyseToKeep(const CheckOptions &Options,
                                       const Installation &Where,
                                       SourceTexts &Sources,
                                       llvm::StringRef Consequence);

/// Whether the report speaks of all units of the program.
bool isWhole(const Report &R, const CheckOptions &Options);

} // namespace fearless

#endif
