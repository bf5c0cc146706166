//===- Place.h - A place in source ------------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FINDING_PLACE_H
#define FEARLESS_CHECKS_FINDING_PLACE_H

#include "finding/SourceName.h"
#include <compare>
#include <cstdint>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

/// A place in source, as a reader names it. Line and column count from 1; line
/// 0 means "nowhere" (an implicit declaration, a generated file).
struct Place {
  SourceName File;
  unsigned Line = 0;
  unsigned Column = 0;
  /// clang's own encoding of the place; it means something only inside the
  /// unit that made it, so it takes no part in comparison.
  uint32_t InUnit = 0;

  bool isValid() const { return Line != 0; }

  bool operator==(const Place &O) const {
    return File == O.File && Line == O.Line && Column == O.Column;
  }
  std::strong_ordering operator<=>(const Place &O) const {
    if (const auto C = File <=> O.File; C != 0)
      return C;
    if (auto C = Line <=> O.Line; C != 0)
      return C;
    return Column <=> O.Column;
  }
};

/// Prints file:line:column.
llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, const Place &P);

} // namespace fearless

#endif
