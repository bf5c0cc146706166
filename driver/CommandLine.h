//===- CommandLine.h - The command line of fearless -------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options of Options.td as numbers, and a subcommand's part of the command
// line, read.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDLINE_H
#define FEARLESS_DRIVER_COMMANDLINE_H

#include "commands/Commands.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// The words of Options.inc for the subcommands that know an option.
using llvm::opt::DefaultVis;
enum Visible : unsigned {
  CheckCommand = 1u << 1,
  ListCommand = 1u << 2,
  ExplainCommand = 1u << 3,
  DoctorCommand = 1u << 4,
  DumpCommand = 1u << 5,
  BaselineCommand = 1u << 6,
  ExtractCommand = 1u << 7,
  LinkCommand = 1u << 8,
  OrderCommand = 1u << 9,
  GraphCommand = 1u << 10,
};

enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

/// The command line of a subcommand, read.
struct CommandLine {
  const llvm::opt::InputArgList &Options;
  std::vector<std::string> Words;
  /// What came behind "--", if that came.
  std::optional<std::vector<std::string>> Rest;
  Installation Where;
};

/// The options of a check of a program; an error for values that they cannot
/// have.
llvm::Expected<CheckOptions> readCheckOptions(const CommandLine &Line);

} // namespace fearless

#endif
