//===- BaselineTest.cpp - Findings that were there before -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Baseline.h"
#include <gtest/gtest.h>

using namespace fearless;

namespace {

Finding finding(std::string Message) {
  Finding F;
  F.Check = "fearless-dangling-capture";
  F.At = {"/src/a.cpp", 3, 1, 0};
  F.In = {"c:@F@f#", "f", false};
  F.Message = std::move(Message);
  return F;
}

Report report(std::vector<std::string> Messages,
              std::vector<std::string> Suppressed = {}) {
  Gathered All;
  for (std::string &Message : Messages)
    addFinding(All.Findings, finding(std::move(Message)));
  for (std::string &Message : Suppressed)
    addFinding(All.Suppressed, finding(std::move(Message)));
  return reportOf(std::move(All), "/src");
}

std::vector<std::string> openMessages(const Report &R) {
  std::vector<std::string> Open;
  for (const ReportedFinding &F : R.Findings)
    if (isOpen(F))
      Open.push_back(F.What.Message);
  return Open;
}

TEST(Baseline, RoundTripsALineAFinding) {
  const auto Known = baselineOf(report({"two", "one \"x\""}, {"silenced"}));
  const std::string Text = writeBaseline(Known);
  EXPECT_EQ(Text.find("silenced"), std::string::npos);
  EXPECT_EQ(llvm::StringRef(Text).count('\n'), 4u);
  EXPECT_EQ(llvm::cantFail(parseBaseline(Text, "b.json")), Known);
  const std::vector<KnownFinding> None;
  EXPECT_EQ(llvm::cantFail(parseBaseline(writeBaseline(None), "b.json")), None);
}

TEST(Baseline, OnlyWhatIsNewIsOpen) {
  Report R = report({"old", "new"}, {"silenced"});
  compareWith(R, baselineOf(report({"old", "gone", "silenced"})),
              /*IsWhole=*/true);
  EXPECT_EQ(openMessages(R), std::vector<std::string>{"new"});
  ASSERT_EQ(R.Gone.size(), 2u);
  EXPECT_EQ(R.Gone[0].Message, "gone");
  EXPECT_EQ(R.Gone[1].Message, "silenced");
}

TEST(Baseline, APartOfTheProgramDoesNotTellWhatIsGone) {
  Report R = report({"new"});
  compareWith(R, baselineOf(report({"old"})), /*IsWhole=*/false);
  EXPECT_TRUE(R.Gone.empty());
}

std::string errorOf(llvm::StringRef Text) {
  auto Known = parseBaseline(Text, "b.json");
  return Known ? "" : llvm::toString(Known.takeError());
}

TEST(Baseline, SaysWhatIsWrong) {
  EXPECT_EQ(errorOf("{\"version\": 2}"),
            "'b.json' is no baseline: it has version 2, and this fearless "
            "knows 1; write it anew with 'fearless baseline write'");
  EXPECT_EQ(errorOf("{\"version\": 1, \"findings\": [{}]}"),
            "'b.json' is no baseline: missing value at "
            "baseline.findings[0].fingerprint; write it anew with 'fearless "
            "baseline write'");
  EXPECT_NE(errorOf("<<<<<<< HEAD"), "");
}

} // namespace
