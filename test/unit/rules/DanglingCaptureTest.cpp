//===- DanglingCaptureTest.cpp - Findings from facts built by hand --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rule.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

/// One function that starts a detached thread which borrows storage 0.
class DanglingCaptureTest : public testing::Test {
protected:
  DanglingCaptureTest() {
    FunctionFacts F;
    F.Storages.resize(2);
    F.Storages[0].Name = "Count";
    F.Storages[0].Type = "Counter";
    F.Storages[0].Declared = line(1);
    F.Storages[1].Kind = StorageKind::Temporary;
    F.Loans.resize(1);
    F.Loans[0].Kind = LoanKind::ReferenceCapture;
    F.Loans[0].At = line(2);
    F.Spawns.resize(1);
    F.Spawns[0].Noun = "thread";
    F.Spawns[0].At = line(2);
    F.Spawns[0].Crossing.Loans.push_back(0);
    F.Blocks.resize(2);
    F.Blocks[0].Facts = {{event::Spawn{0, 1, false}, line(2)},
                         {event::Detach{1}, line(3)}};
    F.Blocks[0].Next.resize(1);
    F.Blocks[0].Next[0].To = 1;
    Whole.Unit.Functions.push_back(std::move(F));
  }

  static Place line(unsigned L) { return {"f.cpp", L, 1, 0}; }
  FunctionFacts &function() { return Whole.Unit.Functions[0]; }
  std::vector<Finding> findings() const {
    return runRule("fearless-dangling-capture", Whole);
  }
  void endAtReturn(StorageId S) {
    function().Blocks[0].Next[0].Facts.push_back(
        {event::Expire{{S}, EndReason::Return}, line(4)});
  }

  Program Whole;
};

TEST_F(DanglingCaptureTest, TellsWhatWhyWhereAndWhatToDo) {
  endAtReturn(0);
  const std::vector<Finding> Found = findings();
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.At, line(2));
  EXPECT_EQ(F.Sureness, Confidence::Definite);
  EXPECT_EQ(F.Message, "detached thread may outlive 'Count', which it captures "
                       "by reference");
  ASSERT_EQ(F.Steps.size(), 3u);
  EXPECT_EQ(F.Steps[0].Message, "it is detached here, so nothing waits for it");
  EXPECT_EQ(F.Steps[1].Message, "'Count' ends here, when the function returns");
  EXPECT_EQ(
      F.Steps[2].Message,
      "move 'Count' into the thread, share it through 'std::shared_ptr', or "
      "join the thread before 'Count' ends");
  EXPECT_TRUE(F.Fixes.empty());
}

TEST_F(DanglingCaptureTest, OffersTheFixOfTheLoan) {
  endAtReturn(0);
  Loan &L = function().Loans[0];
  L.OffersCopy = true;
  L.CopyFixBegin = line(2);
  L.CopyFixEnd = line(2);
  ASSERT_EQ(findings().size(), 1u);
  EXPECT_EQ(findings()[0].Fixes.size(), 1u);
}

TEST_F(DanglingCaptureTest, CallersObjectIsOnlyPossible) {
  function().Storages[0].Kind = StorageKind::Callers;
  const std::vector<Finding> Found = findings();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Sureness, Confidence::Possible);
  EXPECT_EQ(Found[0].Unknowns.size(), 1u);
}

TEST_F(DanglingCaptureTest, ViewParameterIsDefinite) {
  function().Storages[0].Kind = StorageKind::Callers;
  function().Loans[0].Kind = LoanKind::View;
  ASSERT_EQ(findings().size(), 1u);
  EXPECT_EQ(findings()[0].Sureness, Confidence::Definite);
}

TEST_F(DanglingCaptureTest, CountedThisNeedsAReference) {
  function().Storages[0].Kind = StorageKind::This;
  function().Loans[0].Kind = LoanKind::This;
  function().Spawns[0].ThisIsCounted = true;
  ASSERT_EQ(findings().size(), 1u);
  EXPECT_EQ(findings()[0].Sureness, Confidence::Definite);
  EXPECT_EQ(findings()[0].Message,
            "detached thread may outlive its 'Counter', whose 'this' it uses");
  function().Spawns[0].KeepsThisAlive = true;
  EXPECT_TRUE(findings().empty());
}

TEST_F(DanglingCaptureTest, OutsideStorageIsNoProblem) {
  function().Storages[0].Kind = StorageKind::Outside;
  EXPECT_TRUE(findings().empty());
}

TEST_F(DanglingCaptureTest, FunctionThatNeverReturnsKeepsItsLocals) {
  endAtReturn(0);
  function().Blocks[0].Next[0].To = 0;
  function().Blocks[0].Next[0].Facts.clear();
  EXPECT_TRUE(findings().empty());
}

TEST_F(DanglingCaptureTest, BrokenCodeProvesNoMissingJoin) {
  endAtReturn(0);
  function().Broken = true;
  EXPECT_EQ(findings().size(), 1u) << "a detach that is there is evidence";
  function().Blocks[0].Facts.pop_back();
  EXPECT_TRUE(findings().empty());
}

TEST_F(DanglingCaptureTest, DeferredTaskRunsOnlyWhenAwaited) {
  endAtReturn(0);
  function().Spawns[0].Deferred = true;
  EXPECT_TRUE(findings().empty());
}

TEST_F(DanglingCaptureTest, InstantiationsAreReportedOnce) {
  endAtReturn(0);
  Whole.Unit.Functions.push_back(function());
  EXPECT_EQ(findings().size(), 1u);
}

} // namespace
} // namespace fearless
