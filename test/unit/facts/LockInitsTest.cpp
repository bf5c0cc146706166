//===- LockInitsTest.cpp - Kinds of locks from built initializations ------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/LockInits.h"
#include "gtest/gtest.h"
#include <map>

namespace fearless {
namespace {

AccessPath global(const std::string &Name) {
  return {AccessPath::Root::Global, 0, Name, {}};
}

AccessPath parameter(unsigned Index) {
  return {AccessPath::Root::Parameter, Index, "", {}};
}

/// Functions and what they initialize, by name.
class LockInitsTest : public testing::Test {
protected:
  LockKinds join() {
    std::vector<LockInitsOf> All;
    for (auto &[Name, Inits] : Functions)
      All.push_back({Name, &Inits});
    return joinLockInits(All, [&](llvm::StringRef Entity) {
      return Functions.count(Entity.str()) != 0;
    });
  }

  std::map<std::string, std::set<LockInit>> Functions;
};

TEST_F(LockInitsTest, FollowsAParameterThroughCalls) {
  Functions["init"] = {{parameter(0), LockMaking::Recursive, "", 0}};
  Functions["wrap"] = {{parameter(1), LockMaking::Passed, "init", 0}};
  Functions["main"] = {{global("M"), LockMaking::Passed, "wrap", 1},
                       {global("N"), LockMaking::Passed, "wrap", 0}};
  const LockKinds Kinds = join();
  EXPECT_TRUE(Kinds.isRecursive("M"));
  EXPECT_FALSE(Kinds.isRecursive("N"));
  EXPECT_FALSE(Kinds.mayRecurse("N"));
}

TEST_F(LockInitsTest, WhatIsNotSeenMayRecurse) {
  Functions["wrap"] = {{parameter(0), LockMaking::Passed, "elsewhere", 2}};
  Functions["main"] = {{global("M"), LockMaking::Passed, "wrap", 0}};
  EXPECT_TRUE(join().mayRecurse("M"));
  const std::set<LockInit> Left = {
      {global("M"), LockMaking::Passed, "elsewhere", 2}};
  EXPECT_EQ(Functions["main"], Left);
}

TEST_F(LockInitsTest, SeenOutweighsUnseen) {
  Functions["main"] = {{global("M"), LockMaking::Passed, "elsewhere", 0},
                       {global("M"), LockMaking::Plain, "", 0}};
  EXPECT_FALSE(join().mayRecurse("M"));
  Functions["again"] = {{global("M"), LockMaking::Recursive, "", 0}};
  EXPECT_TRUE(join().isRecursive("M"));
}

TEST_F(LockInitsTest, FunctionsThatCallEachOtherEnd) {
  Functions["a"] = {{parameter(0), LockMaking::Passed, "b", 0}};
  Functions["b"] = {{parameter(0), LockMaking::Passed, "a", 0}};
  Functions["main"] = {{global("M"), LockMaking::Passed, "a", 0}};
  EXPECT_FALSE(join().mayRecurse("M"));
}

} // namespace
} // namespace fearless
