//===- UnusedSuppressionsTest.cpp - NOLINT comments for nothing -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/FindUnusedSuppressions.h"
#include <gtest/gtest.h>

using namespace fearless;

namespace {

const std::string Check = "fearless-dangling-capture";

std::vector<std::string> unused(llvm::StringRef Text, std::set<unsigned> Lines,
                                std::vector<std::string> Ran = {Check}) {
  std::set<QuietLine> Quiet;
  for (const unsigned Line : Lines)
    Quiet.insert({Check, "/a.cpp", Line});
  std::vector<std::string> Texts;
  for (const UnusedSuppression &U :
       findUnusedSuppressions(Text, "/a.cpp", Quiet, Ran))
    Texts.push_back(std::to_string(U.At.Line) + ":" +
                    std::to_string(U.At.Column) + ": " + U.Message);
  return Texts;
}

using Lines = std::vector<std::string>;

TEST(UnusedSuppressions, AreThoseWithoutAFindingAtTheirLine) {
  const llvm::StringRef Text = "int a; // NOLINT(fearless-dangling-capture)\n"
                               "int b; // NOLINT(fearless-dangling-capture)\n"
                               "// NOLINTNEXTLINE(fearless-dangling-capture)\n"
                               "int c;\n";
  EXPECT_EQ(unused(Text, {1, 4}), Lines{"2:11: NOLINT(fearless-dangling-capture"
                                        "): there is nothing to suppress"});
  EXPECT_EQ(unused(Text, {1, 2}),
            Lines{"3:4: NOLINTNEXTLINE(fearless-dangling-capture): there is "
                  "nothing to suppress"});
}

TEST(UnusedSuppressions, BlocksReachToTheirEnd) {
  const llvm::StringRef Text = "// NOLINTBEGIN(fearless-*)\n"
                               "int a;\n"
                               "// NOLINTEND(fearless-*)\n"
                               "int b;\n";
  EXPECT_EQ(unused(Text, {2}), Lines{});
  EXPECT_EQ(unused(Text, {4}),
            Lines{"1:4: NOLINTBEGIN(fearless-*): there is nothing to "
                  "suppress"});
}

TEST(UnusedSuppressions, OthersComments) {
  EXPECT_EQ(unused("a // NOLINT\nb // NOLINT(bugprone-*, *)\n", {}), Lines{});
}

TEST(UnusedSuppressions, OfChecksThatDidNotRunNothingIsKnown) {
  EXPECT_EQ(unused("a // NOLINT(fearless-dangling-capture)\n", {}, {}),
            Lines{});
}

TEST(UnusedSuppressions, NamesThatAreNone) {
  EXPECT_EQ(unused("a // NOLINT(bugprone-x, fearless-dangling)\n", {1}),
            Lines{"1:6: NOLINT(fearless-dangling): there is no check "
                  "'fearless-dangling'"});
}

} // namespace
