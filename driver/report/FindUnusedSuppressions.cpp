//===- FindUnusedSuppressions.cpp - NOLINT comments for nothing -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/FindUnusedSuppressions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

namespace fearless {
namespace {

constexpr unsigned EndOfFile = ~0u;

/// A comment that names a check of ours.
struct Comment {
  /// "NOLINT", "NOLINTNEXTLINE" or "NOLINTBEGIN".
  llvm::StringRef Word;
  unsigned Line = 0;
  unsigned Column = 0;
  /// What stands between the parentheses.
  llvm::StringRef List;
  /// The lines it speaks of.
  unsigned First = 0;
  unsigned Last = 0;
};

/// Reads the NOLINT comments of a text, in order.
class CommentReader {
public:
  explicit CommentReader(llvm::StringRef Text) : Text(Text) {}

  std::vector<Comment> read() {
    for (size_t At = Text.find(Start); At != llvm::StringRef::npos;
         At = Text.find(Start, At + Start.size()))
      readAt(At);
    return std::move(Comments);
  }

private:
  static constexpr llvm::StringLiteral Start = "NOLINT";

  void readAt(size_t At) {
    Line += Text.slice(Counted, At).count('\n');
    Counted = At;
    llvm::StringRef Rest = Text.drop_front(At + Start.size());
    llvm::StringRef Ending;
    for (llvm::StringRef Known : {"NEXTLINE", "BEGIN", "END"})
      if (Rest.consume_front(Known))
        Ending = Known;
    if (!Rest.consume_front("("))
      return;
    const size_t Close = Rest.find_first_of(")\n");
    if (Close == llvm::StringRef::npos || Rest[Close] != ')')
      return;
    const llvm::StringRef List = Rest.take_front(Close);
    if (Ending == "END") {
      close(List);
      return;
    }
    Comment C;
    C.Word = Text.substr(At, Start.size() + Ending.size());
    C.Line = Line;
    C.Column = At - (Text.rfind('\n', At) + 1) + 1;
    C.List = List;
    C.First = C.Last = Line;
    if (Ending == "NEXTLINE")
      ++C.First, ++C.Last;
    if (Ending == "BEGIN")
      C.Last = EndOfFile;
    Comments.push_back(C);
  }

  /// Ends the nearest block with that list that is open.
  void close(llvm::StringRef List) {
    for (Comment &C : llvm::reverse(Comments))
      if (C.Last == EndOfFile && C.List == List) {
        C.Last = Line;
        return;
      }
  }

  llvm::StringRef Text;
  std::vector<Comment> Comments;
  unsigned Line = 1;
  /// The newlines before this are in Line.
  size_t Counted = 0;
};

bool matches(llvm::StringRef Glob, llvm::StringRef Check) {
  llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Glob);
  if (Pattern)
    return Pattern->match(Check);
  llvm::consumeError(Pattern.takeError());
  return Glob == Check;
}

bool matchesAny(llvm::StringRef Glob, const std::vector<std::string> &Checks) {
  return llvm::any_of(
      Checks, [&](llvm::StringRef Check) { return matches(Glob, Check); });
}

/// What is wrong with one name of a comment's list; empty if nothing is.
std::string problemOf(const Comment &C, llvm::StringRef Glob,
                      llvm::StringRef File, const std::set<QuietLine> &Quiet,
                      const std::vector<std::string> &Ran) {
  if (llvm::none_of(allChecks(),
                    [&](const CheckRow &Row) { return matches(Glob, Row.Id); }))
    return "there is no check '" + Glob.str() + "'";
  if (!matchesAny(Glob, Ran))
    return "";
  const bool Used = llvm::any_of(Quiet, [&](const QuietLine &Q) {
    return Q.File == File && C.First <= Q.Line && Q.Line <= C.Last &&
           matches(Glob, Q.Check);
  });
  return Used ? "" : "there is nothing to suppress";
}

} // namespace

std::vector<UnusedSuppression>
findUnusedSuppressions(llvm::StringRef Text, llvm::StringRef File,
                       const std::set<QuietLine> &Quiet,
                       const std::vector<std::string> &Ran) {
  std::vector<UnusedSuppression> Unused;
  for (const Comment &C : CommentReader(Text).read())
    for (llvm::StringRef Glob : llvm::split(C.List, ',')) {
      Glob = Glob.trim();
      if (!Glob.starts_with("fearless"))
        continue;
      const std::string Problem = problemOf(C, Glob, File, Quiet, Ran);
      if (!Problem.empty())
        Unused.push_back({{File.str(), C.Line, C.Column, 0},
                          (C.Word + "(" + Glob + ")").str() + ": " + Problem});
    }
  return Unused;
}

} // namespace fearless
