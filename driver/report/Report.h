//===- Report.h - What a check of a program says ----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The data that every format of a report is printed from. Gathered unit by
// unit: the order of the units leaves no trace in it.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_REPORT_H
#define FEARLESS_DRIVER_REPORT_REPORT_H

#include "collect/JudgeProgram.h"
#include "collect/ReadResults.h"
#include "finding/CheckTable.h"
#include "finding/Finding.h"
#include "program/Program.h"
#include <map>
#include <set>

namespace fearless {

/// What the units said, before it is judged.
struct Gathered {
  std::set<Finding> Findings;
  /// Kept back by NOLINT comments.
  std::set<Finding> Suppressed;
  /// Possible ones that the profile keeps back.
  std::set<Finding> BelowProfile;
  /// Where comments keep findings back, in any profile.
  std::set<QuietLine> QuietAt;
  /// All files that units were read from: real paths.
  std::set<std::string> Files;
  /// What the units tell the program.
  UnitFile Whole;
  /// The lock order that is known and wanted; empty: there is none.
  OrderPairs Order;
  /// Functions that units see with different bodies.
  std::vector<BodyDifference> Differences;
  /// Units that were not checked, or not wholly: their files by the reason.
  std::map<std::string, std::multiset<std::string>> Failures;
  size_t Units = 0;
};

/// Adds a finding, unless it is there: one in a header arrives from every unit
/// that includes it. Those may differ in their steps; then the one whose text
/// comes first stays, whatever came first here.
void addFinding(std::set<Finding> &To, Finding F);

/// Adds what a unit said. What is the program's to say is left to addProgram().
void addUnit(Gathered &To, const CompileUnit &Unit, UnitResult Result);

/// Adds a unit of which there is nothing but its file.
void addRecord(Gathered &To, const UnitRecord &Record);

/// Adds what the units that were added say together. Index has looked at them
/// all, and Gathered::Whole may be reduced by it; only the records of units
/// stay in that.
void addProgram(Gathered &To, const ProgramIndex &Index);
/// The same, with Gathered::Whole as it was.
void addProgram(Gathered &To);

/// A finding against those of a baseline.
enum class Standing {
  /// Not in the baseline, or there is none.
  New,
  /// In the baseline.
  Unchanged,
};

struct ReportedFinding {
  Finding What;
  std::string Fingerprint;
  Standing State = Standing::New;
  /// A NOLINT comment keeps it back.
  bool Suppressed = false;
};

/// What remains of a finding in a baseline.
struct KnownFinding {
  std::string Fingerprint;
  std::string Check;
  /// From the root of the sources.
  std::string File;
  /// The enclosing declaration, for readers.
  std::string Inside;
  std::string Message;

  bool operator==(const KnownFinding &) const = default;
};

/// A NOLINT comment that keeps nothing back.
struct UnusedSuppression {
  Place At;
  /// "NOLINT(...): there is nothing to suppress".
  std::string Message;
};

/// A check of a program, judged.
struct Report {
  /// The folder of the sources; paths below it are relative to it in formats
  /// that other programs read.
  std::string Root;
  /// In the order of findings, suppressed ones among the others.
  std::vector<ReportedFinding> Findings;
  /// Whether there was a baseline.
  bool Compared = false;
  /// In the baseline, and found no more.
  std::vector<KnownFinding> Gone;
  /// The number of possible findings that the profile keeps back.
  size_t BelowProfile = 0;
  /// Of a check of the whole program; otherwise it is not known.
  std::vector<UnusedSuppression> UnusedSuppressions;
  /// Functions that units see with different bodies.
  std::vector<BodyDifference> Differences;
  std::map<std::string, std::multiset<std::string>> Failures;
  size_t Units = 0;
  double Seconds = 0;
  /// How much of the units was analysed; functions that are too large once
  /// each.
  UnitCounts Counts;
};

/// The report of what was gathered, with no baseline.
Report reportOf(Gathered All, std::string Root);

/// Whether readers are to act on it: it is new and not suppressed.
bool isOpen(const ReportedFinding &F);

/// The level of a finding: that of its check, but at most a warning where it is
/// only possible.
Severity levelOf(const Finding &F);

/// The number of units that failed.
size_t failedUnits(const Report &R);

/// The path as seen from the root of the sources, if it is below.
std::string pathFromRoot(llvm::StringRef File, llvm::StringRef Root);

/// The folder of the sources: the nearest one from Start upwards that git calls
/// its own, else Start.
std::string findRoot(llvm::StringRef Start);

} // namespace fearless

#endif
