//===- OrderEventsTest.cpp - What comes before and behind, by hand --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/EventOrder.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

class OrderEventsTest : public ::testing::Test {
protected:
  AccessId add(BlockId B, AccessKind Do) {
    if (F.Blocks.size() <= B)
      F.Blocks.resize(B + 1);
    Access A;
    A.Do = Do;
    F.Accesses.All.push_back(A);
    const auto Id = static_cast<AccessId>(F.Accesses.All.size() - 1);
    F.Blocks[B].Facts.push_back({event::Access{Id}, {}});
    return Id;
  }
  AccessId write(BlockId B) { return add(B, AccessKind::Write); }
  AccessId signal(BlockId B) { return add(B, AccessKind::Signal); }
  void edge(BlockId From, BlockId To) {
    if (F.Blocks.size() <= std::max(From, To))
      F.Blocks.resize(std::max(From, To) + 1);
    Edge E;
    E.To = To;
    F.Blocks[From].Next.push_back(E);
  }

  FunctionFacts F;
};

TEST_F(OrderEventsTest, WithinABlock) {
  const AccessId First = write(0);
  signal(0);
  const AccessId Second = write(0);
  const EventOrder O = orderEvents(F);
  ASSERT_EQ(O.Points.size(), 1u);
  EXPECT_EQ(O.OfAccess[First].Before, 0u);
  EXPECT_EQ(O.OfAccess[First].After, 1u);
  EXPECT_EQ(O.OfAccess[Second].Before, 1u);
  EXPECT_EQ(O.OfAccess[Second].After, 0u);
}

TEST_F(OrderEventsTest, OnOneOfTwoWaysIsEnough) {
  edge(0, 1);
  edge(0, 2);
  edge(1, 3);
  edge(2, 3);
  signal(1);
  const AccessId Last = write(3);
  EXPECT_EQ(orderEvents(F).OfAccess[Last].Before, 1u);
}

TEST_F(OrderEventsTest, ALoopComesBeforeAndBehindItself) {
  const AccessId In = write(0);
  signal(0);
  edge(0, 0);
  const EventOrder O = orderEvents(F);
  EXPECT_EQ(O.OfAccess[In].Before, 1u);
  EXPECT_EQ(O.OfAccess[In].After, 1u);
}

TEST_F(OrderEventsTest, ManyPointsShareTheLastBit) {
  for (int I = 0; I != 80; ++I)
    signal(0);
  const AccessId Last = write(0);
  EXPECT_EQ(orderEvents(F).OfAccess[Last].Before, ~PointSet(0));
}

TEST_F(OrderEventsTest, AnEdgeThatIsNeverTakenLeadsNowhere) {
  signal(0);
  edge(0, 1);
  F.Blocks[0].Next[0].Never = true;
  const AccessId Last = write(1);
  EXPECT_EQ(orderEvents(F).OfAccess[Last].Before, 0u);
}

} // namespace
} // namespace fearless
