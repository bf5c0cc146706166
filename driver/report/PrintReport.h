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

/// Prints the open findings as a compiler would, each with its source line,
/// notes and fixes.
void printFindings(llvm::raw_ostream &OS, const Report &R, SourceTexts &Sources,
                   bool InColor);

/// Prints one line for every reason why units failed.
void printFailures(llvm::raw_ostream &OS, const Report &R);

/// Prints one line for every comment that suppresses nothing.
void printUnusedSuppressions(llvm::raw_ostream &OS, const Report &R);

/// Prints one line for every function of which units see different bodies, but
/// for those beyond a few.
void printDifferences(llvm::raw_ostream &OS, const Report &R);

/// How much was analysed: what is not understood is counted, never silent.
void printStats(llvm::raw_ostream &OS, const Report &R);

/// Prints the line "N findings (...) in M units (K failed), T s", with what a
/// baseline and suppressions take away, and a line about what the profile does.
void printSummary(llvm::raw_ostream &OS, const Report &R);

} // namespace fearless

#endif
