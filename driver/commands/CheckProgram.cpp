//===- CheckProgram.cpp - fearless check ----------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/CollectUnits.h"
#include "collect/Paths.h"
#include "collect/ReadResults.h"
#include "collect/RunUnits.h"
#include "commands/Commands.h"
#include "commands/SelectChecks.h"
#include "model/LoadModel.h"
#include "report/PrintReport.h"
#include "report/ShowProgress.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;

/// The units to run: of the database, by the files asked for.
llvm::Expected<std::vector<CompileUnit>> unitsFor(const CheckOptions &Options) {
  llvm::Expected<std::string> Database = findDatabase(Options.Build);
  if (!Database)
    return Database.takeError();
  llvm::Expected<std::vector<CompileUnit>> Units = readDatabase(*Database);
  if (!Units)
    return Units.takeError();
  if (Units->empty())
    return llvm::createStringError("'" + *Database +
                                   "' has no entry for a C or C++ file");
  return selectUnits(std::move(*Units), Options.Files);
}

llvm::Expected<RunPlan> planFor(const CheckOptions &Options,
                                const Installation &Where) {
  RunPlan Plan;
  if (!fs::can_execute(Where.Tidy))
    return llvm::createStringError("no fearless-tidy at '" + Where.Tidy +
                                   "'; install it beside fearless");
  Plan.Tidy = Where.Tidy;
  Plan.TimeoutSeconds = Options.TimeoutSeconds;

  llvm::Expected<std::vector<llvm::StringRef>> Checks =
      selectChecks(Options.Checks);
  if (!Checks)
    return Checks.takeError();
  // clang-tidy appends this to the Checks of a .clang-tidy file.
  Plan.Arguments = {"--quiet", "--use-color=false",
                    "--checks=-*," + llvm::join(*Checks, ",")};
  if (Options.HeaderFilter)
    Plan.Arguments.push_back("--header-filter=" + *Options.HeaderFilter);
  if (Options.Wanted)
    Plan.Arguments.push_back("--fearless-profile=" +
                             nameOf(*Options.Wanted).str());

  // Loaded here too: one error about a file, not one a unit.
  Model Rows = shippedModel();
  std::vector<std::string> Models;
  for (const std::string &File : Options.Models) {
    if (llvm::Error E = addRowsOfFile(Rows, File))
      return E;
    Models.push_back(absolutePath(File, workingDirectory()));
  }
  if (!Models.empty())
    Plan.Arguments.push_back("--fearless-models=" + llvm::join(Models, ";"));
  return Plan;
}

llvm::Expected<std::string> makeWorkFolder(llvm::StringRef Keep) {
  llvm::SmallString<256> Folder;
  if (Keep.empty()) {
    if (const std::error_code EC =
            fs::createUniqueDirectory("fearless", Folder))
      return llvm::createStringError("cannot make a temporary folder: " +
                                     EC.message());
  } else {
    Folder = absolutePath(Keep, workingDirectory());
  }
  if (llvm::Error E = prepareWorkFolder(Folder))
    return E;
  return Folder.str().str();
}

/// Runs the units whose files exist, and gathers what they say.
llvm::Error gather(llvm::ArrayRef<CompileUnit> Units, const RunPlan &Plan,
                   const CheckOptions &Options, llvm::StringRef WorkFolder,
                   llvm::StringRef Driver, SourceTexts &Sources,
                   Gathered &All) {
  All.Units = Units.size();
  std::vector<CompileUnit> Present;
  for (const CompileUnit &Unit : Units)
    if (fs::exists(Unit.File))
      Present.push_back(Unit);
    else
      All.Failures["the file does not exist; build it first if it is "
                   "generated, or make the compile database anew"]
          .insert(Unit.File);

  size_t Done = 0;
  ProgressLine Progress(llvm::errs(), Present.size(), !Options.Quiet);
  return runUnits(Present, Plan, WorkFolder, Driver, Options.Jobs,
                  [&](std::optional<size_t> Unit) {
                    if (Unit) {
                      addUnit(All, Present[*Unit],
                              readResult(Present[*Unit],
                                         unitFolder(WorkFolder, *Unit),
                                         Sources));
                      ++Done;
                    }
                    Progress.show(Done, All.Findings.size());
                  });
}

/// Writes the reports that go to files.
llvm::Error writeFiles(const Report &R, const CheckOptions &Options,
                       SourceTexts &Sources) {
  for (const ReportFile &Wanted : Options.Reports)
    if (llvm::Error E =
            llvm::writeToOutput(Wanted.File, [&](llvm::raw_ostream &OS) {
              writeReport(OS, Wanted.Format, R, Sources);
              return llvm::Error::success();
            }))
      return llvm::createStringError("cannot write '" + Wanted.File +
                                     "': " + llvm::toString(std::move(E)));
  return llvm::Error::success();
}

int statusOf(const Report &R) {
  if (!R.Failures.empty())
    return ExitError;
  return llvm::any_of(R.Findings, isOpen) ? ExitFindings : ExitClean;
}

} // namespace

int checkProgram(const CheckOptions &Options, const Installation &Where) {
  const auto Start = std::chrono::steady_clock::now();
  llvm::Expected<RunPlan> Plan = planFor(Options, Where);
  if (!Plan)
    return reportError(llvm::toString(Plan.takeError()));
  llvm::Expected<std::vector<CompileUnit>> Units = unitsFor(Options);
  if (!Units)
    return reportError(llvm::toString(Units.takeError()));
  if (llvm::Expected<std::string> Ninja = findNinja(); !Ninja)
    return reportError(llvm::toString(Ninja.takeError()));
  llvm::Expected<std::string> WorkFolder = makeWorkFolder(Options.Keep);
  if (!WorkFolder)
    return reportError(llvm::toString(WorkFolder.takeError()));
  const llvm::scope_exit RemoveWorkFolder([&] {
    if (Options.Keep.empty())
      fs::remove_directories(*WorkFolder);
  });

  Gathered All;
  SourceTexts Sources;
  llvm::Error Stopped =
      gather(*Units, *Plan, Options, *WorkFolder, Where.Driver, Sources, All);
  Report R = reportOf(std::move(All), findRoot(workingDirectory()));
  R.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  llvm::outs().enable_colors(true);
  writeReport(llvm::outs(), Options.Format, R, Sources,
              Options.Color.value_or(llvm::outs().has_colors() &&
                                     !llvm::sys::Process::GetEnv("NO_COLOR")));
  llvm::outs().flush();
  printFailures(llvm::errs(), R);
  if (Stopped)
    return reportError(llvm::toString(std::move(Stopped)) +
                       "; the findings are not complete");
  if (llvm::Error E = writeFiles(R, Options, Sources))
    return reportError(llvm::toString(std::move(E)));
  if (!Options.Quiet)
    printSummary(llvm::errs(), R);
  return statusOf(R);
}

} // namespace fearless
