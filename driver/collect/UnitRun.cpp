//===- UnitRun.cpp - Plan and outcome as files ----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/UnitRun.h"
#include "collect/UnitInputs.h"
#include "compat/Json.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"

namespace fearless {
namespace {

constexpr llvm::StringLiteral PlanName = "/run.json";
constexpr llvm::StringLiteral OutcomeName = "/outcome.json";

llvm::Error writeWhole(const std::string &Path, const llvm::json::Value &V) {
  return llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    OS << V << '\n';
    return llvm::Error::success();
  });
}

llvm::Expected<llvm::json::Value> readWhole(const std::string &Path) {
  const llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> Text =
      llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Text.getError().message());
  return llvm::json::parse((*Text)->getBuffer());
}

llvm::StringRef nameOf(RunEnd End) {
  switch (End) {
  case RunEnd::Exited:
    return "exited";
  case RunEnd::Crashed:
    return "crashed";
  case RunEnd::TimedOut:
    return "timed-out";
  case RunEnd::NotStarted:
    return "not-started";
  }
  return "";
}

/// An unknown name is a run that never was.
RunEnd endOf(llvm::StringRef Name) {
  for (RunEnd End : {RunEnd::Exited, RunEnd::Crashed, RunEnd::TimedOut})
    if (Name == nameOf(End))
      return End;
  return RunEnd::NotStarted;
}

} // namespace

std::string idOf(const RunPlan &Plan) {
  std::string Text = Plan.Tidy + '\0' + Plan.Contents;
  for (const std::string &Argument : Plan.Arguments)
    Text += '\0' + Argument;
  return hashOf(Text).substr(0, 16);
}

std::string idOf(const CompileUnit &Unit) {
  return hashOf(identityOf(Unit)).substr(0, 16);
}

std::string unitFolder(llvm::StringRef RunFolder, llvm::StringRef Id) {
  return (RunFolder + "/units/" + Id).str();
}

llvm::Error writePlan(const RunPlan &Plan, llvm::StringRef RunFolder) {
  return writeWhole((RunFolder + PlanName).str(),
                    llvm::json::Object{{"tidy", Plan.Tidy},
                                       {"contents", Plan.Contents},
                                       {"arguments", Plan.Arguments},
                                       {"timeout", Plan.TimeoutSeconds}});
}

llvm::Expected<RunPlan> readPlan(llvm::StringRef RunFolder) {
  llvm::Expected<llvm::json::Value> V = readWhole((RunFolder + PlanName).str());
  if (!V)
    return V.takeError();
  RunPlan Plan;
  llvm::json::Path::Root Root("run.json");
  llvm::json::ObjectMapper Map(*V, Root);
  if (!Map || !Map.map("tidy", Plan.Tidy) ||
      !Map.map("contents", Plan.Contents) ||
      !Map.map("arguments", Plan.Arguments) ||
      !Map.map("timeout", Plan.TimeoutSeconds))
    return Root.getError();
  return Plan;
}

llvm::Error writeOutcome(const UnitOutcome &Outcome,
                         llvm::StringRef UnitFolder) {
  return writeWhole((UnitFolder + OutcomeName).str(),
                    llvm::json::Object{{"end", nameOf(Outcome.End)},
                                       {"status", Outcome.ExitStatus},
                                       {"why", Outcome.Why},
                                       {"complete", Outcome.Complete}});
}

llvm::Expected<UnitOutcome> readOutcome(llvm::StringRef UnitFolder) {
  llvm::Expected<llvm::json::Value> V =
      readWhole((UnitFolder + OutcomeName).str());
  if (!V)
    return V.takeError();
  UnitOutcome Outcome;
  llvm::json::Path::Root Root("outcome.json");
  llvm::json::ObjectMapper Map(*V, Root);
  std::string End;
  if (!Map || !Map.map("status", Outcome.ExitStatus) ||
      !Map.map("why", Outcome.Why) || !Map.map("end", End) ||
      !Map.map("complete", Outcome.Complete))
    return Root.getError();
  Outcome.End = endOf(End);
  return Outcome;
}

} // namespace fearless
