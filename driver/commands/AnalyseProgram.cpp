//===- AnalyseProgram.cpp - Options -> report -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/AnalyseProgram.h"
#include "collect/CollectUnits.h"
#include "collect/LastCheck.h"
#include "collect/OldSources.h"
#include "collect/Paths.h"
#include "commands/RunProgram.h"
#include "commands/SelectChecks.h"
#include "compat/ScopeExit.h"
#include "report/OrderFile.h"
#include "report/PrintReport.h"
#include "llvm/Support/FileSystem.h"
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

/// The run folder of the plan, locked.
llvm::Expected<RunFolder> openRunFolder(const Workplace &Work,
                                        const RunPlan &Plan) {
  return RunFolder::open(Work.Folder, Plan, [&] {
    llvm::errs() << "fearless: waiting for another check that uses '"
                 << Work.Folder << "'\n";
  });
}

/// One analysis, from the options on.
class Analyser {
public:
  Analyser(const CheckOptions &Options, const Installation &Where,
           SourceTexts &Sources)
      : Options(Options), Where(Where), Sources(Sources),
        Root(findRoot(workingDirectory())) {}

  llvm::Expected<Analysis> run() {
    if (llvm::Error E = prepare())
      return E;
    llvm::Expected<Workplace> Work = findWorkplace(Options.Work, Database);
    if (!Work)
      return Work.takeError();
    const ScopeExit Remove([&] { removeIfTemporary(*Work); });
    llvm::Expected<RunFolder> Folder = openRunFolder(*Work, Plan);
    if (!Folder)
      return Folder.takeError();
    if (Options.Fresh)
      if (llvm::Error E = Folder->clear())
        return E;
    Folder->keepOnly(AllIds);

    Gathered All;
    All.Order = Order;
    llvm::Expected<std::vector<UnitAndResult>> Results =
        runProgram(Wanted, Plan, *Folder, Where, Options.Jobs, !Options.Quiet,
                   Sources, All);
    Analysis Done;
    if (!Results)
      Done.Stopped = llvm::toString(Results.takeError());
    else if (!Options.Since.empty())
      if (llvm::Error E = analyseBefore(*Results, *Folder, Done))
        return E;
    std::vector<UnusedSuppression> Unused;
    if (Done.Stopped.empty() && Options.Files.empty() && All.Failures.empty())
      Unused = findUnused(All, Root, Checks);
    // The report asks for the records of the units alone.
    Done.Whole = std::move(All.Whole);
    All.Whole.Units = Done.Whole.Units;
    Done.Result = reportOf(std::move(All), Root);
    Done.Result.UnusedSuppressions = std::move(Unused);
    if (!Work->Temporary && Options.Files.empty() && Done.Stopped.empty())
      if (llvm::Error E = keep(Done.Result, Work->Folder))
        return E;
    return Done;
  }

private:
  /// Everything that can be wrong before a unit is run.
  llvm::Error prepare() {
    if (llvm::Error E = planFor(Options, Where).moveInto(Plan))
      return E;
    if (llvm::Error E = selectChecks(Options.Checks).moveInto(Checks))
      return E;
    if (!Options.Order.empty())
      if (llvm::Error E = readOrder(Options.Order, Root).moveInto(Order))
        return E;
    if (llvm::Error E = findDatabase(Options.Build).moveInto(Database))
      return E;
    llvm::Expected<std::vector<CompileUnit>> Units = unitsOf(Database);
    if (!Units)
      return Units.takeError();
    for (const CompileUnit &Unit : *Units)
      AllIds.insert(idOf(Unit));
    if (llvm::Error E =
            selectUnits(std::move(*Units), Options.Files).moveInto(Wanted))
      return E;
    return findNinja().takeError();
  }

  /// For editors.
  llvm::Error keep(const Report &R, llvm::StringRef Folder) const {
    std::vector<const Finding *> Findings;
    for (const ReportedFinding &F : R.Findings)
      if (!F.Suppressed)
        Findings.push_back(&F.What);
    return keepFindings(Findings, Folder, Start);
  }

