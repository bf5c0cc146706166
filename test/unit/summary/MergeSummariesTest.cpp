//===- MergeSummariesTest.cpp - The laws of merging -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomSummaries.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

UnitSummary merged(UnitSummary A, const UnitSummary &B) {
  merge(A, B);
  return A;
}

UnitFile mergedFiles(UnitFile A, const UnitFile &B) {
  merge(A, B);
  return A;
}

constexpr unsigned Seeds = 500;

TEST(MergeSummariesTest, LawsHoldForUnitFiles) {
  for (unsigned Seed = 0; Seed < Seeds; ++Seed) {
    RandomSummaries Random(Seed);
    const UnitFile A = Random.file(), B = Random.file(), C = Random.file();
    EXPECT_EQ(mergedFiles(A, B), mergedFiles(B, A)) << "seed " << Seed;
    EXPECT_EQ(mergedFiles(mergedFiles(A, B), C),
              mergedFiles(A, mergedFiles(B, C)))
        << "seed " << Seed;
    EXPECT_EQ(mergedFiles(A, A), A) << "seed " << Seed;
    EXPECT_EQ(mergedFiles(A, UnitFile()), A) << "seed " << Seed;
  }
}

TEST(MergeSummariesTest, IsCommutative) {
  for (unsigned Seed = 0; Seed < Seeds; ++Seed) {
    RandomSummaries Random(Seed);
    const UnitSummary A = Random.unit(), B = Random.unit();
    EXPECT_EQ(merged(A, B), merged(B, A)) << "seed " << Seed;
  }
}

TEST(MergeSummariesTest, IsAssociative) {
  for (unsigned Seed = 0; Seed < Seeds; ++Seed) {
    RandomSummaries Random(Seed);
    const UnitSummary A = Random.unit(), B = Random.unit(), C = Random.unit();
    EXPECT_EQ(merged(merged(A, B), C), merged(A, merged(B, C)))
        << "seed " << Seed;
  }
}

TEST(MergeSummariesTest, IsIdempotent) {
  for (unsigned Seed = 0; Seed < Seeds; ++Seed) {
    RandomSummaries Random(Seed);
    const UnitSummary A = Random.unit(), B = Random.unit();
    EXPECT_EQ(merged(A, A), A) << "seed " << Seed;
    EXPECT_EQ(merged(merged(A, B), B), merged(A, B)) << "seed " << Seed;
    EXPECT_EQ(merged(A, UnitSummary()), A) << "seed " << Seed;
    EXPECT_EQ(merged(UnitSummary(), A), A) << "seed " << Seed;
  }
}

/// Only if summaries speak of the same escapes do the laws above say anything.
TEST(MergeSummariesTest, RandomSummariesMeet) {
  unsigned Met = 0;
  for (unsigned Seed = 0; Seed < Seeds; ++Seed) {
    RandomSummaries Random(Seed);
    const UnitSummary A = Random.unit(), B = Random.unit();
    for (const auto &[Entity, F] : A.Functions)
      if (const auto Other = B.Functions.find(Entity);
          Other != B.Functions.end())
        for (const Escape &E : F.Escapes)
          Met += llvm::any_of(Other->second.Escapes, [&](const Escape &O) {
            return O.key() == E.key();
          });
  }
  EXPECT_GT(Met, 20u);
}

TEST(MergeSummariesTest, KeepsTheSurerEscapeThenTheShorterWay) {
  Escape Doubted, Long, Short;
  Doubted.Doubt = "it is not seen";
  Long.Way = {{{"a.cpp", 1, 1}, "here"}, {{"a.cpp", 2, 1}, "there"}};
  Short.Way = {{{"b.cpp", 9, 9}, "here"}};
  for (const std::vector<Escape> &Order :
       {std::vector<Escape>{Doubted, Long, Short}, {Short, Long, Doubted}}) {
    std::vector<Escape> Kept;
    for (const Escape &E : Order)
      addEscape(Kept, E);
    EXPECT_EQ(Kept, std::vector<Escape>{Short});
  }
}

} // namespace
} // namespace fearless
