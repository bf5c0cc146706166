//===- RunUnit.cpp - One unit through the checks --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/RunUnit.h"
#include "collect/CollectUnits.h"
#include "collect/ReadResults.h"
#include "collect/UnitInputs.h"
#include "collect/UnitRun.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

UnitOutcome execute(const RunPlan &Plan, const std::vector<std::string> &Args,
                    llvm::StringRef OutputPath) {
  const std::vector<llvm::StringRef> ArgRefs(Args.begin(), Args.end());
  const std::optional<llvm::StringRef> Redirects[] = {"", OutputPath,
                                                      OutputPath};
  UnitOutcome Outcome;
  const int Status = llvm::sys::ExecuteAndWait(
      Plan.Tidy, ArgRefs, /*Env=*/std::nullopt, Redirects, Plan.TimeoutSeconds,
      /*MemoryLimit=*/0, &Outcome.Why);
  if (Status >= 0) {
    Outcome.End = RunEnd::Exited;
    Outcome.ExitStatus = Status;
    return Outcome;
  }
  // The interface has one status for both, and only its words tell.
  if (Status == -2)
    Outcome.End = llvm::StringRef(Outcome.Why).starts_with("Child timed out")
                      ? RunEnd::TimedOut
                      : RunEnd::Crashed;
  return Outcome;
}

std::string textOf(const std::string &Path) {
  const auto Text = llvm::MemoryBuffer::getFile(Path);
  return Text ? (*Text)->getBuffer().str() : "";
}

llvm::Error writeText(const std::string &Path, llvm::StringRef Text) {
  return llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    OS << Text;
    return llvm::Error::success();
  });
}

/// Remembers what the result was made of, and tells ninja.
llvm::Error writeInputs(const UnitInputs &Inputs, const std::string &Folder) {
  if (llvm::Error E =
          writeText(Folder + "/deps.d",
                    dependencyRule(Folder + "/outcome.json", Inputs.Files)))
    return E;
  return writeText(Folder + "/inputs.txt", printInputs(Inputs));
}

/// Whether the outcome of an earlier run stands.
bool isUpToDate(std::optional<UnitInputs> &Inputs, llvm::StringRef Key,
                const std::string &Folder) {
  return Inputs && llvm::sys::fs::exists(Folder + "/outcome.json") &&
         areUnchanged(*Inputs, Key);
}

} // namespace

llvm::Error runUnit(llvm::StringRef RunFolder, llvm::StringRef Id,
                    llvm::StringRef Configurations) {
  const std::string Folder = unitFolder(RunFolder, Id);
  llvm::Expected<std::vector<CompileUnit>> Units =
      readDatabase(Folder + "/compile_commands.json");
  if (!Units)
    return Units.takeError();
  if (Units->size() != 1)
    return llvm::createStringError("'" + Folder + "' is no folder of a unit");
  const CompileUnit &Unit = Units->front();
  const std::string Key =
      hashOf(identityOf(Unit) + '\0' + Configurations.str());
  std::optional<UnitInputs> Inputs =
      parseInputs(textOf(Folder + "/inputs.txt"));
  if (isUpToDate(Inputs, Key, Folder))
    return writeInputs(*Inputs, Folder);

  for (llvm::StringRef Name : {"/inputs.txt", "/outcome.json", "/findings.yaml",
                               "/results.unit", "/files.txt", "/output.txt"})
    if (const std::error_code EC = llvm::sys::fs::remove(Folder + Name))
      return llvm::createStringError("cannot remove '" + Folder + Name +
                                     "': " + EC.message());
  llvm::Expected<RunPlan> Plan = readPlan(RunFolder);
  if (!Plan)
    return Plan.takeError();
  std::vector<std::string> Args = {Plan->Tidy};
  Args.insert(Args.end(), Plan->Arguments.begin(), Plan->Arguments.end());
  Args.insert(Args.end(),
              {"-p", Folder, "--export-fixes=" + Folder + "/findings.yaml",
               "--fearless-results=" + Folder, Unit.File});
  const llvm::sys::TimePoint<> Start = std::chrono::system_clock::now();
  UnitOutcome Outcome = execute(*Plan, Args, Folder + "/output.txt");

  std::vector<std::string> Files = readFileList(Folder);
  SourceTexts Sources;
  Outcome.Complete = !Files.empty() &&
                     readResult(Unit, Outcome, Folder, Sources).Failure.empty();
  if (llvm::Error E = writeOutcome(Outcome, Folder))
    return E;
  llvm::append_range(Files, configurationsOf(Unit.File));
  return writeInputs({Outcome.Complete ? Key : "", examineFiles(Files, Start)},
                     Folder);
}

} // namespace fearless
