//===- LinkUnits.cpp - Unit files -> one report, or one file --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/Paths.h"
#include "commands/ReportAnalysis.h"
#include "commands/WriteWhole.h"
#include "report/OrderFile.h"
#include "report/PrintReport.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Parallel.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <mutex>

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

llvm::Expected<UnitFile> loadUnitFile(const std::string &Path) {
  const auto Bytes = llvm::MemoryBuffer::getFile(
      Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Bytes)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Bytes.getError().message());
  return readUnitFile((*Bytes)->getBuffer(), Path);
}

/// Goes over the unit files in any order, several at a time: Prepare may run
/// beside itself, Add does not. Of the errors, that of the first file counts.
llvm::Error forEachUnitFile(const std::set<std::string> &Paths,
                            llvm::function_ref<void(UnitFile &)> Prepare,
                            llvm::function_ref<void(UnitFile)> Add) {
  const std::vector<std::string> All(Paths.begin(), Paths.end());
  std::vector<std::string> Problems(All.size());
  std::mutex Mutex;
  llvm::parallelFor(0, All.size(), [&](size_t I) {
    llvm::Expected<UnitFile> Unit = loadUnitFile(All[I]);
    if (!Unit) {
      Problems[I] = llvm::toString(Unit.takeError());
      return;
    }
    Prepare(*Unit);
    const std::lock_guard<std::mutex> Lock(Mutex);
    Add(std::move(*Unit));
  });
  for (const std::string &Problem : Problems)
    if (!Problem.empty())
      return llvm::createStringError(Problem);
  return llvm::Error::success();
}

void leave(UnitFile &) {}

/// Reads the files twice: what nothing rests on is not kept.
llvm::Error gather(const std::set<std::string> &Paths, Gathered &All) {
  ProgramIndex Index;
  if (llvm::Error E = forEachUnitFile(
          Paths, leave, [&](const UnitFile &Unit) { Index.add(Unit); }))
    return E;
  Index.finish();
  if (llvm::Error E = forEachUnitFile(
          Paths, [&](UnitFile &Unit) { Index.reduce(Unit); },
          [&](UnitFile Unit) { merge(All.Whole, std::move(Unit)); }))
    return E;
  for (const auto &[Id, Record] : All.Whole.Units)
    addRecord(All, Record);
  addProgram(All, Index);
  return llvm::Error::success();
}

int saveUnitFile(const UnitFile &Unit, llvm::StringRef Path) {
  if (llvm::Error E = writeWhole(
          Path, [&](llvm::raw_ostream &OS) { OS << writeUnitFile(Unit); }))
    return reportError(llvm::toString(std::move(E)));
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
    if (llvm::Error E = forEachUnitFile(*Paths, leave, [&](UnitFile Unit) {
          merge(All.Whole, std::move(Unit));
        }))
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
  llvm::Expected<Analysis> Done =
      analyseToKeep(Options, Where, Sources, "no unit file is written");
  if (!Done)
    return reportError(llvm::toString(Done.takeError()));
  const int Status = saveUnitFile(Done->Whole, Into);
  return Done->Result.Failures.empty() ? Status : ExitError;
}

} // namespace fearless
