//===- Commands.h - What each subcommand does -------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function and one source a subcommand. The options are read already
// (main.cpp); what is returned is the exit status.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_COMMANDS_H
#define FEARLESS_DRIVER_COMMANDS_COMMANDS_H

#include "finding/CheckTable.h"
#include "report/WriteReport.h"
#include <optional>
#include <string>
#include <vector>

namespace fearless {

/// The exit statuses of `fearless`.
enum ExitStatus : int {
  ExitClean = 0,
  ExitFindings = 1,
  /// A wrong command line, a unit that failed: nothing can be concluded.
  ExitError = 2,
};

/// The paths of programs and files that belong to this `fearless`.
struct Installation {
  /// `fearless` itself.
  std::string Driver;
  /// fearless-tidy beside it, unless an option names another.
  std::string Tidy;
  /// The plugin for clang-tidy.
  std::string Module;
  /// fearless-clangd beside it.
  std::string Clangd;
  /// The folder of LLVM's programs that this was built with, where clang-tidy
  /// is looked for behind PATH; an option may name another.
  std::string LlvmBin;
};

/// Found from the path of this `fearless`.
Installation installationOf(llvm::StringRef Driver);

/// A report that goes to a file.
struct ReportFile {
  ReportFormat Format;
  std::string File;
};

struct CheckOptions {
  /// A folder or compile_commands.json; empty: to be found.
  std::string Build;
  /// Only these; empty: all.
  std::vector<std::string> Files;
  /// Globs of clang-tidy's `--checks`; the order counts.
  std::string Checks = "fearless-*";
  std::optional<Profile> Wanted;
  std::vector<std::string> Models;
  std::optional<std::string> HeaderFilter;
  /// 0: one for each processor.
  unsigned Jobs = 0;
  unsigned TimeoutSeconds = 300;
  /// What goes to standard output.
  ReportFormat Format = ReportFormat::Text;
  std::vector<ReportFile> Reports;
  /// Whether the text is in colour; nullopt: on a terminal.
  std::optional<bool> Color;
  /// The baseline: to compare with, or to write. Empty: there is none.
  std::string Baseline;
  /// A revision of git: findings that were there before what was done since are
  /// known like those of a baseline. Empty: there is none.
  std::string Since;
  /// An order file (report/OrderFile.h); empty: there is none.
  std::string Order;
  /// The least severe level of a finding that makes the exit status
  /// ExitFindings; nullopt: none does.
  std::optional<Severity> FailOn = Severity::Note;
  bool Quiet = false;
  /// Print how much was analysed.
  bool Stats = false;
  /// The work folder; empty: one beside the database, or a temporary one where
  /// that cannot be.
  std::string Work;
  /// Run all units, also those whose results would stand.
  bool Fresh = false;
};

/// `fearless check`: the units of a database through the checks.
int checkProgram(const CheckOptions &Options, const Installation &Where);

/// `fearless extract`: the units of a database as one unit file.
int extractUnits(const CheckOptions &Options, const Installation &Where,
                 llvm::StringRef Into);

/// `fearless link`: the unit files CheckOptions::Files, and those in the
/// folders among them, as one program; or with MergeInto as one unit file.
int linkUnits(const CheckOptions &Options, llvm::StringRef MergeInto);

/// `fearless baseline write`: the findings of the program as its baseline.
int writeBaselineFile(const CheckOptions &Options, const Installation &Where);

/// `fearless order write`: the lock order of the program as an order file.
int writeOrderFile(const CheckOptions &Options, const Installation &Where,
                   llvm::StringRef Into);

/// `fearless graph`: the lock order as a graph; to standard output if Into is
/// empty, as a picture if it ends in ".svg".
int drawLockOrder(const CheckOptions &Options, const Installation &Where,
                  llvm::StringRef Into);

/// `fearless baseline show`: what a baseline holds.
int showBaseline(llvm::StringRef Path);

/// `fearless list`: the table of checks, as text or as JSON.
int listChecks(bool AsJson);

/// `fearless explain`: the page of a check, by its id with or without
/// "fearless-". Color is that of CheckOptions.
int explainCheck(llvm::StringRef Id, std::optional<bool> Color);

struct DoctorOptions {
  /// The database to look at; empty: the nearest one, if there is one.
  std::string Build;
  /// Model files to load too.
  std::vector<std::string> Models;
};

/// `fearless doctor`: whether all parts are there and fit together.
int examineInstallation(const DoctorOptions &Options,
                        const Installation &Where);

struct DumpOptions {
  enum { Facts, Flow, Summary, Program, Accesses, Type, Types } Stage = Facts;
  /// As JSON, not as lines; for Summary.
  bool AsJson = false;
  std::string File;
  /// The type to print, as the file could write it at its end; for Type.
  std::string TypeName;
  /// A database; empty: the one nearest to the file, unless there are Flags.
  std::string Build;
  std::vector<std::string> Models;
  /// What came behind "--"; with nullopt, the database is used.
  std::optional<std::vector<std::string>> Flags;
};

/// `fearless dump`: a stage of one unit as text.
int dumpUnit(const DumpOptions &Options);

/// Prints "fearless: error: Message" and gives ExitError.
int reportError(const llvm::Twine &Message);

} // namespace fearless

#endif
