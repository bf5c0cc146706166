//===- JoinLockInits.cpp - Initializations -> kinds of locks --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function does to its parameters is followed through calls, at most
// MaxRounds deep. One that is seen to make a lock recursive outweighs one that
// is seen to make it plain, and that outweighs those that are not seen.
//
//===----------------------------------------------------------------------===//

#include "facts/LockFacts.h"
#include <map>

namespace fearless {

static constexpr unsigned MaxRounds = 8;

namespace {

/// A parameter of a function that points to a lock.
using LockParameter = std::pair<std::string, unsigned>;

/// What becomes of a lock there: initializations without the lock.
using Makings = std::set<LockInit>;

} // namespace

static bool isParameter(const AccessPath &Path) {
  return Path.From == AccessPath::Root::Parameter && Path.Fields.empty();
}

LockKinds joinLockInits(llvm::ArrayRef<LockInitsOf> Functions,
                        llvm::function_ref<bool(llvm::StringRef)> IsSeen) {
  std::map<LockParameter, Makings> Known;
  const auto Resolve = [&](const LockInit &I) -> Makings {
    LockInit Bare = I;
    Bare.Lock = {};
    if (I.How != LockMaking::Passed || !IsSeen(I.By))
      return {Bare};
    if (I.Argument == LockInit::IsPart)
      return {};
    const auto Found = Known.find({I.By, I.Argument});
    return Found == Known.end() ? Makings() : Found->second;
  };
  bool Changed = true;
  for (unsigned Round = 0; Changed && Round != MaxRounds; ++Round) {
    Changed = false;
    for (const LockInitsOf &F : Functions)
      for (const LockInit &I : *F.Inits)
        if (isParameter(I.Lock)) {
          Makings Now = Resolve(I);
          Makings &Of = Known[{F.Entity.str(), I.Lock.Index}];
          const size_t Before = Of.size();
          Of.merge(Now);
          Changed |= Of.size() != Before;
        }
  }
  LockKinds Kinds;
  for (const LockInitsOf &F : Functions) {
    std::set<LockInit> Resolved;
    for (const LockInit &I : *F.Inits)
      for (LockInit Now : Resolve(I)) {
        Now.Lock = I.Lock;
        Resolved.insert(std::move(Now));
      }
    *F.Inits = std::move(Resolved);
    for (const LockInit &I : *F.Inits)
      if (std::string Class = classOf(I.Lock); !Class.empty())
        (I.How == LockMaking::Plain       ? Kinds.Plain
         : I.How == LockMaking::Recursive ? Kinds.Recursive
                                          : Kinds.Unseen)
            .insert(std::move(Class));
  }
  return Kinds;
}

} // namespace fearless
