//===- WriteUnit.h - The unit-file writer -----------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy's export holds what is shown, in clang-tidy's words. All that it
// has no words for goes into the unit file: what the program needs to know of
// the unit, how sure a finding is, what NOLINT or the profile keep back.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PLUGIN_WRITEUNIT_H
#define FEARLESS_CHECKS_PLUGIN_WRITEUNIT_H

#include "plugin/UnitAnalysis.h"
#include "clang/Basic/SourceLocation.h"

namespace clang {
class Preprocessor;
class SourceManager;
} // namespace clang

namespace fearless {

/// The lines at which a NOLINT comment would keep back what is said of a place.
std::vector<Place> quietLinesOf(clang::SourceLocation At,
                                const clang::SourceManager &Sources);

/// Writes the file of a unit that was analysed. Into says in which folder,
/// under the unit's id. A front end that wants it elsewhere has set
/// resultsFolder().
llvm::Error writeUnit(UnitAnalysis &Analysis, const clang::Preprocessor &PP,
                      llvm::StringRef Into);

/// Where a front end wants the results of its one unit: results.unit, and
/// files.txt with the real path of each file of the unit. Empty: nowhere. Set
/// before clang-tidy starts.
inline std::string &resultsFolder() {
  static std::string Folder;
  return Folder;
}

} // namespace fearless

#endif
