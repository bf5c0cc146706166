//===- CheckTable.h - Ids, sentences and options of all checks --*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The table of checks as data, from Checks.def. The adapter registers from it,
// `fearless list` prints it, the docs and the tests of conventions are held
// against it.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FINDING_CHECKTABLE_H
#define FEARLESS_CHECKS_FINDING_CHECKTABLE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace fearless {

/// Which findings a run reports.
enum class Profile {
  /// Definite findings only.
  Core,
  /// Possible findings too.
  Strict,
};

/// The level at which reports rank a check's findings.
enum class Severity { Error, Warning, Note };

/// What an option's text stands for.
enum class OptionType {
  /// 'core' or 'strict'.
  Profile,
  /// Paths separated by semicolons; relative ones from the working directory.
  FileList,
  /// A path; relative ones from the folder where the unit is compiled.
  Folder,
};

/// One row of the table of checks.
struct CheckRow {
  /// The whole id, such as "fearless-dangling-capture".
  llvm::StringRef Id;
  Severity Level;
  /// One sentence in the third person: "finds ...".
  llvm::StringRef Sentence;
};

/// One option that every check has. It is read as `Id.Name`, else as `Name`.
struct OptionRow {
  llvm::StringRef Name;
  OptionType Type;
  llvm::StringRef Default;
  llvm::StringRef Sentence;
};

/// All checks, ordered by id.
llvm::ArrayRef<CheckRow> allChecks();

/// All options, in the order in which docs list them.
llvm::ArrayRef<OptionRow> allOptions();

/// The row of a check, by its id with or without "fearless-"; null if there is
/// no such check.
const CheckRow *findCheck(llvm::StringRef Id);

/// "error", "warning" or "note".
llvm::StringRef nameOf(Severity S);

/// The severity of that name, if it is one.
std::optional<Severity> parseSeverity(llvm::StringRef Name);

/// "core" or "strict".
llvm::StringRef nameOf(Profile P);

/// The profile of that name, if it is one.
std::optional<Profile> parseProfile(llvm::StringRef Name);

} // namespace fearless

#endif
