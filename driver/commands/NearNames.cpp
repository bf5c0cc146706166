//===- NearNames.cpp - Did you mean this one? -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/NearNames.h"
#include <vector>

namespace fearless {

std::string didYouMean(llvm::StringRef Name,
                       llvm::ArrayRef<llvm::StringRef> Known) {
  // A slip in every third letter is still the same word.
  unsigned Best = (Name.size() + 2) / 3;
  std::vector<llvm::StringRef> Near;
  for (llvm::StringRef Candidate : Known) {
    const bool IsPart = Name.size() > 2 && Candidate.contains(Name);
    const unsigned Distance =
        IsPart ? 1
               : Name.edit_distance(Candidate, /*AllowReplacements=*/true,
                                    /*MaxEditDistance=*/Best);
    if (Distance > Best)
      continue;
    if (Distance < Best)
      Near.clear();
    Best = Distance;
    Near.push_back(Candidate);
  }
  std::string Text;
  for (llvm::StringRef Candidate : Near)
    Text +=
        (Text.empty() ? "; did you mean '" : " or '") + Candidate.str() + "'";
  return Text.empty() ? Text : Text + "?";
}

} // namespace fearless
