//===- JudgeWaits.h - Whether callees wait ----------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A look into code that functions of a unit call. Each body is looked through
// once for the whole unit.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_JUDGEWAITS_H
#define FEARLESS_CHECKS_FACTS_JUDGEWAITS_H

#include "model/MatchModel.h"
#include "model/Ownership.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class SourceManager;
}

namespace fearless {

/// Memoises; for one unit, and not for use by several threads.
class WaitJudge {
public:
  /// Levels of calls that are looked through.
  static constexpr unsigned MaxDepth = 3;

  WaitJudge(const ModelMatcher &Rows, const Ownership &Types,
            const clang::SourceManager &Sources)
      : Rows(Rows), Types(Types), Sources(Sources) {}

  /// Whether the function may wait for another thread; null may.
  bool mayWait(const clang::FunctionDecl *F, unsigned Depth = MaxDepth) const;

  /// Likewise of code that is seen.
  bool mayWaitWithin(const clang::Stmt *S, unsigned Depth = MaxDepth) const;

  /// Whether the body waits on a global or on its own object: it may wait for
  /// any thread, whatever it is called with.
  bool waitsOnItsOwn(const clang::FunctionDecl *Body,
                     unsigned Depth = MaxDepth) const;

private:
  bool waitsWithin(const clang::Stmt *S, unsigned Depth) const;
  bool readsSignal(const clang::Stmt *S) const;

  const ModelMatcher &Rows;
  const Ownership &Types;
  const clang::SourceManager &Sources;
  mutable llvm::DenseMap<std::pair<const clang::FunctionDecl *, unsigned>, bool>
      MayWait, OwnWaits;
};

} // namespace fearless

#endif
