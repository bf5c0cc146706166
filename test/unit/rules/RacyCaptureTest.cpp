//===- RacyCaptureTest.cpp - Races in facts built by hand -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rule.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

/// A function that starts a thread, accesses a global, and joins; and the
/// function of the thread, which accesses the global, too.
class RacyCaptureTest : public testing::Test {
protected:
  RacyCaptureTest() {
    FunctionFacts Spawner, Thread;
    Spawner.Name = Spawner.Entity = "spawner";
    Spawner.Storages.resize(1);
    Spawner.Spawns.resize(1);
    Spawner.Spawns[0].Noun = "thread";
    Spawner.Spawns[0].At = line(2);
    Spawner.Spawns[0].Runs = {"thread"};
    Spawner.Blocks.resize(1);
    Spawner.Blocks[0].Facts = {{event::Spawn{0, 0, false}, line(2)}};
    Thread.Name = Thread.Entity = "thread";
    Thread.Blocks.resize(1);
    Whole.Unit.Functions = {Spawner, Thread};
  }

  static Place line(unsigned L) { return {"f.cpp", L, 1, 0}; }
  void access(size_t Function, AccessKind Do, unsigned Line,
              const std::string &Global = "n") {
    FunctionFacts &F = Whole.Unit.Functions[Function];
    Access A;
    A.Do = Do;
    A.Object = {AccessPath::Root::Global, 0, Global, {}};
    A.Text = Global;
    A.Type = "int";
    A.FitsAtomic = true;
    A.At = line(Line);
    F.Accesses.All.push_back(A);
    const auto Id = static_cast<AccessId>(F.Accesses.All.size() - 1);
    F.Blocks[0].Facts.push_back({event::Access{Id}, line(Line)});
  }
  void write(size_t Function, unsigned Line) {
    access(Function, AccessKind::Write, Line);
  }
  void join() {
    Whole.Unit.Functions[0].Blocks[0].Facts.push_back(
        {event::Join{0}, line(9)});
  }
  void take(size_t Function, const std::string &Lock) {
    FunctionFacts &F = Whole.Unit.Functions[Function];
    LockObject Object;
    Object.Path = {AccessPath::Root::Global, 0, Lock, {}};
    Object.Text = Object.Name = Lock;
    Object.One = true;
    LockStep Step;
    Step.Locks.push_back(F.Locks.add(Object));
    Step.At = line(1);
    F.Locks.Steps.push_back(Step);
    const auto Id = static_cast<LockStepId>(F.Locks.Steps.size() - 1);
    F.Blocks[0].Facts.push_back({event::Lock{Id}, line(1)});
  }
  std::vector<Finding> findings() const {
    return runRule("fearless-racy-capture", Whole);
  }

  enum { Spawner, Thread };
  Program Whole;
};

TEST_F(RacyCaptureTest, TellsBothAccessesTheSpawnAndWhatToDo) {
  write(Thread, 20);
  write(Spawner, 3);
  join();
  const std::vector<Finding> Found = findings();
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.At, line(20));
  EXPECT_EQ(F.Sureness, Confidence::Definite);
  EXPECT_EQ(F.Message, "data race on 'n': the thread writes it while 'spawner' "
                       "writes it");
  ASSERT_EQ(F.Steps.size(), 3u);
  EXPECT_EQ(F.Steps[0].Message, "the thread is started here");
  EXPECT_EQ(F.Steps[1].Message, "'spawner' writes 'n' here");
  EXPECT_EQ(F.Steps[2].Message,
            "make 'n' a std::atomic<int>, or hold one std::mutex for both "
            "accesses");
}

TEST_F(RacyCaptureTest, BehindTheJoinIsLater) {
  write(Thread, 20);
  join();
  write(Spawner, 10);
  EXPECT_TRUE(findings().empty());
}

TEST_F(RacyCaptureTest, TwoReadsDoNotRace) {
  access(Thread, AccessKind::Read, 20);
  access(Spawner, AccessKind::Read, 3);
  EXPECT_TRUE(findings().empty());
}

TEST_F(RacyCaptureTest, OtherObjectsDoNotRace) {
  write(Thread, 20);
  access(Spawner, AccessKind::Write, 3, "m");
  EXPECT_TRUE(findings().empty());
}

TEST_F(RacyCaptureTest, OneLockForBothIsFine) {
  take(Thread, "mutex");
  write(Thread, 20);
  take(Spawner, "mutex");
  write(Spawner, 3);
  EXPECT_TRUE(findings().empty());
}

TEST_F(RacyCaptureTest, AMessageInBetweenPutsThemInAnOrder) {
  access(Thread, AccessKind::Signal, 19, "done");
  write(Thread, 20);
  write(Spawner, 3);
  access(Spawner, AccessKind::Signal, 4, "done");
  EXPECT_TRUE(findings().empty());
}

TEST_F(RacyCaptureTest, WhatMayBeAMessageMakesItPossible) {
  access(Thread, AccessKind::Signal, 19, "done");
  write(Thread, 20);
  write(Spawner, 3);
  access(Spawner, AccessKind::Signal, 4, "");
  Whole.Unit.Functions[Spawner].Accesses.All.back().Object = {};
  const std::vector<Finding> Found = findings();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Sureness, Confidence::Possible);
}

TEST_F(RacyCaptureTest, AMessageAboutSomethingElseDoesNot) {
  access(Thread, AccessKind::Signal, 19, "count");
  write(Thread, 20);
  write(Spawner, 3);
  access(Spawner, AccessKind::Signal, 4, "done");
  const std::vector<Finding> Found = findings();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Sureness, Confidence::Definite);
}

TEST_F(RacyCaptureTest, WhoeverIsNotSureToRunIsPossible) {
  Whole.Unit.Functions[Spawner].Spawns[0].Doubt = "whether it runs";
  write(Thread, 20);
  write(Spawner, 3);
  const std::vector<Finding> Found = findings();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Sureness, Confidence::Possible);
  EXPECT_EQ(Found[0].Unknowns, std::vector<std::string>{"whether it runs"});
}

} // namespace
} // namespace fearless
