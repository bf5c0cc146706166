//===- ReadResults.h - Raw results of a unit -> findings --------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what the run over a unit left in its folder (see UnitRun.h), gives the
// findings as plain data, and whether they are all there are.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_READRESULTS_H
#define FEARLESS_DRIVER_COLLECT_READRESULTS_H

#include "collect/CompileUnit.h"
#include "collect/SourceTexts.h"
#include "collect/UnitRun.h"
#include "finding/Finding.h"
#include "summary/UnitFile.h"
#include "llvm/Support/Error.h"
#include <set>
#include <vector>

namespace fearless {

/// A line at which a comment keeps back a finding of a check.
struct QuietLine {
  std::string Check;
  /// The real path.
  std::string File;
  unsigned Line = 0;

  auto operator<=>(const QuietLine &) const = default;
};

/// What a unit's run says.
struct UnitResult {
  std::vector<Finding> Findings;
  /// Findings that a NOLINT comment keeps back.
  std::vector<Finding> Suppressed;
  /// Possible findings that the profile keeps back.
  std::vector<Finding> BelowProfile;
  /// Where comments keep findings back, in any profile.
  std::set<QuietLine> QuietAt;
  /// The real paths of the files that the unit was read from.
  std::vector<std::string> Files;
  /// What the unit tells the program.
  UnitFile Whole;
  /// Something was exported as an error: by the compiler, or because a
  /// .clang-tidy file makes errors of findings.
  bool HasError = false;
  /// Why there may be more, in one line; empty if there are not.
  std::string Failure;
};

/// The findings of clang-tidy's export: Yaml is its text. A relative path is
/// seen from the unit's directory. The first compile error, or error in the
/// configuration of the checks, is the failure.
UnitResult readExport(llvm::StringRef Yaml, const CompileUnit &Unit,
                      SourceTexts &Sources);

/// The real paths of the files that the unit whose run left Folder was read
/// from; none if the run did not get that far.
std::vector<std::string> readFileList(llvm::StringRef Folder);

/// The result of the unit whose run left Folder and ended so. Paths in the
/// failure are relative to the working directory where below it.
UnitResult readResult(const CompileUnit &Unit, const UnitOutcome &Outcome,
                      llvm::StringRef Folder, SourceTexts &Sources);

/// Likewise, with the outcome that is in the folder.
UnitResult readResult(const CompileUnit &Unit, llvm::StringRef Folder,
                      SourceTexts &Sources);

} // namespace fearless

#endif
