//===- FindingJsonTest.cpp - Findings as JSON -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/FindingJson.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

Finding wholeFinding() {
  Finding F;
  F.Check = "fearless-x";
  F.At = {"a.cpp", 3, 7, 0};
  F.Message = "thread may outlive 'n'";
  F.Steps.push_back({{"a.cpp", 4, 1, 0}, "'n' ends here"});
  F.Sureness = Confidence::Possible;
  F.Unknowns = {"who waits"};
  F.Fixes.push_back({{"a.cpp", 3, 7, 0}, {"a.cpp", 3, 8, 0}, "="});
  F.In = {"c:@F@f#", "f", true};
  F.Identity = {"m", "n"};
  return F;
}

Finding readBack(const Finding &F) {
  const llvm::json::Value V = toJSON(F);
  Finding Back;
  llvm::json::Path::Root Root;
  EXPECT_TRUE(fromJSON(V, Back, Root)) << llvm::toString(Root.getError());
  return Back;
}

TEST(FindingJsonTest, RoundTrips) {
  Finding Bare;
  Bare.Check = "fearless-y";
  for (const Finding &F : {wholeFinding(), Bare})
    EXPECT_EQ(readBack(F), F);
}

TEST(FindingJsonTest, TextsBecomeUtf8) {
  Finding F = wholeFinding();
  F.Message = "caf\xE9";
  EXPECT_EQ(readBack(F).Message, "caf\xEF\xBF\xBD");
}

TEST(FindingJsonTest, SaysWhatIsWrong) {
  llvm::json::Value V = toJSON(wholeFinding());
  (*V.getAsObject())["confidence"] = "sure";
  Finding F;
  llvm::json::Path::Root Root("finding");
  EXPECT_FALSE(fromJSON(V, F, Root));
  EXPECT_EQ(llvm::toString(Root.getError()),
            "expected 'definite' or 'possible' at finding.confidence");
}

} // namespace
} // namespace fearless
