//===- CollectUnitsTest.cpp - Compile database -> units -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/CollectUnits.h"
#include <gtest/gtest.h>

using namespace fearless;

namespace {

std::string errorOf(llvm::StringRef Json) {
  auto Units = parseDatabase(Json, "/build/db.json");
  return Units ? "" : llvm::toString(Units.takeError());
}

TEST(CollectUnits, ReadsBothFormsOfACommand) {
  auto Units = parseDatabase(R"([
    {"directory": "/src", "file": "x/../a.cpp", "command": "c++ -DA='b c' a.cpp"},
    {"directory": "sub", "file": "/src/b.cpp", "arguments": ["c++", "-DA=b c"]}
  ])",
                             "/build/db.json");
  ASSERT_TRUE(bool(Units));
  const std::vector<CompileUnit> Expected = {
      {"/src", "/src/a.cpp", {"c++", "-DA=b c", "a.cpp"}},
      {"/build/sub", "/src/b.cpp", {"c++", "-DA=b c"}}};
  EXPECT_EQ(*Units, Expected);
}

TEST(CollectUnits, KeepsTheFirstOfEqualUnits) {
  auto Units = parseDatabase(R"([
    {"directory": "/", "file": "a.cpp", "command": "c++ -o 1.o a.cpp"},
    {"directory": "/", "file": "/a.cpp", "command": "c++ -o 2.o a.cpp"}
  ])",
                             "db.json");
  ASSERT_TRUE(bool(Units));
  ASSERT_EQ(Units->size(), 1u);
  EXPECT_EQ(Units->front().Arguments[2], "1.o");
}

TEST(CollectUnits, LeavesOutOtherLanguages) {
  auto Units = parseDatabase(R"([
    {"directory": "/", "file": "a.S", "command": "cc a.S"},
    {"directory": "/", "file": "a.f90", "command": "gfortran a.f90"},
    {"directory": "/", "file": "a.inl", "command": "c++ -x c++ a.inl"},
    {"directory": "/", "file": "a.c", "command": "cc a.c"}
  ])",
                             "db.json");
  ASSERT_TRUE(bool(Units));
  EXPECT_EQ(Units->size(), 2u);
}

TEST(CollectUnits, ErrorsNameTheirPlace) {
  EXPECT_EQ(errorOf("[\n {]"), "/build/db.json:2:3: Expected object key; make "
                               "the database anew");
  EXPECT_EQ(errorOf("3"), "/build/db.json: must be a list of entries; make the "
                          "database anew");
  EXPECT_EQ(errorOf("[3]"),
            "/build/db.json: entry 1: must be an object; make the database "
            "anew");
  EXPECT_EQ(errorOf(R"([{"file": "a.cpp", "command": "c++"}])"),
            "/build/db.json: entry 1: needs a string 'directory'; make the "
            "database anew");
  EXPECT_EQ(errorOf(R"([{"directory": "/", "command": "c++"}])"),
            "/build/db.json: entry 1: needs a string 'file'; make the database "
            "anew");
  EXPECT_EQ(
      errorOf(R"([{"directory": "/", "file": "a.cpp", "arguments": [1]}])"),
      "/build/db.json: entry 1: 'arguments' must all be strings; make the "
      "database anew");
}

TEST(CollectUnits, SelectsFilesAndFolders) {
  const std::vector<CompileUnit> Units = {
      {"/s", "/s/a/x.cpp", {"c++"}},
      {"/s", "/s/ab/y.cpp", {"c++"}},
      {"/s", "/s/z.cpp", {"c++"}},
  };
  auto All = selectUnits(Units, {});
  ASSERT_TRUE(bool(All));
  EXPECT_EQ(*All, Units);
  auto Some = selectUnits(Units, {"/s/z.cpp", "/s/a"});
  ASSERT_TRUE(bool(Some));
  EXPECT_EQ(*Some, (std::vector<CompileUnit>{Units[0], Units[2]}));
  auto None = selectUnits(Units, {"/s/none.cpp"});
  ASSERT_FALSE(bool(None));
  EXPECT_EQ(llvm::toString(None.takeError()), "'/s/none.cpp' does not exist");
}

} // namespace
