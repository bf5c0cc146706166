//===- SolveFlowTest.cpp - States from facts built by hand ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Flow.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

/// A function with one spawn that borrows local 0; handle 1 is a local too.
/// Blocks are added by the tests.
class SolveFlowTest : public testing::Test {
protected:
  SolveFlowTest() {
    F.Storages.resize(3);
    F.Storages[Borrowed].Name = "borrowed";
    F.Storages[Handle].Name = "handle";
    F.Storages[Handle].AtEnd = EndOfThreads::Terminate;
    F.Storages[Other].Name = "other";
    Loan L;
    L.Kind = LoanKind::ReferenceCapture;
    L.Of = Borrowed;
    F.Loans.push_back(L);
    SpawnSite Site;
    Site.Crossing.Loans.push_back(0);
    F.Spawns.push_back(Site);
    F.Conditions = {{"c", /*Recurs=*/true}};
  }

  BlockId block(std::vector<event::Any> Events) {
    Block B;
    for (event::Any &E : Events)
      B.Facts.push_back({std::move(E), {}});
    F.Blocks.push_back(std::move(B));
    return static_cast<BlockId>(F.Blocks.size() - 1);
  }

  void edge(BlockId From, BlockId To, std::vector<event::Any> Events = {},
            bool IfCallThrows = false) {
    Edge E;
    E.To = To;
    E.IfCallThrows = IfCallThrows;
    for (event::Any &What : Events)
      E.Facts.push_back({std::move(What), {}});
    F.Blocks[From].Next.push_back(std::move(E));
  }

  std::vector<Outlived> outlived() const {
    return findOutlived(F, solveFlow(F));
  }

  static event::Expire end(StorageId S) {
    return event::Expire{{S}, EndReason::Scope};
  }

  static constexpr StorageId Borrowed = 0, Handle = 1, Other = 2;
  const event::Any Start = event::Spawn{0, Handle, false};
  FunctionFacts F;
};

TEST_F(SolveFlowTest, JoinedThreadOutlivesNothing) {
  block({Start, event::Join{Handle}, end(Borrowed)});
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, DetachedThreadOutlivesItsBorrow) {
  block({Start, event::Detach{Handle}, end(Borrowed)});
  const std::vector<Outlived> Found = outlived();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Thread.Loose, LooseReason::Detached);
  EXPECT_TRUE(Found[0].Thread.Doubt.empty());
}

TEST_F(SolveFlowTest, TerminatingHandleEndsTheProgram) {
  block({Start, event::Expire{{Borrowed, Handle}, EndReason::Return}});
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, JoiningHandleDeclaredBeforeWaitsTooLate) {
  F.Storages[Handle].AtEnd = EndOfThreads::Join;
  block({Start, event::Expire{{Borrowed, Handle}, EndReason::Scope}});
  EXPECT_EQ(outlived().size(), 1u);
}

TEST_F(SolveFlowTest, JoiningHandleDeclaredBehindWaitsInTime) {
  F.Storages[Handle].AtEnd = EndOfThreads::Join;
  block({Start, event::Expire{{Handle, Borrowed}, EndReason::Scope}});
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, LeakedHandleLetsTheThreadRunOn) {
  F.Storages[Handle].AtEnd = EndOfThreads::Leak;
  block({Start, event::Expire{{Handle, Borrowed}, EndReason::Scope}});
  const std::vector<Outlived> Found = outlived();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Thread.Loose, LooseReason::Leaked);
}

TEST_F(SolveFlowTest, MoveTakesTheHandleAlong) {
  block({Start, event::Move{Other, Handle, false}, event::Join{Other},
         end(Borrowed)});
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, JoinOfTheMovedFromHandleJoinsNothing) {
  block({Start, event::Move{Other, Handle, false}, event::Join{Handle},
         end(Borrowed)});
  EXPECT_EQ(outlived().size(), 1u);
}

TEST_F(SolveFlowTest, ThreadRunsIfItRunsOnOneOfTwoWays) {
  const BlockId Entry = block({Start}), Joins = block({event::Join{Handle}}),
                Meet = block({end(Borrowed)});
  edge(Entry, Joins);
  edge(Entry, Meet);
  edge(Joins, Meet);
  EXPECT_EQ(outlived().size(), 1u);
}

TEST_F(SolveFlowTest, SameConditionStartsAndJoins) {
  const BlockId Entry = block({}), Starts = block({Start}), Middle = block({}),
                Joins = block({event::Join{Handle}}),
                Exit = block({end(Borrowed)});
  edge(Entry, Starts, {event::Assume{0, true}});
  edge(Entry, Middle, {event::Assume{0, false}});
  edge(Starts, Middle);
  edge(Middle, Joins, {event::Assume{0, true}});
  edge(Middle, Exit, {event::Assume{0, false}});
  edge(Joins, Exit);
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, WrittenConditionNoLongerCorrelates) {
  const BlockId Entry = block({}), Starts = block({Start}),
                Middle = block({event::Forget{0}}),
                Joins = block({event::Join{Handle}}),
                Exit = block({end(Borrowed)});
  edge(Entry, Starts, {event::Assume{0, true}});
  edge(Entry, Middle, {event::Assume{0, false}});
  edge(Starts, Middle);
  edge(Middle, Joins, {event::Assume{0, true}});
  edge(Middle, Exit, {event::Assume{0, false}});
  edge(Joins, Exit);
  EXPECT_EQ(outlived().size(), 1u);
}

