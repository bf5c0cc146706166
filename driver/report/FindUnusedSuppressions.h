//===- FindUnusedSuppressions.h - NOLINT comments for nothing ---*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the files of a program and the lines at which a comment keeps a finding
// back. Gives the comments that name a check of ours and keep nothing
// back. A comment is what clang-tidy takes for one, wherever it stands; without
// a list of checks it may be for others, and is left alone.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_FINDUNUSEDSUPPRESSIONS_H
#define FEARLESS_DRIVER_REPORT_FINDUNUSEDSUPPRESSIONS_H

#include "collect/ReadResults.h"
#include "report/Report.h"

namespace fearless {

/// The comments for nothing in one file's text. File is its real path, Ran are
/// the checks that looked at it: of another check, nothing is known.
std::vector<UnusedSuppression>
findUnusedSuppressions(llvm::StringRef Text, llvm::StringRef File,
                       const std::set<QuietLine> &Quiet,
                       const std::vector<std::string> &Ran);

} // namespace fearless

#endif
