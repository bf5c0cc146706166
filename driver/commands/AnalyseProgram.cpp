//===- AnalyseProgram.cpp - Options -> report -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/AnalyseProgram.h"
#include "collect/CollectUnits.h"
#include "collect/Paths.h"
#include "collect/ReadResults.h"
#include "collect/RunUnits.h"
#include "commands/SelectChecks.h"
#include "model/LoadModel.h"
#include "report/ShowProgress.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
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

} // namespace

llvm::Expected<Analysis> analyseProgram(const CheckOptions &Options,
                                        const Installation &Where,
                                        SourceTexts &Sources) {
  const auto Start = std::chrono::steady_clock::now();
  llvm::Expected<RunPlan> Plan = planFor(Options, Where);
  if (!Plan)
    return Plan.takeError();
  llvm::Expected<std::vector<CompileUnit>> Units = unitsFor(Options);
  if (!Units)
    return Units.takeError();
  if (llvm::Expected<std::string> Ninja = findNinja(); !Ninja)
    return Ninja.takeError();
  llvm::Expected<std::string> WorkFolder = makeWorkFolder(Options.Keep);
  if (!WorkFolder)
    return WorkFolder.takeError();
  const llvm::scope_exit RemoveWorkFolder([&] {
    if (Options.Keep.empty())
      fs::remove_directories(*WorkFolder);
  });

  Gathered All;
  Analysis Done;
  if (llvm::Error E = gather(*Units, *Plan, Options, *WorkFolder, Where.Driver,
                             Sources, All))
    Done.Stopped = llvm::toString(std::move(E));
  Done.Result = reportOf(std::move(All), findRoot(workingDirectory()));
  Done.Result.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return Done;
}

bool isWhole(const Report &R, const CheckOptions &Options) {
  return Options.Files.empty() && R.Failures.empty();
}

} // namespace fearless
