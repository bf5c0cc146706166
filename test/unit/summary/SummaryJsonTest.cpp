//===- SummaryJsonTest.cpp - Summaries as JSON, and back ------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summary/SummaryJson.h"
#include "RandomSummaries.h"
#include "llvm/Support/FormatVariadic.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

std::string textOf(const UnitSummary &Unit) {
  return llvm::formatv("{0}", toJSON(Unit));
}

/// The error of reading a text as a summary; empty if there is none.
std::string read(llvm::StringRef Text, UnitSummary &Unit) {
  llvm::Expected<llvm::json::Value> V = llvm::json::parse(Text);
  if (!V)
    return llvm::toString(V.takeError());
  llvm::json::Path::Root Root("summary");
  return fromJSON(*V, Unit, Root) ? "" : llvm::toString(Root.getError());
}

std::string errorOf(llvm::StringRef Text) {
  UnitSummary Unit;
  return read(Text, Unit);
}

TEST(SummaryJsonTest, RoundTripsAnySummary) {
  for (unsigned Seed = 0; Seed < 500; ++Seed) {
    const UnitSummary Unit = RandomSummaries(Seed).unit();
    UnitSummary Back;
    ASSERT_EQ(read(textOf(Unit), Back), "") << "seed " << Seed;
    EXPECT_EQ(Back, Unit) << "seed " << Seed;
    EXPECT_EQ(textOf(Back), textOf(Unit)) << "seed " << Seed;
  }
}

constexpr llvm::StringLiteral Written = R"({
  "functions": [{
    "entity": "c:@F@run#", "name": "run",
    "at": {"file": "a.cpp", "line": 2, "column": 1},
    "escapes": [
      {"what": {"from": "this"}, "to": "thread"},
      {"what": {"from": "parameter", "index": 1}, "address": true,
       "to": "stored", "keeper": {"from": "this", "fields": ["c:tasks_"]}}],
    "calls": [{"entity": "g"}, {"entity": "f", "virtual": true}],
    "starts": ["g", "f"]
  }],
  "overriders": {"f": ["h", "g"]}
})";

TEST(SummaryJsonTest, ReadsWhatIsWrittenByHandInAnyOrder) {
  UnitSummary Unit;
  ASSERT_EQ(read(Written, Unit), "");
  const FunctionSummary &F = Unit.Functions.at("c:@F@run#");
  ASSERT_EQ(F.Escapes.size(), 2u);
  EXPECT_LT(F.Escapes[0].key(), F.Escapes[1].key());
  EXPECT_EQ(F.Calls, (std::set<CalledFunction>{{"f", true}, {"g", false}}));
  EXPECT_EQ(F.Starts, (std::set<std::string>{"f", "g"}));
  EXPECT_EQ(Unit.Overriders.at("f"), (std::set<std::string>{"g", "h"}));
}

TEST(SummaryJsonTest, TextsBecomeUtf8) {
  UnitSummary Unit, Back;
  Unit.Functions["f"].Entity = "f";
  Unit.Functions["f"].Name = "caf\xE9";
  ASSERT_EQ(read(textOf(Unit), Back), "");
  EXPECT_EQ(Back.Functions["f"].Name, "caf\xEF\xBF\xBD");
}

TEST(SummaryJsonTest, SaysWhatIsWrong) {
  std::string Text = Written.str();
  Text.replace(Text.find("\"thread\""), 8, "\"void\"");
  EXPECT_EQ(errorOf(Text),
            "expected 'thread', 'stored', 'object' or 'unknown' at "
            "summary.functions[0].escapes[0].to");
  Text = Written.str();
  Text.replace(Text.find("\"this\""), 6, "5");
  EXPECT_EQ(
      errorOf(Text),
      "expected 'none', 'this', 'parameter', 'global', 'local' or 'result' at "
      "summary.functions[0].escapes[0].what.from");
  const std::string F = R"({"entity": "f", "name": "f",
    "at": {"file": "a.cpp", "line": 2, "column": 1}})";
  EXPECT_EQ(errorOf("{\"functions\": [" + F + ", " + F + "]}"),
            "this entity is there twice at summary.functions[1]");
}

} // namespace
} // namespace fearless
