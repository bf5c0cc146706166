//===- ReadCheckOptions.cpp - Flags -> CheckOptions -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "commands/NearNames.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

namespace fearless {
namespace {

namespace opt = llvm::opt;

llvm::Error parseNumber(const opt::InputArgList &Options, OptionId Id,
                        unsigned &Number) {
  const opt::Arg *A = Options.getLastArg(Id);
  if (A &&
      (llvm::StringRef(A->getValue()).getAsInteger(10, Number) || Number == 0))
    return llvm::createStringError("'" + A->getSpelling() +
                                   "' needs a number above 0, not '" +
                                   llvm::StringRef(A->getValue()) + "'");
  return llvm::Error::success();
}

/// The value of an option that is one of a few words; nothing if it is not
/// given. Parse gives nullopt for another word, Known are the right ones.
template <typename Parser>
llvm::Error parseWord(const opt::InputArgList &Options, OptionId Id,
                      llvm::StringRef What, Parser Parse,
                      std::vector<llvm::StringRef> Known, auto &Value) {
  const opt::Arg *A = Options.getLastArg(Id);
  if (!A)
    return llvm::Error::success();
  const auto Parsed = Parse(A->getValue());
  if (Parsed) {
    Value = *Parsed;
    return llvm::Error::success();
  }
  std::string List;
  for (size_t I = 0; I != Known.size(); ++I)
    List += (I == 0                  ? ""
             : I + 1 == Known.size() ? " and "
                                     : ", ") +
            ("'" + Known[I] + "'").str();
  return llvm::createStringError(
      "no " + What + " '" + llvm::StringRef(A->getValue()) + "'" +
      didYouMean(A->getValue(), Known) + " (there are " + List + ")");
}

std::vector<llvm::StringRef> formatNames() {
  std::vector<llvm::StringRef> Names;
  for (ReportFormat Format : allReportFormats())
    Names.push_back(nameOf(Format));
  return Names;
}

llvm::Error parseReports(const opt::InputArgList &Options,
                         std::vector<ReportFile> &Reports) {
  for (llvm::StringRef Text : Options.getAllArgValues(OPT_report)) {
    const auto [Name, File] = Text.split('=');
    const std::optional<ReportFormat> Format = parseReportFormat(Name);
    if (!Format || File.empty())
      return llvm::createStringError(
          "--report needs a format and a file, such as 'sarif=report.sarif', "
          "not '" +
          Text + "'" + (Format ? "" : didYouMean(Name, formatNames())));
    Reports.push_back({*Format, File.str()});
  }
  return llvm::Error::success();
}

std::optional<bool> parseColor(llvm::StringRef Name) {
  if (Name == "always" || Name == "never")
    return Name == "always";
  return std::nullopt;
}

} // namespace

llvm::Expected<CheckOptions> readCheckOptions(const CommandLine &Line) {
  const opt::InputArgList &Args = Line.Options;
  CheckOptions Options;
  Options.Build = Args.getLastArgValue(OPT_build).str();
  Options.Files = Line.Words;
  if (Line.Rest)
    Options.Files.insert(Options.Files.end(), Line.Rest->begin(),
                         Line.Rest->end());
  if (const opt::Arg *A = Args.getLastArg(OPT_checks))
    Options.Checks = A->getValue();
  if (llvm::Error E = parseWord(Args, OPT_profile, "profile", parseProfile,
                                {"core", "strict"}, Options.Wanted))
    return E;
  if (llvm::Error E = parseWord(Args, OPT_format, "format", parseReportFormat,
                                formatNames(), Options.Format))
    return E;
  if (llvm::Error E = parseReports(Args, Options.Reports))
    return E;
  if (Args.getLastArgValue(OPT_color) != "auto")
    if (llvm::Error E = parseWord(Args, OPT_color, "colour", parseColor,
                                  {"auto", "always", "never"}, Options.Color))
      return E;
  if (Args.getLastArgValue(OPT_fail_on) == "never")
    Options.FailOn = std::nullopt;
  else if (llvm::Error E =
               parseWord(Args, OPT_fail_on, "level", parseSeverity,
                         {"error", "warning", "note", "never"}, Options.FailOn))
    return E;
  Options.Baseline = Args.getLastArgValue(OPT_baseline).str();
  Options.Order = Args.getLastArgValue(OPT_order).str();
  Options.Since = Args.getLastArgValue(OPT_since).str();
  Options.Models = Args.getAllArgValues(OPT_models);
  if (const opt::Arg *A = Args.getLastArg(OPT_header_filter)) {
    std::string Why;
    if (!llvm::Regex(A->getValue()).isValid(Why))
      return llvm::createStringError("--header-filter: '" +
                                     llvm::StringRef(A->getValue()) +
                                     "' is no regular expression: " + Why);
    Options.HeaderFilter = A->getValue();
  }
  if (llvm::Error E = parseNumber(Args, OPT_jobs, Options.Jobs))
    return E;
  if (llvm::Error E = parseNumber(Args, OPT_timeout, Options.TimeoutSeconds))
    return E;
  Options.Quiet = Args.hasArg(OPT_quiet);
  Options.Stats = Args.hasArg(OPT_stats);
  Options.Work = Args.getLastArgValue(OPT_work).str();
  Options.Fresh = Args.hasArg(OPT_fresh);
  return Options;
}

} // namespace fearless
