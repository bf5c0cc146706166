//===- UnitResults.h - What the checks found in a unit ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy's export holds what is shown, in clang-tidy's words. What it has
// no words for goes here: how sure a finding is, what it is in, findings that
// NOLINT or the profile keep back, and the files that the unit was read from.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PLUGIN_UNITRESULTS_H
#define FEARLESS_CHECKS_PLUGIN_UNITRESULTS_H

#include "finding/Finding.h"
#include "llvm/Support/Error.h"

namespace clang {
class SourceManager;
} // namespace clang

namespace fearless {

/// The findings of a unit, by what becomes of them in clang-tidy.
struct UnitResults {
  /// Passed on; clang-tidy's own filters come behind.
  std::vector<Finding> Reported;
  /// Kept back by a NOLINT comment.
  std::vector<Finding> Suppressed;
  /// Possible ones, in a run of the profile core.
  std::vector<Finding> BelowProfile;
};

/// Writes the results and the files of the unit as JSON, to another name first:
/// a reader sees all of it or nothing.
llvm::Error writeResults(const UnitResults &Results,
                         const clang::SourceManager &Sources,
                         llvm::StringRef Path);

/// Where a front end wants the results of its one unit; empty: nowhere. Set
/// before clang-tidy starts.
inline std::string &resultsPath() {
  static std::string Path;
  return Path;
}

} // namespace fearless

#endif
