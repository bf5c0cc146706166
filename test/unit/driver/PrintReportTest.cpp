//===- PrintReportTest.cpp - Report -> text -------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/PrintReport.h"
#include "report/ShowProgress.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace fearless;

namespace {

Finding finding(unsigned Line, std::string Message, std::string Note = "") {
  Finding F;
  F.Check = "fearless-dangling-capture";
  F.At = {"/none/a.h", Line, 1};
  F.Message = std::move(Message);
  if (!Note.empty())
    F.Steps.push_back({F.At, std::move(Note)});
  return F;
}

std::string findings(const Gathered &All) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  SourceTexts Sources;
  printFindings(OS, reportOf(All, "/none"), Sources, /*InColor=*/false);
  return Text;
}

std::string summary(const Report &R) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printSummary(OS, R);
  return Text;
}

TEST(PrintReport, FindingsAreSortedAndEachOnce) {
  Gathered All;
  addFinding(All.Findings, finding(2, "later"));
  addFinding(All.Findings, finding(1, "sooner"));
  addFinding(All.Findings, finding(2, "later"));
  EXPECT_EQ(findings(All),
            "/none/a.h: error: sooner [fearless-dangling-capture]\n"
            "/none/a.h: error: later [fearless-dangling-capture]\n");
}

TEST(PrintReport, TheOrderOfUnitsLeavesNoTrace) {
  Gathered AB, BA;
  addFinding(AB.Findings, finding(1, "m", "seen in a"));
  addFinding(AB.Findings, finding(1, "m", "seen in b"));
  addFinding(BA.Findings, finding(1, "m", "seen in b"));
  addFinding(BA.Findings, finding(1, "m", "seen in a"));
  EXPECT_EQ(findings(AB), findings(BA));
  EXPECT_EQ(AB.Findings.size(), 1u);
}

TEST(PrintReport, FailuresShareALineByReason) {
  Report R;
  R.Failures["too odd"] = {"/b.cpp", "/a.cpp", "/a.cpp"};
  R.Failures["too long"] = {"/c.cpp"};
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printFailures(OS, R);
  EXPECT_EQ(Text, "fearless: error: /c.cpp: too long\n"
                  "fearless: error: /a.cpp and 2 more units: too odd\n");
  EXPECT_EQ(failedUnits(R), 4u);
}

TEST(PrintReport, SummaryCounts) {
  Gathered All;
  All.Units = 1;
  EXPECT_EQ(summary(reportOf(All, "/")), "0 findings in 1 unit, 0.0 s\n");
  addFinding(All.Findings, finding(1, "m"));
  All.Units = 3;
  All.Failures["why"] = {"/a.cpp"};
  Report R = reportOf(All, "/");
  R.Seconds = 12.34;
  EXPECT_EQ(summary(R), "1 finding (1 fearless-dangling-capture) in 3 units "
                        "(1 failed), 12.3 s\n");
}

TEST(PrintReport, WhatIsSuppressedOrKnownIsCountedOnly) {
  Gathered All;
  All.Units = 2;
  addFinding(All.Findings, finding(1, "old"));
  addFinding(All.Findings, finding(2, "new"));
  addFinding(All.Suppressed, finding(3, "silenced"));
  addFinding(All.BelowProfile, finding(4, "perhaps"));
  Report R = reportOf(All, "/");
  R.Compared = true;
  R.Findings[0].State = Standing::Unchanged;
  R.Gone.push_back({});
  EXPECT_EQ(summary(R),
            "1 new finding (1 fearless-dangling-capture), 1 unchanged, 1 gone, "
            "1 suppressed in 2 units, 0.0 s\n"
            "1 more possible finding: --profile strict\n");
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  SourceTexts Sources;
  printFindings(OS, R, Sources, /*InColor=*/false);
  EXPECT_EQ(Text, "/none/a.h: error: new [fearless-dangling-capture]\n");
}

TEST(ReportOf, PossibleFindingsAreNoErrors) {
  Finding F = finding(1, "m");
  EXPECT_EQ(levelOf(F), Severity::Error);
  F.Sureness = Confidence::Possible;
  EXPECT_EQ(levelOf(F), Severity::Warning);
}

TEST(ShowProgress, TellsRateAndTimeLeft) {
  EXPECT_EQ(progressText(0, 10, 0, 0), "0/10 units, 0 %, 0 findings");
  EXPECT_EQ(progressText(5, 20, 1, 10),
            "5/20 units, 25 %, 1 finding, 0.5 units/s, 30 s left");
  EXPECT_EQ(progressText(1, 1001, 0, 4),
            "1/1001 units, 0 %, 0 findings, 0.2 units/s, 1 h 6 min left");
}

TEST(ShowProgress, IsSilentWhereThereIsNoTerminal) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  {
    ProgressLine Line(OS, /*Wanted=*/true);
    Line.show(1, 3, 0);
  }
  EXPECT_EQ(Text, "");
}

} // namespace
