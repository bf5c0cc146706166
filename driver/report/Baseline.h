//===- Baseline.h - Findings that were there before -------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A baseline is a file in version control: the findings that a project has and
// does not mend now. A check against it reports what is new. One line holds one
// finding, in an order that depends on no line number, so that two branches
// that change the file seldom collide.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_BASELINE_H
#define FEARLESS_DRIVER_REPORT_BASELINE_H

#include "report/Report.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// What a baseline of the report holds: all its findings but suppressed ones.
std::vector<KnownFinding> baselineOf(const Report &R);

/// The text of the file.
std::string writeBaseline(const std::vector<KnownFinding> &Known);

/// The findings of a file's text; strict. Path is for messages.
llvm::Expected<std::vector<KnownFinding>> parseBaseline(llvm::StringRef Text,
                                                        llvm::StringRef Path);

llvm::Expected<std::vector<KnownFinding>> readBaseline(llvm::StringRef Path);

/// Gives every finding its standing, and fills in what is gone: of a report
/// that is whole. One of some files only cannot tell.
void compareWith(Report &R, const std::vector<KnownFinding> &Known,
                 bool IsWhole);

} // namespace fearless

#endif
