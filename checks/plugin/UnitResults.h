//===- UnitResults.h - What the checks found in a unit ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy's export holds what is shown, in clang-tidy's words. What it has
// no words for goes here: how sure a finding is, what it is in, findings that
// NOLINT or the profile keep back and where a comment does so, and the files
// that the unit was read from.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PLUGIN_UNITRESULTS_H
#define FEARLESS_CHECKS_PLUGIN_UNITRESULTS_H

#include "finding/Finding.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace clang {
class SourceManager;
} // namespace clang

namespace fearless {

/// A line of a finding that a NOLINT comment keeps back, or of a macro that it
/// comes out of: the comment speaks of one of them. The file has its real path.
struct QuietPlace {
  std::string Check;
  Place At;
};

/// The findings of a unit, by what becomes of them in clang-tidy.
struct UnitResults {
  /// Passed on; clang-tidy's own filters come behind.
  std::vector<Finding> Reported;
  /// Kept back by a NOLINT comment.
  std::vector<Finding> Suppressed;
  /// Possible ones that no comment keeps back, in a run of the profile core.
  std::vector<Finding> BelowProfile;
  /// Of all that comments keep back, in any profile.
  std::vector<QuietPlace> QuietAt;
};

/// The lines at which a NOLINT comment would keep back what is said of a place.
std::vector<Place> quietLinesOf(clang::SourceLocation At,
                                const clang::SourceManager &Sources);

/// Writes into a folder results.json, and files.txt with the real path of each
/// file of the unit. MoreFiles are some that the compiler does not know of.
/// Each is written to another name first: a reader sees all of it or nothing.
llvm::Error writeResults(const UnitResults &Results,
                         const clang::SourceManager &Sources,
                         llvm::ArrayRef<std::string> MoreFiles,
                         llvm::StringRef Folder);

/// Where a front end wants the results of its one unit; empty: nowhere. Set
/// before clang-tidy starts.
inline std::string &resultsFolder() {
  static std::string Folder;
  return Folder;
}

} // namespace fearless

#endif
