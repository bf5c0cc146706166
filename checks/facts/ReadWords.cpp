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

bool isNamedLikeMaking(StringRef Name) {
  return llvm::any_of(wordsOf(Name), [](StringRef Word) {
    return Word.ends_with("alloc") || Word.ends_with("dup") ||
           llvm::is_contained({"make", "new", "create", "allocate", "clone",
                               "copy", "build", "construct"},
                              Word);
  });
}

bool isNamedLikeSignal(StringRef Name) {
  return llvm::any_of(wordsOf(Name), [](StringRef Word) {
    // Functions of C put words together: sigwait, flock, recvfrom, eventfd.
    const bool Ends = (Word.ends_with("lock") && Word != "clock") ||
                      Word.ends_with("wait") || Word.ends_with("poll") ||
                      Word.ends_with("sync");
    return Ends || llvm::any_of(
                       std::initializer_list<StringRef>{
                           "notif",  "signal",  "broadcast", "post",    "send",
                           "push",   "enqueue", "wake",      "releas",  "lock",
                           "set",    "done",    "finish",    "publish", "wait",
                           "acquir", "recv",    "receiv",    "pop",     "take",
                           "sync",   "fence",   "barrier",   "join",    "flush",
                           "poll",   "arriv",   "complet",   "ready",   "resum",
                           "yield",  "atomic",  "event"},
                       [&](StringRef Stem) { return Word.starts_with(Stem); });
  });
}

bool isNamedLikeLock(StringRef Name) {
  return llvm::any_of(wordsOf(Name), [](StringRef Word) {
    return llvm::is_contained({"lock", "rwlock", "spinlock", "critical", "mtx"},
                              Word) ||
           Word.ends_with("mutex");
  });
}

bool isNamedLikeLockingMacro(StringRef Name) {
  return isNamedLikeLock(Name) ||
         llvm::any_of(wordsOf(Name), [](StringRef Word) {
           return llvm::is_contained(
               {"locked", "guard", "synchronize", "synchronized"}, Word);
         });
}

} // namespace fearless
