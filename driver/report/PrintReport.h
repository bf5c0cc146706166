//===- PrintReport.h - Report -> text ---------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_PRINTREPORT_H
#define FEARLESS_DRIVER_REPORT_PRINTREPORT_H

#include "collect/SourceTexts.h"
#include "report/Report.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

/// Prints the findings as a compiler would, each with its source line, notes
/// and fixes; in colour if the stream is a terminal. The level is that of the
/// check in the table of checks.
void printFindings(llvm::raw_ostream &OS, const Report &R,
                   SourceTexts &Sources);

/// Prints one line for every reason why units failed.
void printFailures(llvm::raw_ostream &OS, const Report &R);

/// Prints the line "N findings (...) in M units (K failed), T s".
void printSummary(llvm::raw_ostream &OS, const Report &R);

} // namespace fearless

#endif
