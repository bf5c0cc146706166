//===- SourceTexts.h - The files that findings are in -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_SOURCETEXTS_H
#define FEARLESS_DRIVER_COLLECT_SOURCETEXTS_H

#include "finding/Place.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/SourceMgr.h"
#include <optional>

namespace fearless {

/// The texts of source files, each read once, at its first use.
class SourceTexts {
public:
  SourceTexts() = default;

  /// Some files are read elsewhere: from the path that theirs is mapped to.
  explicit SourceTexts(llvm::StringMap<std::string> Instead)
      : Instead(std::move(Instead)) {}

  /// The place of a byte of a file; one in line 0 if the file cannot be read or
  /// is shorter.
  Place placeOf(llvm::StringRef File, unsigned Offset);

  /// Where a place is in the text; invalid if it is nowhere.
  llvm::SMLoc find(const Place &At);

  /// A line of a file, counted from 1, without its end; nullopt if there is
  /// none.
  std::optional<llvm::StringRef> lineOf(llvm::StringRef File, unsigned Line);

  /// The number of bytes before a place in its file, if it is there.
  std::optional<unsigned> offsetOf(const Place &At);

  /// The column of a place, counted from 1 in UTF-16 code units; in bytes where
  /// the file cannot be read.
  unsigned utf16Column(const Place &At);

  const llvm::SourceMgr &manager() const { return Texts; }

private:
  /// The buffer of a file; 0 if it cannot be read.
  unsigned bufferOf(llvm::StringRef File);

  llvm::StringMap<std::string> Instead;
  llvm::SourceMgr Texts;
  llvm::StringMap<unsigned> Buffers;
};

} // namespace fearless

#endif
