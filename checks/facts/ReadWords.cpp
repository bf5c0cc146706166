//===- ReadWords.cpp - Names -> words -------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ReadWords.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace fearless {

using llvm::StringRef;

std::vector<std::string> wordsOf(StringRef Name) {
  std::vector<std::string> Words(1);
  for (size_t I = 0; I != Name.size(); ++I) {
    const bool Starts = llvm::isUpper(Name[I]) && I != 0 &&
                        !llvm::isUpper(Name[I - 1]) && !Words.back().empty();
    if (Name[I] == '_' || Starts)
      Words.emplace_back();
    if (Name[I] != '_')
      Words.back() += llvm::toLower(Name[I]);
  }
  return Words;
}

bool isNamedLikeWait(StringRef Name) {
  const std::vector<std::string> Words = wordsOf(Name);
  if (llvm::is_contained({"on", "is", "set", "has", "get"}, Words.front()))
    return false;
  return llvm::any_of(Words, [](StringRef Word) {
    return Word.starts_with("wait") ||
           llvm::is_contained({"join", "await", "drain", "shutdown", "finish",
                               "barrier", "complete", "sync"},
                              Word);
  });
}

bool isNamedLikeLock(StringRef Name) {
  return llvm::any_of(wordsOf(Name), [](StringRef Word) {
    return llvm::is_contained({"lock", "rwlock", "spinlock", "critical", "mtx"},
                              Word) ||
           Word.ends_with("mutex");
  });
}

} // namespace fearless
