//===- FindUnusedSuppressions.cpp - NOLINT comments for nothing -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/FindUnusedSuppressions.h"
#include "finding/Suppressions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace fearless {
namespace {

bool matchesAny(llvm::StringRef Glob, const std::vector<std::string> &Checks) {
  return llvm::any_of(
      Checks, [&](llvm::StringRef Check) { return matchesCheck(Glob, Check); });
}

/// What is wrong with one name of a comment's list; empty if nothing is.
std::string problemOf(const Suppression &C, llvm::StringRef Glob,
                      llvm::StringRef File, const std::set<QuietLine> &Quiet,
                      const std::vector<std::string> &Ran) {
  if (llvm::none_of(allChecks(), [&](const CheckRow &Row) {
        return matchesCheck(Glob, Row.Id);
      }))
    return "there is no check '" + Glob.str() + "'";
  if (!matchesAny(Glob, Ran))
    return "";
  if (C.isUnended())
    return "there is no NOLINTEND for it, so that it suppresses nothing";
  const bool Used = llvm::any_of(Quiet, [&](const QuietLine &Q) {
    return Q.File == File && C.First <= Q.Line && Q.Line <= C.Last &&
           matchesCheck(Glob, Q.Check);
  });
  return Used ? "" : "there is nothing to suppress";
}

} // namespace

std::vector<UnusedSuppression>
findUnusedSuppressions(llvm::StringRef Text, llvm::StringRef File,
                       const std::set<QuietLine> &Quiet,
                       const std::vector<std::string> &Ran) {
  std::vector<UnusedSuppression> Unused;
  for (const Suppression &C : readSuppressions(Text, File))
    for (llvm::StringRef Glob : llvm::split(C.Checks, ',')) {
      Glob = Glob.trim();
      if (!Glob.starts_with("fearless"))
        continue;
      const std::string Problem = problemOf(C, Glob, File, Quiet, Ran);
      if (!Problem.empty())
        Unused.push_back({C.At, C.Word + "(" + Glob.str() + "): " + Problem});
    }
  return Unused;
}

} // namespace fearless
