//===- UnitInputsTest.cpp - What the result of a unit is made of ----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/UnitInputs.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace fearless;
namespace fs = llvm::sys::fs;

namespace {

const llvm::sys::TimePoint<> Now = std::chrono::system_clock::now();
const llvm::sys::TimePoint<> Before = Now - std::chrono::hours(1);

/// A file that is removed again.
class TestFile {
public:
  explicit TestFile(llvm::StringRef Text) {
    EXPECT_FALSE(fs::createTemporaryFile("inputs", "h", Path));
    write(Text, Before);
  }
  ~TestFile() { fs::remove(Path); }

  void write(llvm::StringRef Text, llvm::sys::TimePoint<> Time) {
    int File;
    ASSERT_FALSE(fs::openFileForWrite(Path, File));
    llvm::raw_fd_ostream OS(File, /*shouldClose=*/true);
    OS << Text;
    OS.flush();
    ASSERT_FALSE(fs::setLastAccessAndModificationTime(File, Time));
  }

  UnitInputs asInput() const {
    return {"key", examineFiles({Path.str().str()}, Now)};
  }

private:
  llvm::SmallString<128> Path;
};

TEST(UnitInputs, AnEqualFileOfAnotherTimeIsUnchanged) {
  TestFile File("int a;");
  UnitInputs Inputs = File.asInput();
  EXPECT_TRUE(areUnchanged(Inputs, "key"));
  File.write("int a;", Before + std::chrono::minutes(1));
  const UnitInputs Old = Inputs;
  EXPECT_TRUE(areUnchanged(Inputs, "key"));
  EXPECT_NE(Inputs, Old) << "the time is not brought up to date";
}

TEST(UnitInputs, AnotherContentOrKeyIsAChange) {
  TestFile File("int a;");
  UnitInputs Inputs = File.asInput();
  EXPECT_FALSE(areUnchanged(Inputs, "another key"));
  File.write("int b;", Before + std::chrono::minutes(1));
  EXPECT_FALSE(areUnchanged(Inputs, "key"));
}

TEST(UnitInputs, AFileThatIsGoneIsAChange) {
  UnitInputs Inputs;
  {
    TestFile File("int a;");
    Inputs = File.asInput();
  }
  EXPECT_FALSE(areUnchanged(Inputs, "key"));
}

TEST(UnitInputs, AFileThatChangedDuringTheRunIsNotTrusted) {
  TestFile File("int a;");
  File.write("int a;", Now + std::chrono::seconds(1));
  UnitInputs Inputs = File.asInput();
  EXPECT_FALSE(areUnchanged(Inputs, "key"));
}

TEST(UnitInputs, RoundTrip) {
  const UnitInputs Inputs{"key",
                          {{"/a b.h", 12, -3, "cafe"}, {"/c.h", 0, 7, ""}}};
  EXPECT_EQ(parseInputs(printInputs(Inputs)), Inputs);
  EXPECT_EQ(parseInputs(""), std::nullopt);
  EXPECT_EQ(parseInputs("key\n12 x\n"), std::nullopt);
  EXPECT_EQ(parseInputs("key\n12 3 cafe /a.h"), std::nullopt) << "cut off";
}

TEST(UnitInputs, RulesEscapeWhatMakeTakesForItself) {
  EXPECT_EQ(dependencyRule("/o.json", {{"/a b$.h", 0, 0, ""}}),
            "/o.json: \\\n /a\\ b$$.h\n");
}

} // namespace
