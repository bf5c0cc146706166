//===- LastCheckTest.cpp - Findings of the last check, kept ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/LastCheck.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace fearless;
namespace fs = llvm::sys::fs;

namespace {

/// A project with two files and a work folder in `build`.
class LastCheck : public testing::Test {
protected:
  LastCheck() {
    EXPECT_FALSE(fs::createUniqueDirectory("last-check", Root));
    EXPECT_FALSE(fs::create_directories(Root + "/src"));
    EXPECT_FALSE(fs::create_directories(work()));
    write("src/a.cpp", "int a;");
    write("src/b.cpp", "int b;");
    Both.Check = "fearless-double-lock";
    Both.At = {path("src/a.cpp"), 1, 1};
    Both.Message = "it is bad";
    Both.Steps = {{{path("src/b.cpp"), 1, 5}, "because of this"}};
  }
  ~LastCheck() override { fs::remove_directories(Root); }

  std::string path(llvm::StringRef Name) const {
    return (Root + "/" + Name).str();
  }
  std::string work() const { return path("build/.fearless"); }

  void write(llvm::StringRef Name, llvm::StringRef Text) const {
    std::error_code EC;
    llvm::raw_fd_ostream(path(Name), EC) << Text;
    EXPECT_FALSE(EC);
  }

  void keep(std::chrono::seconds After = std::chrono::hours(1)) const {
    EXPECT_FALSE(llvm::errorToBool(keepFindings(
        {&Both}, work(), std::chrono::system_clock::now() + After)));
  }

  std::vector<Finding> found(llvm::StringRef Text = "int a;") const {
    return unchangedFindings(path("src/a.cpp"), Text);
  }

  llvm::SmallString<128> Root;
  Finding Both;
};

TEST_F(LastCheck, AFindingIsGivenBackInTheFileItIsIn) {
  keep();
  EXPECT_EQ(found(), std::vector<Finding>{Both});
  EXPECT_TRUE(unchangedFindings(path("src/b.cpp"), "int b;").empty());
}

TEST_F(LastCheck, TheTextOfTheEditorCounts) {
  keep();
  EXPECT_TRUE(found("int a; ").empty());
  write("src/a.cpp", "not saved yet");
  EXPECT_EQ(found().size(), 1u);
}

TEST_F(LastCheck, EveryFileOfAFindingCounts) {
  keep();
  write("src/b.cpp", "int c;");
  EXPECT_TRUE(found().empty());
  write("src/b.cpp", "int b;");
  EXPECT_EQ(found().size(), 1u);
}

TEST_F(LastCheck, WhatChangedDuringTheCheckIsNotKnown) {
  keep(-std::chrono::hours(1));
  EXPECT_TRUE(found().empty());
}

TEST_F(LastCheck, AFileThatCannotBeReadIsNone) {
  EXPECT_TRUE(found().empty());
  for (llvm::StringRef Text :
       {"", "{", "[]", "{\"version\":99}", "{\"version\":1,\"files\":{}}",
        "{\"version\":1,\"files\":{},\"findings\":[1]}"}) {
    write("build/.fearless/last-check.json", Text);
    EXPECT_TRUE(found().empty()) << Text.str();
  }
}

} // namespace
