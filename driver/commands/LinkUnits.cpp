//===- LinkUnits.cpp - Unit files -> one report, or one file --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/Paths.h"
#include "commands/ReportAnalysis.h"
#include "report/OrderFile.h"
#include "report/PrintReport.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;

/// The unit files that the arguments name: files, and those in folders.
llvm::Expected<std::set<std::string>>
findUnitFiles(llvm::ArrayRef<std::string> Arguments) {
  std::set<std::string> Paths;
  for (const std::string &Argument : Arguments) {
    if (!fs::is_directory(Argument)) {
      Paths.insert(Argument);
      continue;
    }
    const size_t Before = Paths.size();
    std::error_code EC;
    for (fs::recursive_directory_iterator I(Argument, EC), E; !EC && I != E;
         I.increment(EC))
      if (llvm::sys::path::extension(I->path()) == ".unit")
        Paths.insert(I->path());
    if (EC)
      return llvm::createStringError("cannot read folder '" + Argument +
                                     "': " + EC.message());
    if (Paths.size() == Before)
      return llvm::createStringError("there is no unit file in '" + Argument +
                                     "'; its files end in '.unit'");
  }
  return Paths;
}

/// Goes over the unit files, one at a time.
llvm::Error forEachUnitFile(const std::set<std::string> &Paths,
                            llvm::function_ref<void(UnitFile)> Do) {
  for (const std::string &Path : Paths) {
    const auto Bytes = llvm::MemoryBuffer::getFile(
        Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    if (!Bytes)
      return llvm::createStringError("cannot read '" + Path +
                                     "': " + Bytes.getError().message());
    llvm::Expected<UnitFile> Unit = readUnitFile((*Bytes)->getBuffer(), Path);
    if (!Unit)
      return Unit.takeError();
    Do(std::move(*Unit));
  }
  return llvm::Error::success();
}

/// Reads the files twice: what nothing rests on is not kept.
llvm::Error gather(const std::set<std::string> &Paths, Gathered &All) {
  ProgramIndex Index;
  if (llvm::Error E = forEachUnitFile(
          Paths, [&](const UnitFile &Unit) { Index.add(Unit); }))
    return E;
  Index.finish();
  if (llvm::Error E = forEachUnitFile(Paths, [&](UnitFile Unit) {
        Index.reduce(Unit);
        merge(All.Whole, std::move(Unit));
      }))
    return E;
  for (const auto &[Id, Record] : All.Whole.Units)
    addRecord(All, Record);
  addProgram(All, Index);
  return llvm::Error::success();
}

/// Writes to another name and renames: a reader sees all of it or nothing.
int saveUnitFile(const UnitFile &Unit, llvm::StringRef Path) {
  if (llvm::Error E = llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
        OS << writeUnitFile(Unit);
        return llvm::Error::success();
      }))
    return reportError("cannot write '" + Path +
                       "': " + llvm::toString(std::move(E)));
  return ExitClean;
}

} // namespace

int linkUnits(const CheckOptions &Options, llvm::StringRef MergeInto) {
  llvm::Expected<std::vector<KnownFinding>> Known = readKnown(Options);
  if (!Known)
    return reportError(llvm::toString(Known.takeError()));
  llvm::Expected<std::set<std::string>> Paths = findUnitFiles(Options.Files);
  if (!Paths)
    return reportError(llvm::toString(Paths.takeError()));
  const auto Start = std::chrono::steady_clock::now();
  Gathered All;
  if (!Options.Order.empty())
    if (llvm::Error E = readOrder(Options.Order, findRoot(workingDirectory()))
                            .moveInto(All.Order))
      return reportError(llvm::toString(std::move(E)));
  if (!MergeInto.empty()) {
    if (llvm::Error E = forEachUnitFile(
            *Paths, [&](UnitFile Unit) { merge(All.Whole, std::move(Unit)); }))
      return reportError(llvm::toString(std::move(E)));
    return saveUnitFile(All.Whole, MergeInto);
  }
  if (llvm::Error E = gather(*Paths, All))
    return reportError(llvm::toString(std::move(E)));
  Analysis Done;
  Done.Result = reportOf(std::move(All), findRoot(workingDirectory()));
  Done.Result.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  SourceTexts Sources;
  CheckOptions Whole = Options;
  Whole.Files.clear();
  return reportAnalysis(Done, std::move(*Known), Whole, Sources);
}

int extractUnits(const CheckOptions &Options, const Installation &Where,
                 llvm::StringRef Into) {
  SourceTexts Sources;
  llvm::Expected<Analysis> Done = analyseProgram(Options, Where, Sources);
  if (!Done)
    return reportError(llvm::toString(Done.takeError()));
  const Report &R = Done->Result;
  printFailures(llvm::errs(), R);
  if (!Done->Stopped.empty())
    return reportError(Done->Stopped + "; no unit file is written");
  const int Status = saveUnitFile(Done->Whole, Into);
  return R.Failures.empty() ? Status : ExitError;
}

} // namespace fearless
