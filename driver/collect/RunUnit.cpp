//===- RunUnit.cpp - One unit through the checks --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/RunUnit.h"
#include "collect/CollectUnits.h"
#include "collect/UnitRun.h"
#include "llvm/Support/Program.h"

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

} // namespace

llvm::Error runUnit(llvm::StringRef WorkFolder, size_t N) {
  llvm::Expected<RunPlan> Plan = readPlan(WorkFolder);
  if (!Plan)
    return Plan.takeError();
  const std::string Folder = unitFolder(WorkFolder, N);
  llvm::Expected<std::vector<CompileUnit>> Units =
      readDatabase(Folder + "/compile_commands.json");
  if (!Units)
    return Units.takeError();

  std::vector<std::string> Args = {Plan->Tidy};
  Args.insert(Args.end(), Plan->Arguments.begin(), Plan->Arguments.end());
  Args.insert(Args.end(),
              {"-p", Folder, "--export-fixes=" + Folder + "/findings.yaml",
               "--fearless-results=" + Folder + "/results.json"});
  for (const CompileUnit &Unit : *Units)
    Args.push_back(Unit.File);
  return writeOutcome(execute(*Plan, Args, Folder + "/output.txt"), Folder);
}

} // namespace fearless