  static void removeIfTemporary(const Workplace &Work) {
    if (Work.Temporary)
      fs::remove_directories(Work.Folder);
  }

  /// What the units said before the change: those that it cannot have touched
  /// say it now, the others are run once more, over the sources of before.
  llvm::Error analyseBefore(llvm::ArrayRef<UnitAndResult> Now,
                            const RunFolder &NowFolder, Analysis &Done) {
    llvm::Expected<Workplace> Temporary = makeTemporary();
    if (!Temporary)
      return Temporary.takeError();
    const ScopeExit Remove([&] { removeIfTemporary(*Temporary); });
    llvm::Expected<OldSources> Old =
        fetchOldSources(Options.Since, Root, Wanted, Temporary->Folder);
    if (!Old)
      return Old.takeError();
    Done.OutsideRepository = Old->Outside;

    Gathered Before;
    Before.Order = Order;
    std::vector<CompileUnit> Again;
    for (const UnitAndResult &Pair : Now)
      if (!Old->affect(Pair.Unit, Pair.Result.Files))
        addUnit(Before, Pair.Unit,
                readResult(Pair.Unit,
                           unitFolder(NowFolder.path(), idOf(Pair.Unit)),
                           Sources));
      else if (Old->wasThere(Pair.Unit))
        Again.push_back(Pair.Unit);

    RunPlan OldPlan = Plan;
    OldPlan.Arguments.push_back("--vfsoverlay=" + Old->Overlay);
    llvm::Expected<RunFolder> Folder =
        openRunFolder({Temporary->Folder + "/results"}, OldPlan);
    if (!Folder)
      return Folder.takeError();
    SourceTexts OldTexts(Old->Instead);
    llvm::Expected<std::vector<UnitAndResult>> Results =
        runProgram(Again, OldPlan, *Folder, Where, Options.Jobs, !Options.Quiet,
                   OldTexts, Before);
    if (!Results) {
      Done.Stopped = llvm::toString(Results.takeError());
      return llvm::Error::success();
    }
    for (const UnitAndResult &Pair : *Results)
      Done.FailedBefore += !Pair.Result.Failure.empty();
    Done.Before = baselineOf(reportOf(std::move(Before), Root));
    return llvm::Error::success();
  }

  const CheckOptions &Options;
  const Installation &Where;
  SourceTexts &Sources;
  const std::string Root;
  const llvm::sys::TimePoint<> Start = std::chrono::system_clock::now();
  RunPlan Plan;
  OrderPairs Order;
  std::vector<llvm::StringRef> Checks;
  std::string Database;
  /// Of all units of the database.
  llvm::StringSet<> AllIds;
  std::vector<CompileUnit> Wanted;
};

} // namespace

llvm::Expected<Analysis> analyseProgram(const CheckOptions &Options,
                                        const Installation &Where,
                                        SourceTexts &Sources) {
  const auto Start = std::chrono::steady_clock::now();
  llvm::Expected<Analysis> Done = Analyser(Options, Where, Sources).run();
  if (Done)
    Done->Result.Seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
            .count();
  return Done;
}

llvm::Expected<Analysis> analyseToKeep(const CheckOptions &Options,
                                       const Installation &Where,
                                       SourceTexts &Sources,
                                       llvm::StringRef Consequence) {
  llvm::Expected<Analysis> Done = analyseProgram(Options, Where, Sources);
  if (!Done)
    return Done.takeError();
  printFailures(llvm::errs(), Done->Result);
  if (!Done->Stopped.empty())
    return llvm::createStringError(Done->Stopped + "; " + Consequence);
  return Done;
}

bool isWhole(const Report &R, const CheckOptions &Options) {
  return Options.Files.empty() && R.Failures.empty();
}

} // namespace fearless
