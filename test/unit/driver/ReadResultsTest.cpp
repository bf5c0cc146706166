//===- ReadResultsTest.cpp - Raw results of a unit -> findings ------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/ReadResults.h"
#include "collect/UnitRun.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace fearless;

namespace {

/// A folder that is gone when the test is over.
class ReadResults : public testing::Test {
protected:
  ReadResults() {
    llvm::SmallString<128> Path;
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("results", Path));
    Folder = Path.str().str();
    Unit = {Folder, Folder + "/a.cpp", {"c++"}};
  }
  ~ReadResults() override { llvm::sys::fs::remove_directories(Folder); }

  void write(llvm::StringRef Name, llvm::StringRef Text) {
    std::error_code EC;
    llvm::raw_fd_ostream((Folder + "/" + Name).str(), EC) << Text;
    ASSERT_FALSE(EC);
  }

  std::string Folder;
  CompileUnit Unit;
  SourceTexts Sources;
};

constexpr const char *Export = R"(---
MainSourceFile: ''
Diagnostics:
  - DiagnosticName: fearless-dangling-capture
    DiagnosticMessage:
      Message: 'a message'
      FilePath: a.cpp
      FileOffset: 6
      Replacements:
        - FilePath: a.cpp
          Offset: 4
          Length: 1
          ReplacementText: xyz
    Notes:
      - Message: 'a note'
        FilePath: ./sub/../a.cpp
        FileOffset: 0
        Replacements: []
      - Message: 'elsewhere'
        FilePath: none.cpp
        FileOffset: 0
        Replacements: []
    Level: Warning
  - DiagnosticName: clang-diagnostic-error
    DiagnosticMessage:
      Message: 'first error'
      FilePath: ''
      FileOffset: 0
      Replacements: []
    Level: Error
  - DiagnosticName: clang-diagnostic-error
    DiagnosticMessage:
      Message: 'second error'
      FilePath: ''
      FileOffset: 0
      Replacements: []
    Level: Error
...
)";

TEST_F(ReadResults, MakesPlacesOfOffsets) {
  write("a.cpp", "one\ntwo\n");
  const UnitResult Result = readExport(Export, Unit, Sources);
  ASSERT_EQ(Result.Findings.size(), 1u);
  const Finding &F = Result.Findings[0];
  std::string Text;
  llvm::raw_string_ostream(Text) << F;
  EXPECT_EQ(Text, Unit.File +
                      ":2:3: warning: a message [fearless-dangling-capture]\n"
                      "  " +
                      Unit.File + ":1:1: note: a note\n  " + Folder +
                      "/none.cpp:0:0: note: elsewhere\n");
  EXPECT_FALSE(F.Steps[1].At.isValid());
  ASSERT_EQ(F.Fixes.size(), 1u);
  EXPECT_EQ(F.Fixes[0].Begin.Column, 1u);
  EXPECT_EQ(F.Fixes[0].End.Column, 2u);
  EXPECT_EQ(F.Fixes[0].Text, "xyz");
}

TEST_F(ReadResults, NamesTheFirstCompileError) {
  const UnitResult Result = readExport(Export, Unit, Sources);
  EXPECT_EQ(Result.Failure, "does not compile: first error");
  EXPECT_TRUE(Result.HasError);
}

TEST_F(ReadResults, BrokenExportIsAFailure) {
  EXPECT_EQ(readExport("Diagnostics: 3", Unit, Sources).Failure,
            "the findings of fearless-tidy cannot be read");
}

TEST_F(ReadResults, NothingExportedAndStatusZeroIsClean) {
  ASSERT_FALSE(bool(writeOutcome({RunEnd::Exited, 0, ""}, Folder)));
  const UnitResult Result = readResult(Unit, Folder, Sources);
  EXPECT_TRUE(Result.Findings.empty());
  EXPECT_EQ(Result.Failure, "");
}

TEST_F(ReadResults, AnotherStatusIsAFailureUnlessAnErrorExplainsIt) {
  ASSERT_FALSE(bool(writeOutcome({RunEnd::Exited, 1, ""}, Folder)));
  write("output.txt", "\nno checks\nmore\n");
  EXPECT_EQ(readResult(Unit, Folder, Sources).Failure,
            "fearless-tidy ended with status 1: no checks");
  write("findings.yaml", Export);
  EXPECT_EQ(readResult(Unit, Folder, Sources).Failure,
            "does not compile: first error");
}

TEST_F(ReadResults, FindingsOfACrashedRunAreKept) {
  ASSERT_FALSE(bool(writeOutcome({RunEnd::Crashed, 0, "Aborted"}, Folder)));
  write("findings.yaml", Export);
  const UnitResult Result = readResult(Unit, Folder, Sources);
  EXPECT_EQ(Result.Findings.size(), 1u);
  EXPECT_TRUE(llvm::StringRef(Result.Failure)
                  .starts_with("the checks crashed (Aborted)"));
}

TEST_F(ReadResults, NoOutcomeIsAFailure) {
  EXPECT_NE(readResult(Unit, Folder, Sources).Failure, "");
}

TEST_F(ReadResults, OutcomeAndPlanComeBackAsTheyWent) {
  for (RunEnd End : {RunEnd::Exited, RunEnd::Crashed, RunEnd::TimedOut,
                     RunEnd::NotStarted}) {
    const UnitOutcome Outcome = {End, 7, "a \"reason\"", true};
    ASSERT_FALSE(bool(writeOutcome(Outcome, Folder)));
    auto Read = readOutcome(Folder);
    ASSERT_TRUE(bool(Read));
    EXPECT_EQ(*Read, Outcome);
  }
  const RunPlan Plan = {"/bin/tidy", "cafe", {"--a", "b c"}, 12};
  ASSERT_FALSE(bool(writePlan(Plan, Folder)));
  auto Read = readPlan(Folder);
  ASSERT_TRUE(bool(Read));
  EXPECT_EQ(*Read, Plan);
}

} // namespace
