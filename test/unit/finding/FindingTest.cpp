//===- FindingTest.cpp - Order and text of findings -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Finding.h"
#include "finding/CheckTable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

TEST(QuoteNamesTest, JoinsAsASentenceDoes) {
  EXPECT_EQ(quoteNames({"a"}), "'a'");
  EXPECT_EQ(quoteNames({"a", "b"}), "'a' and 'b'");
  EXPECT_EQ(quoteNames({"a", "b", "c"}), "'a', 'b' and 'c'");
  EXPECT_EQ(quoteNames({"a", "b", "c", "d"}), "'a', 'b' and 2 more");
}

TEST(PlaceTest, UnitEncodingTakesNoPartInComparison) {
  Place A{"f.cpp", 3, 4, 17}, B{"f.cpp", 3, 4, 99};
  EXPECT_EQ(A, B);
  EXPECT_LT((Place{"f.cpp", 3, 4, 0}), (Place{"f.cpp", 3, 5, 0}));
  EXPECT_LT((Place{"a.cpp", 9, 9, 0}), (Place{"b.cpp", 1, 1, 0}));
  EXPECT_FALSE(Place().isValid());
}

TEST(FindingTest, OrderIsByPlaceThenCheckThenMessage) {
  Finding Early, Late;
  Early.At = {"f.cpp", 1, 1, 0};
  Late.At = {"f.cpp", 2, 1, 0};
  EXPECT_LT(Early, Late);
  Late.At = Early.At;
  Early.Check = "fearless-a";
  Late.Check = "fearless-b";
  EXPECT_LT(Early, Late);
}

TEST(FindingTest, PrintsLikeACompiler) {
  Finding F;
  F.Check = "fearless-x";
  F.At = {"f.cpp", 1, 2, 0};
  F.Message = "thread may outlive 'a'";
  F.Steps.push_back({{"f.cpp", 3, 4, 0}, "'a' ends here"});
  std::string Text;
  llvm::raw_string_ostream(Text) << F;
  EXPECT_EQ(Text, "f.cpp:1:2: warning: thread may outlive 'a' [fearless-x]\n"
                  "  f.cpp:3:4: note: 'a' ends here\n");
}

TEST(CheckTableTest, IsSortedAndComplete) {
  EXPECT_TRUE(
      llvm::is_sorted(allChecks(), [](const CheckRow &A, const CheckRow &B) {
        return A.Id < B.Id;
      }));
  for (const CheckRow &Row : allChecks()) {
    EXPECT_TRUE(Row.Id.starts_with("fearless-"));
    EXPECT_TRUE(Row.Sentence.starts_with("finds ")) << Row.Sentence.str();
    EXPECT_FALSE(Row.Sentence.ends_with("."));
  }
}

TEST(CheckTableTest, FindsByEitherName) {
  EXPECT_EQ(findCheck("dangling-capture"),
            findCheck("fearless-dangling-capture"));
  EXPECT_NE(findCheck("dangling-capture"), nullptr);
  EXPECT_EQ(findCheck("no-such-check"), nullptr);
}

TEST(ProfileTest, NamesRoundTrip) {
  for (Profile P : {Profile::Core, Profile::Strict})
    EXPECT_EQ(parseProfile(nameOf(P)), P);
  EXPECT_EQ(parseProfile("Core"), std::nullopt);
}

} // namespace
} // namespace fearless
