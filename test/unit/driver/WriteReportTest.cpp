//===- WriteReportTest.cpp - Report -> what programs read -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/WriteReport.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace fearless;
namespace json = llvm::json;

namespace {

Finding finding(unsigned Line, std::string Message) {
  Finding F;
  F.Check = "fearless-dangling-capture";
  F.At = {"/src/lib/a b.cpp", Line, 1, 0};
  F.Message = std::move(Message);
  F.Steps.push_back({{"/usr/x.h", 9, 2, 0}, "it starts here"});
  F.Steps.push_back({F.At, "copy it"});
  return F;
}

Report report() {
  Gathered All;
  All.Units = 1;
  addFinding(All.Findings, finding(1, "one"));
  addFinding(All.Findings, finding(2, "two"));
  addFinding(All.Suppressed, finding(3, "three"));
  All.Failures["does not compile"] = {"/src/b.cpp"};
  Report R = reportOf(All, "/src");
  R.Compared = true;
  R.Findings[0].State = Standing::Unchanged;
  return R;
}

const json::Object &runOf(const json::Value &Log) {
  return *Log.getAsObject()->getArray("runs")->front().getAsObject();
}

const json::Object &resultOf(const json::Value &Log, size_t I) {
  return *(*runOf(Log).getArray("results"))[I].getAsObject();
}

std::string textOf(const json::Value &V) {
  std::string Text;
  llvm::raw_string_ostream(Text) << V;
  return Text;
}

TEST(WriteReport, GitLabSeesOpenFindingsFromTheRoot) {
  const json::Value V = toGitLab(report());
  ASSERT_EQ(V.getAsArray()->size(), 1u);
  const json::Object &O = *V.getAsArray()->front().getAsObject();
  EXPECT_EQ(O.getString("description"), "two; copy it");
  EXPECT_EQ(O.getString("severity"), "critical");
  EXPECT_EQ(textOf(*O.get("location")),
            R"({"lines":{"begin":2},"path":"lib/a b.cpp"})");
}

TEST(WriteReport, SarifSeesAllWithTheirStanding) {
  SourceTexts Sources;
  const json::Value Log = toSarif(report(), Sources);
  ASSERT_EQ(runOf(Log).getArray("results")->size(), 3u);
  EXPECT_EQ(resultOf(Log, 0).getString("baselineState"), "unchanged");
  EXPECT_EQ(resultOf(Log, 1).getString("baselineState"), "new");
  EXPECT_EQ(textOf(*resultOf(Log, 1).get("suppressions")), "[]");
  EXPECT_EQ(textOf(*resultOf(Log, 2).get("suppressions")),
            R"([{"kind":"inSource"}])");
}

TEST(WriteReport, SarifNamesFilesFromTheRootOrWhole) {
  SourceTexts Sources;
  const json::Value Log = toSarif(report(), Sources);
  EXPECT_EQ(textOf(*resultOf(Log, 0).get("locations")),
            R"([{"physicalLocation":{"artifactLocation":)"
            R"({"uri":"lib/a%20b.cpp","uriBaseId":"SRCROOT"},)"
            R"("region":{"startColumn":1,"startLine":1}}}])");
  EXPECT_NE(textOf(*resultOf(Log, 0).get("relatedLocations"))
                .find(R"("uri":"file:///usr/x.h")"),
            std::string::npos);
}

TEST(WriteReport, SarifFlowsEndBeforeTheAdvice) {
  SourceTexts Sources;
  const std::string Flow =
      textOf(*resultOf(toSarif(report(), Sources), 0).get("codeFlows"));
  EXPECT_NE(Flow.find("it starts here"), std::string::npos);
  EXPECT_EQ(Flow.find("copy it"), std::string::npos);
}

TEST(WriteReport, SarifTellsWhichUnitsFailed) {
  SourceTexts Sources;
  const json::Value Log = toSarif(report(), Sources);
  const std::string Invocations = textOf(*runOf(Log).get("invocations"));
  EXPECT_NE(Invocations.find(R"("executionSuccessful":false)"),
            std::string::npos);
  EXPECT_NE(Invocations.find(R"("uri":"b.cpp")"), std::string::npos);
}

TEST(SourceTexts, ColumnsCountUtf16CodeUnits) {
  llvm::SmallString<128> Path;
  ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("columns", "cpp", Path));
  const llvm::FileRemover Remove(Path);
  // One byte, two, three, four, then x.
  ASSERT_FALSE(bool(llvm::writeToOutput(Path, [](llvm::raw_ostream &OS) {
    OS << "\na\xC3\xBC\xE2\x82\xAC\xF0\x9D\x84\x9Ex\n";
    return llvm::Error::success();
  })));
  SourceTexts Sources;
  EXPECT_EQ(Sources.utf16Column({Path.str().str(), 2, 11, 0}), 6u);
  EXPECT_EQ(Sources.utf16Column({Path.str().str(), 2, 1, 0}), 1u);
  EXPECT_EQ(Sources.offsetOf({Path.str().str(), 2, 11, 0}), 11u);
  EXPECT_EQ(Sources.utf16Column({"/none", 2, 11, 0}), 11u);
}

TEST(ReportFormat, NamesRoundTrip) {
  for (ReportFormat Format : allReportFormats())
    EXPECT_EQ(parseReportFormat(nameOf(Format)), Format);
  EXPECT_EQ(parseReportFormat("SARIF"), std::nullopt);
}

} // namespace
