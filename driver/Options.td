//===- Options.td - The options of `fearless` -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An option is known to the subcommands that it is Visible to; CommandLine.h
// has a bit for each of them.
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def CheckCommand : OptionVisibility;
def ListCommand : OptionVisibility;
def ExplainCommand : OptionVisibility;
def DoctorCommand : OptionVisibility;
def DumpCommand : OptionVisibility;
def BaselineCommand : OptionVisibility;
def ExtractCommand : OptionVisibility;
def LinkCommand : OptionVisibility;
def OrderCommand : OptionVisibility;
def GraphCommand : OptionVisibility;

/// The subcommands that run the checks over a program.
defvar Analysing = [CheckCommand, BaselineCommand, ExtractCommand, OrderCommand, GraphCommand];

/// Those that report findings.
defvar Reporting = [CheckCommand, LinkCommand];

/// `--name VALUE` and `--name=VALUE`; the second is the alias that a user need
/// not see. At most one variant of the help, for two commands (LLVM's bound).
multiclass Value<string name, string meta, string help,
                 list<OptionVisibility> commands,
                 list<HelpTextVariant> variants = []> {
  let HelpTextsForVariants = variants in
  def NAME : Separate<["--"], name>, MetaVarName<meta>, HelpText<help>,
             Visibility<commands>;
  def NAME#_eq : Joined<["--"], name#"=">, Alias<!cast<Option>(NAME)>,
                 Visibility<commands>;
}

def build : JoinedOrSeparate<["-"], "p">, MetaVarName<"<BUILD>">,
  HelpText<"the build folder, or its compile_commands.json (default: the nearest one, as clangd looks for it)">,
  Visibility<!listconcat(Analysing, [DoctorCommand, DumpCommand])>;
def jobs : JoinedOrSeparate<["-"], "j">, MetaVarName<"<N>">,
  HelpText<"units to run at the same time (default: one for each processor)">,
  Visibility<Analysing>;
defm checks : Value<"checks", "<GLOBS>",
  "which checks to run, as for clang-tidy (default: fearless-*)", Analysing>;
defm profile : Value<"profile", "<core|strict>",
  "which findings to report: definite ones, or possible ones too; wins over .clang-tidy files", Analysing>;
defm models : Value<"models", "<FILE>",
  "a YAML file with further model rows, beside those of .clang-tidy files; may be repeated",
  !listconcat(Analysing, [DoctorCommand, DumpCommand])>;
defm header_filter : Value<"header-filter", "<REGEX>",
  "headers to report findings in, as for clang-tidy", Analysing>;
defm timeout : Value<"timeout", "<SECONDS>",
  "for one unit (default: 300)", Analysing>;
defm work : Value<"work", "<DIR>",
  "the folder that keeps results for the next check (default: .fearless beside the compile_commands.json)", Analysing>;
def fresh : Flag<["--"], "fresh">, HelpText<"run all units, also those whose results would stand">,
  Visibility<Analysing>;
defm baseline : Value<"baseline", "<FILE>",
  "report only findings that are not in this file; see 'fearless help baseline'", Reporting>;
defm order : Value<"order", "<FILE>",
  "an order file: report only lock orders that are not in it; see 'fearless help order'", Reporting>;
defm since : Value<"since", "<REVISION>",
  "report only findings that the change from this revision of git introduces", [CheckCommand]>;
defm fail_on : Value<"fail-on", "<error|warning|note|never>",
  "the least severe level of findings that makes the exit status 1 (default: note)", Reporting>;
defm output : Value<"output", "<FILE>",
  "the file to write", [BaselineCommand, ExtractCommand, LinkCommand, OrderCommand, GraphCommand],
  [HelpTextVariant<[LinkCommand], "write the units, merged, into this file instead of a report">]>;
def stats : Flag<["--"], "stats">, HelpText<"print how much was analysed: functions, those too large or not understood, calls whose target is not known">,
  Visibility<Reporting>;
def quiet : Flag<["--"], "quiet">, HelpText<"print findings and errors only">,
  Visibility<!listconcat(Analysing, [LinkCommand])>;
defm format : Value<"format", "<FORMAT>",
  "what to print: text, json, sarif, gitlab, html, or fixes for clang-apply-replacements (default: text)", !listconcat(Reporting, [ListCommand, DumpCommand]),
  [HelpTextVariant<[ListCommand, DumpCommand], "what to print: text or json (default: text)">]>;
defm report : Value<"report", "<FORMAT=FILE>",
  "write a report of that format to a file too; may be repeated", Reporting>;
defm color : Value<"color", "<auto|always|never>",
  "colour in the text (default: auto, on a terminal where NO_COLOR is not set)", !listconcat(Reporting, [ExplainCommand])>;

// For tests: another program in place of fearless-tidy, and another folder for
// LLVM's programs.
def tidy : Joined<["--"], "tidy=">, Visibility<!listconcat(Analysing, [DoctorCommand])>;
def llvm_bin : Joined<["--"], "llvm-bin=">, Visibility<[DoctorCommand]>;

def help : Flag<["--"], "help">, HelpText<"print this">,
  Visibility<!listconcat(Analysing, [LinkCommand, ListCommand, ExplainCommand, DoctorCommand, DumpCommand])>;
def : Flag<["-"], "h">, Alias<help>,
  Visibility<!listconcat(Analysing, [LinkCommand, ListCommand, ExplainCommand, DoctorCommand, DumpCommand])>;
