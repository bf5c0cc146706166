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

static void addAll(std::set<Finding> &To, std::vector<Finding> Findings) {
  for (Finding &F : Findings)
    addFinding(To, std::move(F));
}

/// Adds the findings of a unit that are its own to say.
static void addOwn(std::set<Finding> &To, std::vector<Finding> Findings,
                   llvm::function_ref<bool(const Finding &)> IsProvisional) {
  llvm::erase_if(Findings, IsProvisional);
  addAll(To, std::move(Findings));
}

void addUnit(Gathered &To, const CompileUnit &Unit, UnitResult Result) {
  const auto IsProvisional = [&](const Finding &F) {
    return llvm::any_of(Result.Whole.Units, [&](const auto &Entry) {
      return isProvisional(Entry.second, F);
    });
  };
  addOwn(To.Findings, std::move(Result.Findings), IsProvisional);
  addOwn(To.Suppressed, std::move(Result.Suppressed), IsProvisional);
  addOwn(To.BelowProfile, std::move(Result.BelowProfile), IsProvisional);
  merge(To.Whole, std::move(Result.Whole));
  To.QuietAt.merge(Result.QuietAt);
  To.Files.insert(Result.Files.begin(), Result.Files.end());
  if (!Result.Failure.empty())
    To.Failures[Result.Failure].insert(Unit.File);
}

void addRecord(Gathered &To, const UnitRecord &Record) {
  std::vector<Finding> Shown;
  for (const Finding &F : Record.Results.Reported)
    if (passesFilters(Record, F))
      Shown.push_back(F);
  const auto IsProvisional = [&](const Finding &F) {
    return isProvisional(Record, F);
  };
  addOwn(To.Findings, std::move(Shown), IsProvisional);
  addOwn(To.Suppressed, Record.Results.Suppressed, IsProvisional);
  addOwn(To.BelowProfile, Record.Results.BelowProfile, IsProvisional);
  for (const QuietPlace &Q : Record.Results.QuietAt)
    To.QuietAt.insert({Q.Check, Q.At.File.str(), Q.At.Line});
  To.Files.insert(Record.Files.begin(), Record.Files.end());
  if (Record.Broken)
    To.Failures["does not compile"].insert(Record.File);
  ++To.Units;
}

void addProgram(Gathered &To) {
  ProgramIndex Index;
  Index.add(To.Whole);
  Index.finish();
  UnitFile Kept = To.Whole;
  addProgram(To, Index);
  To.Whole = std::move(Kept);
}

void addProgram(Gathered &To, const ProgramIndex &Index) {
  To.Differences = findDifferences(To.Whole, Index);
  UnitResults Said = judgeProgram(To.Whole, Index, To.Order);
  addAll(To.Findings, std::move(Said.Reported));
  addAll(To.Suppressed, std::move(Said.Suppressed));
  addAll(To.BelowProfile, std::move(Said.BelowProfile));
  for (const QuietPlace &Q : Said.QuietAt) {
    llvm::SmallString<256> Real;
    if (!llvm::sys::fs::real_path(llvm::StringRef(Q.At.File), Real))
      To.QuietAt.insert({Q.Check, Real.str().str(), Q.At.Line});
  }
}

/// All units together. A function of a header counts in each.
static UnitCounts countsOf(const UnitFile &All) {
  UnitCounts Sum;
  std::set<LargeFunction> TooLarge;
  for (const auto &[Id, Unit] : All.Units) {
    Sum.Functions += Unit.Counts.Functions;
    Sum.Broken += Unit.Counts.Broken;
    Sum.Calls += Unit.Counts.Calls;
    Sum.Indirect += Unit.Counts.Indirect;
    Sum.Unseen += Unit.Counts.Unseen;
    TooLarge.insert(Unit.Counts.TooLarge.begin(), Unit.Counts.TooLarge.end());
  }
  Sum.TooLarge.assign(TooLarge.begin(), TooLarge.end());
  return Sum;
}

Report reportOf(Gathered All, std::string Root) {
  Report R;
  R.Root = std::move(Root);
  R.BelowProfile = All.BelowProfile.size();
  R.Differences = std::move(All.Differences);
  R.Failures = std::move(All.Failures);
  R.Units = All.Units;
  R.Counts = countsOf(All.Whole);

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
