//===- Report.cpp - What a check of a program says ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

static std::string textOf(const Finding &F) {
  std::string Text;
  llvm::raw_string_ostream(Text) << F;
  return Text;
}

void addFinding(Report &To, Finding F) {
  const auto Same = To.Findings.find(F);
  if (Same != To.Findings.end()) {
    if (textOf(*Same) <= textOf(F))
      return;
    To.Findings.erase(Same);
  }
  To.Findings.insert(std::move(F));
}

size_t failedUnits(const Report &R) {
  size_t Count = 0;
  for (const auto &[Reason, Files] : R.Failures)
    Count += Files.size();
  return Count;
}

} // namespace fearless
