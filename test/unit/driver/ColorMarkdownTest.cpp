//===- ColorMarkdownTest.cpp - Markdown for a terminal --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ColorMarkdown.h"
#include "llvm/ADT/SmallVector.h"
#include <gtest/gtest.h>

using namespace fearless;
using llvm::StringRef;

namespace {

/// The text with each escape sequence as one letter: a colour begins with '<'
/// and ends with '>'.
std::string marked(StringRef Markdown) {
  const std::string Colored = colorMarkdown(Markdown);
  std::string Text;
  for (StringRef Rest = Colored; !Rest.empty();) {
    if (Rest.consume_front("\x1b[")) {
      Text += Rest.starts_with("0m") ? '>' : '<';
      Rest = Rest.drop_front(Rest.find('m') + 1);
      continue;
    }
    Text += Rest.front();
    Rest = Rest.drop_front();
  }
  return Text;
}

std::string plain(std::string Text) {
  std::erase_if(Text, [](char C) { return C == '<' || C == '>'; });
  return Text;
}

TEST(ColorMarkdown, HeadingsCodeAndStrongWords) {
  EXPECT_EQ(marked("# Title\nSee `f()` and **this**.\n"),
            "<# Title>\nSee <`f()`> and <**this**>.\n");
}

TEST(ColorMarkdown, CodeIsColouredLineByLine) {
  EXPECT_EQ(marked("```cpp\nint a; // why\n\n```\ntext\n"),
            "<```cpp>\n<int a; ><// why>\n\n<```>\ntext\n");
  EXPECT_EQ(marked("text\n\n    f();\n"), "text\n\n<    f();>\n");
}

TEST(ColorMarkdown, AContinuedLineIsNoCode) {
  EXPECT_EQ(marked("- item\n    goes on\n"), "- item\n    goes on\n");
}

TEST(ColorMarkdown, MarksThatDoNotEndStay) {
  for (StringRef Text : {"`", "a ` b", "**", "a * b ** c", "``", "```", "#",
                         "no line end", "`a``b` **`c`**\n"})
    EXPECT_EQ(plain(marked(Text)), Text);
}

} // namespace
