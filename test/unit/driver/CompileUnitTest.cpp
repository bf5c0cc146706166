//===- CompileUnitTest.cpp - When two entries are the same unit -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/CompileUnit.h"
#include <gtest/gtest.h>

using namespace fearless;

namespace {

std::string identity(std::vector<std::string> Arguments) {
  return identityOf({"/d", "/d/a.cpp", std::move(Arguments)});
}

TEST(CompileUnit, OutputsDoNotCount) {
  const std::string Plain = identity({"c++", "a.cpp"});
  EXPECT_EQ(Plain, identity({"c++", "-o", "a.o", "a.cpp"}));
  EXPECT_EQ(Plain, identity({"c++", "-oa.o", "-c", "a.cpp"}));
  EXPECT_EQ(Plain, identity({"c++", "--output=a.o", "a.cpp"}));
  EXPECT_EQ(Plain, identity({"c++", "--output", "a.o", "a.cpp"}));
  EXPECT_EQ(Plain, identity({"c++", "-MD", "-MF", "a.d", "-MT", "a.o", "-MQa.o",
                             "-MP", "a.cpp"}));
}

TEST(CompileUnit, EverythingElseCounts) {
  const std::string Plain = identity({"c++", "a.cpp"});
  EXPECT_NE(Plain, identity({"c++", "-DX", "a.cpp"}));
  EXPECT_NE(Plain, identity({"g++", "a.cpp"}));
  EXPECT_NE(Plain, identity({"c++", "-objcmt-migrate-all", "a.cpp"}));
  EXPECT_NE(Plain, identityOf({"/e", "/d/a.cpp", {"c++", "a.cpp"}}));
  EXPECT_NE(Plain, identityOf({"/d", "/d/b.cpp", {"c++", "a.cpp"}}));
}

TEST(CompileUnit, ArgumentsKeepTheirBounds) {
  EXPECT_NE(identity({"c++", "-D", "X", "a.cpp"}),
            identity({"c++", "-DX", "a.cpp"}));
}

} // namespace
