//===- UnitRecord.h - What a unit says besides its summaries ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the run over one unit found and was asked for: as much as a later
// process needs to report for it, and to judge what only the program shows.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_UNITRECORD_H
#define FEARLESS_CHECKS_SUMMARY_UNITRECORD_H

#include "finding/CheckTable.h"
#include "finding/Finding.h"
#include "finding/Suppressions.h"
#include <map>
#include <string>
#include <vector>

namespace fearless {

/// A line of a finding that a NOLINT comment keeps back, or of a macro that it
/// comes out of: the comment speaks of one of them. The file has its real path.
struct QuietPlace {
  std::string Check;
  Place At;

  auto operator<=>(const QuietPlace &) const = default;
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

  bool operator==(const UnitResults &) const = default;
};

/// One run over one unit. All paths are absolute.
struct UnitRecord {
  /// The main file.
  std::string File;
  /// The real paths of the files that it was read from, sorted, without those
  /// of the system.
  std::vector<std::string> Files;
  /// The checks that ran, and which of their findings were wanted.
  std::map<std::string, Profile> Checks;
  /// clang-tidy's filters: findings outside of the main file are shown if the
  /// first matches their file, and the second does not; empty: no file.
  std::string HeaderFilter, ExcludeHeaderFilter;
  UnitResults Results;
  /// In files whose functions do something to locks.
  std::vector<Suppression> Comments;
  /// It does not compile: what it says may not be all.
  bool Broken = false;

  bool operator==(const UnitRecord &) const = default;
};

} // namespace fearless

#endif
