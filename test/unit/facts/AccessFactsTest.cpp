//===- AccessFactsTest.cpp - Places, put in relation ----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/AccessFacts.h"
#include "facts/LockFacts.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

using Root = AccessPath::Root;

AccessPath self(std::vector<std::string> Fields) {
  return {Root::This, 0, "", std::move(Fields)};
}

AccessPath parameter(unsigned Index, std::vector<std::string> Fields) {
  return {Root::Parameter, Index, "", std::move(Fields)};
}

AccessPath local(const std::string &Name) { return {Root::Local, 0, Name, {}}; }

TEST(Places, OverlapWithTheirParts) {
  EXPECT_TRUE(overlap(self({"a"}), self({"a"})));
  EXPECT_TRUE(overlap(self({"a"}), self({"a", "b"})));
  EXPECT_TRUE(overlap(self({"a", "b"}), self({"a"})));
  EXPECT_FALSE(overlap(self({"a"}), self({"b"})));
  EXPECT_FALSE(overlap(self({"a"}), parameter(0, {"a"})));
}

TEST(Places, APointerIsNotWhatItLeadsTo) {
  EXPECT_FALSE(overlap(self({"p"}), self({"p", "*"})));
  EXPECT_TRUE(overlap(self({"p", "*"}), self({"p", "*", "n"})));
}

TEST(Places, ElementsAreToldApartByKnownNumbers) {
  EXPECT_TRUE(overlap(self({"v", "[1]"}), self({"v", "[1]"})));
  EXPECT_FALSE(overlap(self({"v", "[1]"}), self({"v", "[2]"})));
  EXPECT_FALSE(overlap(self({"v", "[]"}), self({"v", "[]"})));
  EXPECT_FALSE(overlap(self({"v"}), self({"v", "[1]"})));
}

TEST(Places, AddressAndPointeeCancelOut) {
  EXPECT_EQ(behind(addressOf(self({"a"}))), self({"a"}));
  EXPECT_EQ(addressOf(behind(self({"p"}))), self({"p"}));
  EXPECT_FALSE(behind({}).isKnown());
}

TEST(Places, LongWaysAreNotFollowed) {
  AccessPath P = self({});
  for (int I = 0; I != 20; ++I)
    P = partOf(P, "next");
  EXPECT_FALSE(P.isKnown());
}

TEST(Places, CallersSeeTheirOwnObjects) {
  LockCall Call;
  Call.Callee = "callee";
  Call.OnPlace = local("caller x 1");
  Call.Places = {addressOf(local("caller y 2")), {}};
  EXPECT_EQ(placeAtCall(parameter(0, {"*"}), Call, "caller"),
            local("caller y 2"));
  AccessPath Field = local("caller x 1");
  Field.Fields = {"n"};
  EXPECT_EQ(placeAtCall(self({"n"}), Call, "caller"), Field);
  EXPECT_FALSE(placeAtCall(parameter(1, {"*"}), Call, "caller").isKnown());
  EXPECT_FALSE(placeAtCall(parameter(7, {}), Call, "caller").isKnown());
}

TEST(Places, OwnObjectsOfTheCalleeAreNotSeen) {
  LockCall Call;
  Call.Callee = "callee";
  EXPECT_FALSE(placeAtCall(local("callee n 3"), Call, "caller").isKnown());
  EXPECT_EQ(placeAtCall(local("caller n 3"), Call, "caller"),
            local("caller n 3"));
}

TEST(Places, ParametersOfTheFunctionAroundAClosure) {
  AccessPath P{Root::Local, 1, "caller parameter", {"*"}};
  EXPECT_EQ(placeAtCall(P, LockCall(), "caller"), parameter(1, {"*"}));
}

TEST(Places, AreSpelledAsWritten) {
  EXPECT_EQ(spellPlace({Root::Local, 0, "c:@F@f# Job 3", {"*", "c:@S@J@FI@N"}}),
            "Job->N");
  EXPECT_EQ(spellPlace(self({"c:@S@A@FI@Sum"})), "Sum");
  EXPECT_EQ(spellPlace({Root::Local, 0, "c:@F@f# P 3", {"*"}}), "*P");
  EXPECT_EQ(spellPlace(parameter(0, {})), "");
}

} // namespace
} // namespace fearless
