//===- ColorMarkdown.cpp - Markdown for a terminal ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ColorMarkdown.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

using llvm::raw_ostream;
using llvm::StringRef;

constexpr raw_ostream::Colors CodeColor = raw_ostream::CYAN;
constexpr raw_ostream::Colors CommentColor = raw_ostream::GREEN;

/// Prints a piece of a line in a colour.
void print(raw_ostream &OS, StringRef Text, raw_ostream::Colors Color,
           bool Bold = false) {
  if (Text.empty())
    return;
  OS.changeColor(Color, Bold);
  OS << Text;
  OS.resetColor();
}

void printCode(raw_ostream &OS, StringRef Line) {
  const size_t Comment = std::min(Line.find("//"), Line.size());
  print(OS, Line.take_front(Comment), CodeColor);
  print(OS, Line.drop_front(Comment), CommentColor);
}

/// Prints up to the end of what starts at Line with Mark and ends with it, and
/// drops that from Line; false: it does not end in this line.
bool printMarked(raw_ostream &OS, StringRef &Line, StringRef Mark,
                 raw_ostream::Colors Color, bool Bold) {
  if (!Line.starts_with(Mark))
    return false;
  const size_t End = Line.find(Mark, Mark.size());
  if (End == StringRef::npos)
    return false;
  print(OS, Line.take_front(End + Mark.size()), Color, Bold);
  Line = Line.drop_front(End + Mark.size());
  return true;
}

void printProse(raw_ostream &OS, StringRef Line) {
  while (!Line.empty()) {
    if (printMarked(OS, Line, "`", CodeColor, /*Bold=*/false) ||
        printMarked(OS, Line, "**", raw_ostream::SAVEDCOLOR, /*Bold=*/true))
      continue;
    const size_t Next = std::min(Line.find_first_of("`*", 1), Line.size());
    OS << Line.take_front(Next);
    Line = Line.drop_front(Next);
  }
}

} // namespace

std::string colorMarkdown(StringRef Markdown) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS.enable_colors(true);
  bool InFence = false, WasProse = false;
  while (!Markdown.empty()) {
    const size_t End = Markdown.find('\n');
    const StringRef Line = Markdown.take_front(End);
    const bool IsFence = Line.starts_with("```");
    InFence = InFence != IsFence;
    const bool IsIndented = Line.starts_with("    ") && !WasProse;
    if (IsFence || InFence || IsIndented)
      printCode(OS, Line);
    else if (Line.starts_with("#"))
      print(OS, Line, raw_ostream::MAGENTA, /*Bold=*/true);
    else
      printProse(OS, Line);
    WasProse = !Line.empty() && !IsIndented;
    if (End == StringRef::npos)
      break;
    OS << '\n';
    Markdown = Markdown.drop_front(End + 1);
  }
  return Text;
}

} // namespace fearless
