//===- Suppressions.cpp - The NOLINT comments of a text -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Suppressions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

namespace fearless {
namespace {

constexpr unsigned EndOfFile = ~0u;

class CommentReader {
public:
  CommentReader(llvm::StringRef Text, llvm::StringRef File)
      : Text(Text), File(File) {}

  std::vector<Suppression> read() {
    for (size_t At = Text.find(Start); At != llvm::StringRef::npos;
         At = Text.find(Start, At + Start.size()))
      readAt(At);
    // clang-tidy takes a block that nobody ends for a mistake.
    for (Suppression &C : Comments)
      if (C.Last == EndOfFile)
        C.Last = C.First - 1;
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
    llvm::StringRef List = "*";
    if (Rest.consume_front("(")) {
      const size_t Close = Rest.find_first_of(")\n");
      if (Close == llvm::StringRef::npos || Rest[Close] != ')')
        return;
      List = Rest.take_front(Close);
    } else if (!Rest.empty() && (llvm::isAlnum(Rest[0]) || Rest[0] == '_')) {
      return;
    }
    if (Ending == "END") {
      close(List);
      return;
    }
    Suppression C;
    C.Word = Text.substr(At, Start.size() + Ending.size()).str();
    C.At.File = File.str();
    C.At.Line = Line;
    C.At.Column = At - (Text.rfind('\n', At) + 1) + 1;
    C.Checks = List.str();
    C.First = C.Last = Line;
    if (Ending == "NEXTLINE")
      ++C.First, ++C.Last;
    if (Ending == "BEGIN")
      C.Last = EndOfFile;
    Comments.push_back(std::move(C));
  }

  /// Ends the nearest block with that list that is open.
  void close(llvm::StringRef List) {
    for (Suppression &C : llvm::reverse(Comments))
      if (C.Last == EndOfFile && C.Checks == List) {
        C.Last = Line;
        return;
      }
  }

  llvm::StringRef Text, File;
  std::vector<Suppression> Comments;
  unsigned Line = 1;
  /// The newlines before this are in Line.
  size_t Counted = 0;
};

} // namespace

std::vector<Suppression> readSuppressions(llvm::StringRef Text,
                                          llvm::StringRef File) {
  return CommentReader(Text, File).read();
}

bool matchesCheck(llvm::StringRef Glob, llvm::StringRef Check) {
  llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Glob);
  if (Pattern)
    return Pattern->match(Check);
  llvm::consumeError(Pattern.takeError());
  return Glob == Check;
}

bool keepsBack(const Suppression &S, llvm::StringRef Check, const Place &At) {
  return S.At.File == At.File && S.First <= At.Line && At.Line <= S.Last &&
         llvm::any_of(llvm::split(S.Checks, ','), [&](llvm::StringRef Glob) {
           return matchesCheck(Glob.trim(), Check);
         });
}

} // namespace fearless
