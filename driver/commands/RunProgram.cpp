//===- RunProgram.cpp - Units through the checks, and back ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/RunProgram.h"
#include "collect/Paths.h"
#include "collect/UnitInputs.h"
#include "commands/SelectChecks.h"
#include "model/LoadModel.h"
#include "report/FindUnusedSuppressions.h"
#include "report/ShowProgress.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

namespace fs = llvm::sys::fs;

/// The content of a file for a hash; without one, its name stands for it.
static std::string contentOf(const std::string &Path) {
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

llvm::Expected<Workplace> makeTemporary() {
  llvm::SmallString<256> Folder;
  if (const std::error_code EC = fs::createUniqueDirectory("fearless", Folder))
    return llvm::createStringError("cannot make a temporary folder: " +
                                   EC.message());
  return Workplace{Folder.str().str(), /*Temporary=*/true};
}

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
  return makeTemporary();
}

llvm::Expected<std::vector<UnitAndResult>>
runProgram(llvm::ArrayRef<CompileUnit> Units, const RunPlan &Plan,
           const RunFolder &Folder, const Installation &Where, unsigned Jobs,
           bool ShowProgress, SourceTexts &Sources, Gathered &All) {
  All.Units += Units.size();
  std::vector<CompileUnit> Present;
  for (const CompileUnit &Unit : Units)
    if (fs::exists(Unit.File))
      Present.push_back(Unit);
    else
      All.Failures["the file does not exist; build it first if it is "
                   "generated, or make the compile database anew"]
          .insert(Unit.File);

  std::vector<std::optional<UnitResult>> Results(Present.size());
  const auto read = [&](size_t I) {
    const CompileUnit &Unit = Present[I];
    Results[I] =
        readResult(Unit, unitFolder(Folder.path(), idOf(Unit)), Sources);
    addUnit(All, Unit, *Results[I]);
    Results[I]->Whole = UnitFile();
  };
  size_t Done = 0, ToRun = 0;
  {
    ProgressLine Line(llvm::errs(), ShowProgress);
    if (llvm::Error E = runUnits(Present, Plan, Folder, Where.Driver, Jobs,
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
  std::vector<UnitAndResult> Pairs;
  for (size_t I = 0; I != Present.size(); ++I) {
    if (!Results[I])
      read(I);
    Pairs.push_back({std::move(Present[I]), std::move(*Results[I])});
  }
  addProgram(All);
  return Pairs;
}

std::vector<UnusedSuppression>
findUnused(const Gathered &All, const std::string &Root,
           const std::vector<llvm::StringRef> &Ran) {
  const std::vector<std::string> Checks(Ran.begin(), Ran.end());
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
      U.At.File = Root + U.At.File.str().substr(RealRoot.size());
      Unused.push_back(std::move(U));
    }
  }
  return Unused;
}

} // namespace fearless
