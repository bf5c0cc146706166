//===- ReportAnalysis.h - An analysis -> reports and a status ---*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_REPORTANALYSIS_H
#define FEARLESS_DRIVER_COMMANDS_REPORTANALYSIS_H

#include "commands/AnalyseProgram.h"

namespace fearless {

/// The findings of the baseline that the options name; none without one.
llvm::Expected<std::vector<KnownFinding>>
readKnown(const CheckOptions &Options);

/// Prints and writes all reports that the options ask for, of what is not
/// known. Gives the exit status.
int reportAnalysis(Analysis &Done, std::vector<KnownFinding> Known,
                   const CheckOptions &Options, SourceTexts &Sources);

} // namespace fearless

#endif
