//===- Report.cpp - What a check of a program says ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Report.h"
#include "finding/Fingerprint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

static std::string textOf(const Finding &F) {
  std::string Text;
  llvm::raw_string_ostream(Text) << F;
  return Text;
}

void addFinding(std::set<Finding> &To, Finding F) {
  const auto Same = To.find(F);
  if (Same != To.end()) {
    if (textOf(*Same) <= textOf(F))
      return;
    To.erase(Same);
  }
  To.insert(std::move(F));
}

void addUnit(Gathered &To, const CompileUnit &Unit, UnitResult Result) {
  for (Finding &F : Result.Findings)
    addFinding(To.Findings, std::move(F));
  for (Finding &F : Result.Suppressed)
    addFinding(To.Suppressed, std::move(F));
  for (Finding &F : Result.BelowProfile)
    addFinding(To.BelowProfile, std::move(F));
  To.QuietAt.merge(Result.QuietAt);
  To.Files.insert(Result.Files.begin(), Result.Files.end());
  if (!Result.Failure.empty())
    To.Failures[Result.Failure].insert(Unit.File);
}

Report reportOf(Gathered All, std::string Root) {
  Report R;
  R.Root = std::move(Root);
  R.BelowProfile = All.BelowProfile.size();
  R.Failures = std::move(All.Failures);
  R.Units = All.Units;

  std::vector<const Finding *> Sorted;
  for (const Finding &F : All.Findings)
    Sorted.push_back(&F);
  // Macros may hide a comment from one unit and not from another.
  for (const Finding &F : All.Suppressed)
    if (!All.Findings.count(F))
      Sorted.push_back(&F);
  llvm::sort(Sorted,
             [](const Finding *A, const Finding *B) { return *A < *B; });
  const std::vector<std::string> Fingerprints = fingerprintsOf(Sorted, R.Root);
  for (size_t I = 0; I != Sorted.size(); ++I)
    R.Findings.push_back({*Sorted[I], Fingerprints[I], Standing::New,
                          All.Findings.count(*Sorted[I]) == 0});
  return R;
}

bool isOpen(const ReportedFinding &F) {
  return F.State == Standing::New && !F.Suppressed;
}

Severity levelOf(const Finding &F) {
  const CheckRow *Row = findCheck(F.Check);
  const Severity Level = Row ? Row->Level : Severity::Warning;
  return Level == Severity::Error && F.Sureness == Confidence::Possible
             ? Severity::Warning
             : Level;
}

size_t failedUnits(const Report &R) {
  size_t Count = 0;
  for (const auto &[Reason, Files] : R.Failures)
    Count += Files.size();
  return Count;
}

std::string pathFromRoot(llvm::StringRef File, llvm::StringRef Root) {
  File.consume_front((Root + "/").str());
  return File.str();
}

std::string findRoot(llvm::StringRef Start) {
  for (llvm::StringRef Dir = Start; !Dir.empty();
       Dir = llvm::sys::path::parent_path(Dir))
    if (llvm::sys::fs::exists(Dir + "/.git"))
      return Dir.str();
  return Start.str();
}

} // namespace fearless
