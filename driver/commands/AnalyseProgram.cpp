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
#include "collect/UnitInputs.h"
#include "collect/WorkFolder.h"
#include "commands/SelectChecks.h"
#include "model/LoadModel.h"
#include "report/FindUnusedSuppressions.h"
#include "report/ShowProgress.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;

/// All units of the database at a path.
llvm::Expected<std::vector<CompileUnit>> unitsOf(const std::string &Database) {
  llvm::Expected<std::vector<CompileUnit>> Units = readDatabase(Database);
  if (Units && Units->empty())
    return llvm::createStringError("'" + Database +
                                   "' has no entry for a C or C++ file");
  return Units;
}

/// The content of a file for a hash; without one, its name stands for it.
std::string contentOf(const std::string &Path) {
  const auto Text =
      llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                  /*RequiresNullTerminator=*/false);
  return Text ? hashOf((*Text)->getBuffer()) : Path;
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
  Plan.Contents = contentOf(Where.Tidy);
  for (const std::string &File : Models)
    Plan.Contents += contentOf(File);
  if (!Models.empty())
    Plan.Arguments.push_back("--fearless-models=" + llvm::join(Models, ";"));
  return Plan;
}

/// A folder for results, and whether it is to go with them.
struct Workplace {
  std::string Folder;
  bool Temporary = false;
};

llvm::Expected<Workplace> findWorkplace(llvm::StringRef Wanted,
                                        llvm::StringRef Database) {
  if (!Wanted.empty())
    return Workplace{absolutePath(Wanted, workingDirectory())};
  llvm::SmallString<256> Folder(
      llvm::sys::path::parent_path(absolutePath(Database, workingDirectory())));
  llvm::sys::path::append(Folder, ".fearless");
  if (!fs::create_directories(Folder) &&
      !fs::access(Folder, fs::AccessMode::Write))
    return Workplace{Folder.str().str()};
  Folder.clear();
  if (const std::error_code EC = fs::createUniqueDirectory("fearless", Folder))
    return llvm::createStringError("cannot make a temporary folder: " +
                                   EC.message());
  return Workplace{Folder.str().str(), /*Temporary=*/true};
}

/// Runs the units whose files exist, and gathers what they say.
llvm::Error gather(llvm::ArrayRef<CompileUnit> Units, const RunPlan &Plan,
                   const CheckOptions &Options, const RunFolder &Folder,
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

  std::vector<bool> Read(Present.size());
  const auto read = [&](size_t I) {
    const CompileUnit &Unit = Present[I];
    addUnit(All, Unit,
            readResult(Unit, unitFolder(Folder.path(), idOf(Unit)), Sources));
    Read[I] = true;
  };
  size_t Done = 0, ToRun = 0;
  {
    ProgressLine Line(llvm::errs(), !Options.Quiet);
    if (llvm::Error E = runUnits(Present, Plan, Folder, Driver, Options.Jobs,
                                 [&](const RunProgress &Progress) {
                                   if (Progress.Done) {
                                     read(*Progress.Done);
                                     ToRun = Progress.ToRun;
                                     ++Done;
                                   }
                                   Line.show(Done, ToRun, All.Findings.size());
                                 }))
      return E;
  }
  for (size_t I = 0; I != Present.size(); ++I)
    if (!Read[I])
      read(I);
  return llvm::Error::success();
}

/// In the sources that are the user's own: below the root.
std::vector<UnusedSuppression> findUnused(const Gathered &All,
                                          const std::string &Root,
                                          const CheckOptions &Options) {
  std::vector<std::string> Checks;
  for (llvm::StringRef Check : llvm::cantFail(selectChecks(Options.Checks)))
    Checks.push_back(Check.str());
  llvm::SmallString<256> RealRoot;
  if (fs::real_path(Root, RealRoot))
    return {};
  std::vector<UnusedSuppression> Unused;
  for (const std::string &File : All.Files) {
    if (!llvm::StringRef(File).starts_with((RealRoot + "/").str()))
      continue;
    const auto Text = llvm::MemoryBuffer::getFile(File);
    if (!Text)
      continue;
    for (UnusedSuppression &U : findUnusedSuppressions(
             (*Text)->getBuffer(), File, All.QuietAt, Checks)) {
      U.At.File = Root + U.At.File.substr(RealRoot.size());
      Unused.push_back(std::move(U));
    }
  }
  return Unused;
}

} // namespace

llvm::Expected<Analysis> analyseProgram(const CheckOptions &Options,
                                        const Installation &Where,
                                        SourceTexts &Sources) {
  const auto Start = std::chrono::steady_clock::now();
  llvm::Expected<RunPlan> Plan = planFor(Options, Where);
  if (!Plan)
    return Plan.takeError();
  llvm::Expected<std::string> Database = findDatabase(Options.Build);
  if (!Database)
    return Database.takeError();
  llvm::Expected<std::vector<CompileUnit>> Units = unitsOf(*Database);
  if (!Units)
    return Units.takeError();
  llvm::StringSet<> Ids;
  for (const CompileUnit &Unit : *Units)
    Ids.insert(idOf(Unit));
  llvm::Expected<std::vector<CompileUnit>> Wanted =
      selectUnits(std::move(*Units), Options.Files);
  if (!Wanted)
    return Wanted.takeError();
  if (llvm::Expected<std::string> Ninja = findNinja(); !Ninja)
    return Ninja.takeError();

  llvm::Expected<Workplace> Work = findWorkplace(Options.Work, *Database);
  if (!Work)
    return Work.takeError();
  const llvm::scope_exit Remove([&] {
    if (Work->Temporary)
      fs::remove_directories(Work->Folder);
  });
  llvm::Expected<RunFolder> Folder = RunFolder::open(Work->Folder, *Plan, [&] {
    llvm::errs() << "fearless: waiting for another check that uses '"
                 << Work->Folder << "'\n";
  });
  if (!Folder)
    return Folder.takeError();
  if (Options.Fresh)
    if (llvm::Error E = Folder->clear())
      return E;
  Folder->keepOnly(Ids);

  Gathered All;
  Analysis Done;
  if (llvm::Error E =
          gather(*Wanted, *Plan, Options, *Folder, Where.Driver, Sources, All))
    Done.Stopped = llvm::toString(std::move(E));
  const std::string Root = findRoot(workingDirectory());
  std::vector<UnusedSuppression> Unused;
  if (Done.Stopped.empty() && Options.Files.empty() && All.Failures.empty())
    Unused = findUnused(All, Root, Options);
  Done.Result = reportOf(std::move(All), Root);
  Done.Result.UnusedSuppressions = std::move(Unused);
  Done.Result.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return Done;
}

bool isWhole(const Report &R, const CheckOptions &Options) {
  return Options.Files.empty() && R.Failures.empty();
}

} // namespace fearless
