//===- SelectChecksTest.cpp - Globs and near names ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/SelectChecks.h"
#include "commands/NearNames.h"
#include "finding/CheckTable.h"
#include <gtest/gtest.h>

using namespace fearless;

namespace {

/// The number of checks selected, or the error.
std::string selected(llvm::StringRef Globs) {
  auto Ids = selectChecks(Globs);
  return Ids ? std::to_string(Ids->size()) : llvm::toString(Ids.takeError());
}

TEST(SelectChecks, ReadsGlobsAsClangTidyDoes) {
  const std::string All = std::to_string(allChecks().size());
  EXPECT_EQ(selected("fearless-*"), All);
  EXPECT_EQ(selected("*"), All);
  EXPECT_EQ(selected("-*,fearless-*"), All);
  EXPECT_EQ(selected("fearless-dangling-capture"), "1");
  EXPECT_EQ(selected("dangling-*"), "1");
  EXPECT_EQ(selected("-*, dangling-capture"), "1");
  EXPECT_EQ(selected("*,-dangling-capture,dangling-capture"), All);
}

TEST(SelectChecks, NothingSelectedIsAnError) {
  EXPECT_EQ(selected("dangling"),
            "--checks: no check is called 'dangling'; did you mean "
            "'fearless-dangling-capture'? ('fearless list' shows all)");
  EXPECT_EQ(selected("bugprone-*"), "--checks: no check is called 'bugprone-*' "
                                    "('fearless list' shows all)");
  EXPECT_EQ(selected("*,-*"), "--checks=*,-* leaves no check to run");
}

TEST(NearNames, NamesTheNearestOnly) {
  EXPECT_EQ(didYouMean("chekc", {"check", "list", "checks"}),
            "; did you mean 'check' or 'checks'?");
  EXPECT_EQ(didYouMean("lits", {"check", "list"}), "; did you mean 'list'?");
  EXPECT_EQ(didYouMean("quite-another", {"check", "list"}), "");
}

} // namespace
