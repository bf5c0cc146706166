//===- Suppressions.h - The NOLINT comments of a text -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What clang-tidy takes for a comment that keeps findings back, read from a
// text without its compiler: whether one speaks of a place can be asked of a
// unit whose sources are long gone.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FINDING_SUPPRESSIONS_H
#define FEARLESS_CHECKS_FINDING_SUPPRESSIONS_H

#include "finding/Place.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace fearless {

/// A comment that keeps findings back.
struct Suppression {
  /// "NOLINT", "NOLINTNEXTLINE" or "NOLINTBEGIN".
  std::string Word;
  Place At;
  /// What stands between the parentheses: globs, separated by commas; "*"
  /// where there are none.
  std::string Checks;
  /// The lines it speaks of; a block that nobody ends has none.
  unsigned First = 0;
  unsigned Last = 0;

  bool isUnended() const { return Last < First; }
  auto operator<=>(const Suppression &) const = default;
};

/// The comments of a file's text, in order.
std::vector<Suppression> readSuppressions(llvm::StringRef Text,
                                          llvm::StringRef File);

/// Whether a glob of a comment's list means that check.
bool matchesCheck(llvm::StringRef Glob, llvm::StringRef Check);

/// Whether the comment keeps back a finding of that check at that place.
bool keepsBack(const Suppression &S, llvm::StringRef Check, const Place &At);

} // namespace fearless

#endif