TEST_F(SolveFlowTest, FailedSpawnLeavesNoThread) {
  const BlockId Entry = block({Start, event::Succeed{0, 0}}),
                Failed = block({end(Borrowed)});
  edge(Entry, Failed, {event::Assume{0, true}});
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, WaitOnWhatTheThreadKnowsEndsIt) {
  Loan Known;
  Known.Kind = LoanKind::Copy;
  Known.Of = Other;
  F.Loans.push_back(Known);
  F.Spawns[0].Crossing.Loans.push_back(1);
  block({Start, event::Detach{Handle}, event::Wait{Other}, end(Borrowed)});
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, WaitOnSomethingElseProvesNothing) {
  block({Start, event::Detach{Handle}, event::Wait{Other}, end(Borrowed)});
  EXPECT_EQ(outlived().size(), 1u);
}

TEST_F(SolveFlowTest, WaitOnALinkedFuture) {
  Loan Promise;
  Promise.Kind = LoanKind::Copy;
  Promise.Of = Other;
  F.Loans.push_back(Promise);
  F.Spawns[0].Crossing.Loans.push_back(1);
  F.Storages.emplace_back();
  block({event::Link{3, Other}, Start, event::Detach{Handle}, event::Wait{3},
         end(Borrowed)});
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, SharedSignalLeavesDoubt) {
  F.Storages[Borrowed].CanSignal = true;
  block({Start, event::Detach{Handle}, event::Share{Borrowed, false, "await"},
         end(Borrowed)});
  const std::vector<Outlived> Found = outlived();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Thread.Doubt, "'await' may wait for it");
}

TEST_F(SolveFlowTest, SharingWhatCannotSignalLeavesNoDoubt) {
  block({Start, event::Detach{Handle}, event::Share{Borrowed, false, "print"},
         end(Borrowed)});
  const std::vector<Outlived> Found = outlived();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_TRUE(Found[0].Thread.Doubt.empty());
}

TEST_F(SolveFlowTest, WayThatNeedsAnExceptionLeavesDoubt) {
  const BlockId Entry = block({Start, event::Detach{Handle}}),
                Exit = block({end(Borrowed)});
  edge(Entry, Exit, {}, /*IfCallThrows=*/true);
  const std::vector<Outlived> Found = outlived();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_FALSE(Found[0].Thread.Doubt.empty());
}

TEST_F(SolveFlowTest, DefiniteWayOutweighsDoubtfulOne) {
  const BlockId Entry = block({Start, event::Detach{Handle}}),
                Plain = block({}), Exit = block({end(Borrowed)});
  edge(Entry, Plain);
  edge(Entry, Exit, {}, /*IfCallThrows=*/true);
  edge(Plain, Exit);
  const std::vector<Outlived> Found = outlived();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_TRUE(Found[0].Thread.Doubt.empty());
}

TEST_F(SolveFlowTest, EarlierRoundOfALoopRunsOnBesideTheNewest) {
  F.Storages[Handle].AtEnd = EndOfThreads::Leak;
  const BlockId Entry = block({}),
                Loop = block({event::Spawn{0, Handle, true}}), Exit = block({});
  edge(Entry, Loop);
  edge(Loop, Loop);
  edge(Loop, Exit);
  const FunctionFlow Flow = solveFlow(F);
  EXPECT_EQ(Flow.AtEntry[Exit].Threads.size(), 2u);
}

TEST_F(SolveFlowTest, BorrowIsReportedOnce) {
  block({Start, event::Detach{Handle}, end(Borrowed), end(Borrowed)});
  EXPECT_EQ(outlived().size(), 1u);
}

TEST_F(SolveFlowTest, ContentsSurviveTheMoveOfTheirOwner) {
  F.Loans[0].Kind = LoanKind::View;
  F.Loans[0].OfContents = true;
  block({Start, event::Detach{Handle}, event::Move{Other, Borrowed, false},
         end(Borrowed)});
  EXPECT_TRUE(outlived().empty());
}

TEST_F(SolveFlowTest, WhatTemporariesHoldGoesWithTheirBlock) {
  F.Storages[Other].Kind = StorageKind::Temporary;
  const BlockId Entry = block({event::Assign{Other, {{0}, {}}, false}}),
                Exit = block({});
  edge(Entry, Exit);
  EXPECT_TRUE(solveFlow(F).AtEntry[Exit].Contents.empty());
}

TEST_F(SolveFlowTest, WhatAnotherBlockAsksForStays) {
  F.Storages[Other].Kind = StorageKind::Temporary;
  const BlockId Entry = block({event::Assign{Other, {{0}, {}}, false}}),
                Exit = block({event::Assign{Handle, {{}, {Other}}, false}});
  edge(Entry, Exit);
  EXPECT_EQ(solveFlow(F).AtEntry[Exit].Contents.count(Other), 1u);
}

TEST_F(SolveFlowTest, UnreachableBlocksHaveNoState) {
  block({});
  const BlockId Alone = block({Start});
  EXPECT_FALSE(solveFlow(F).AtEntry[Alone].Reachable);
}

} // namespace
} // namespace fearless
