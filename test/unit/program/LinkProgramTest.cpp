//===- LinkProgramTest.cpp - Unit files -> findings -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../summary/RandomSummaries.h"
#include "program/Program.h"
#include "program/ProgramIndex.h"
#include "rules/Rule.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

/// What the rules that need only summaries find, as text.
std::string findingsOf(const Program &P) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const CheckRow &Row : allChecks())
    if (isLinked(Row.Id))
      for (const Finding &F : runRule(Row.Id, P))
        OS << F;
  return Text;
}

AccessPath global(const std::string &Name) {
  AccessPath Path;
  Path.From = AccessPath::Root::Global;
  Path.Global = Name;
  return Path;
}

/// A function that takes locks one in the other, the first one first, and then
/// calls another function, if that has a name.
LockSummary taking(const std::string &Name,
                   const std::vector<std::string> &Locks,
                   const std::string &Calls = "") {
  LockSummary S;
  S.Entity = S.Name = Name;
  S.At = {Name + ".cpp", 1, 1, 0};
  std::vector<LockAt> Held;
  for (const std::string &Lock : Locks) {
    const Place At = {S.At.File, unsigned(S.Events.size() + 2), 1, 0};
    const LockAt Taken{LockId(S.Objects.size()), LockMode::Exclusive, false, At,
                       ""};
    S.Objects.push_back({global(Lock), Lock, Lock, true, false, false});
    LockEvent E;
    E.At = At;
    E.Held = Held;
    E.Taken = {Taken};
    S.Events.push_back(E);
    Held.push_back(Taken);
  }
  if (Calls.empty())
    return S;
  LockEvent E;
  E.What = LockEvent::Kind::Call;
  E.At = {S.At.File, 9, 1, 0};
  E.Held = Held;
  E.Called.Callee = E.Called.Name = Calls;
  S.Events.push_back(E);
  return S;
}

UnitFile unitOf(const std::string &Id, std::vector<LockSummary> Functions) {
  UnitFile Unit;
  for (LockSummary &S : Functions)
    Unit.Locks[std::move(S)] = {Id};
  Unit.Units[Id].File = Id + ".cpp";
  return Unit;
}

std::string linked(const std::vector<UnitFile> &Units) {
  UnitFile All;
  for (const UnitFile &Unit : Units)
    merge(All, Unit);
  return findingsOf(linkProgram(All));
}

TEST(LinkProgramTest, FindsAnInversionOverTwoUnits) {
  const UnitFile Left = unitOf("left", {taking("left", {"A", "B"})}),
                 Right = unitOf("right", {taking("right", {"B", "A"})});
  EXPECT_EQ(linked({Left}), "");
  EXPECT_NE(linked({Left, Right}).find("locked in opposite orders"),
            std::string::npos);
  EXPECT_EQ(linked({Left, Right}), linked({Right, Left}));
}

TEST(LinkProgramTest, AGateOfCallersInOtherUnitsRemovesOne) {
  const UnitFile Work =
      unitOf("work", {taking("left", {"A", "B"}), taking("right", {"B", "A"})});
  const UnitFile Gated = unitOf("gated", {taking("one", {"Gate"}, "left"),
                                          taking("other", {"Gate"}, "right")});
  EXPECT_NE(linked({Work}), "");
  EXPECT_EQ(linked({Work, Gated}), "");
  const UnitFile Free = unitOf("free", {taking("third", {}, "left")});
  EXPECT_NE(linked({Work, Gated, Free}), "");
}

TEST(LinkProgramTest, StaticLocksOfUnitsAreApart) {
  const UnitFile Left =
      unitOf("left", {taking("left", {"/h.h|c:h@A", "/h.h|c:h@B"})});
  const UnitFile Right =
      unitOf("right", {taking("right", {"/h.h|c:h@B", "/h.h|c:h@A"})});
  EXPECT_EQ(linked({Left, Right}), "");
}

TEST(LinkProgramTest, WhatIsLeftOutChangesNothing) {
  unsigned Found = 0;
  for (unsigned Seed = 0; Seed < 400; ++Seed) {
    RandomSummaries Random(Seed);
    std::vector<UnitFile> Units;
    for (unsigned N = 0; N != 5; ++N)
      Units.push_back(Random.file());
    ProgramIndex Index;
    for (const UnitFile &Unit : Units)
      Index.add(Unit);
    Index.finish();
    UnitFile All, Reduced;
    for (UnitFile &Unit : Units) {
      merge(All, Unit);
      Index.reduce(Unit);
      merge(Reduced, Unit);
    }
    const Program P = linkProgram(All), Q = linkProgram(Reduced, Index);
    EXPECT_EQ(findingsOf(P), findingsOf(Q)) << "seed " << Seed;
    EXPECT_EQ(P.RunByThreads, Q.RunByThreads) << "seed " << Seed;
    for (const auto &[Id, Record] : All.Units)
      for (const OpenCapture &O : Record.Open)
        EXPECT_EQ(resolveCapture(O, P), resolveCapture(O, Q));
    Found += !findingsOf(P).empty();
  }
  EXPECT_GT(Found, 20u);
}

} // namespace
} // namespace fearless
