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
#include "summary/Summary.h"
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

/// What a function that is not seen may do with a callable that it is given.
enum class Supposition : uint8_t {
  Thread,       ///< a thread runs it, and nobody waits
  Returned,     ///< likewise, and the result is the handle
  Kept,         ///< the object of the call keeps it
  KeptToRun,    ///< likewise, and a thread runs what is kept there
  Elsewhere,    ///< something else that outlives the call keeps it
  ElsewhereRun, ///< likewise, and a thread runs what is kept there
};

/// A callable that borrows goes to a function that the unit does not see: what
/// would be found, whatever that does. In texts, NounMark stands for what runs
/// the callable, KeeperMark for what keeps it; a step that is WayMark stands
/// for the way there.
struct OpenCapture {
  CalledFunction To;
  unsigned Parameter = 0;
  /// What the unit says of it on its own; one or none.
  std::vector<Finding> Unseen;
  struct Case {
    Supposition If = Supposition::Thread;
    Finding Then;

    bool operator==(const Case &) const = default;
  };
  std::vector<Case> Cases;

  bool operator==(const OpenCapture &) const = default;
};
inline constexpr llvm::StringLiteral NounMark = "{noun}";
inline constexpr llvm::StringLiteral KeeperMark = "{keeper}";
inline constexpr llvm::StringLiteral WayMark = "{way}";

/// A function that was too large to be solved.
struct LargeFunction {
  std::string Name;
  Place At;

  auto operator<=>(const LargeFunction &) const = default;
};

/// How much of a unit the analysis of locks has seen.
struct UnitCounts {
  /// Functions, lambdas and instantiations with a body.
  unsigned Functions = 0;
  /// Of those, some with statements that were not understood.
  unsigned Broken = 0;
  /// Calls of user code; some of a function that is not known, some of a
  /// function whose body the unit does not have.
  unsigned Calls = 0, Indirect = 0, Unseen = 0;
  std::vector<LargeFunction> TooLarge;

  bool operator==(const UnitCounts &) const = default;
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
  /// Findings that depend on functions of other units.
  std::vector<OpenCapture> Open;
  /// In files of which the program may have something to say.
  std::vector<Suppression> Comments;
  /// It does not compile: what it says may not be all.
  bool Broken = false;
  UnitCounts Counts;

  bool operator==(const UnitRecord &) const = default;
};

} // namespace fearless

#endif
