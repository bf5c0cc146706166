//===- UnitFile.h - The summary of a unit as a file -------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compact form in which the summary of a unit passes to the program. What
// is written and read again is equal to what was written, and equal summaries
// give equal bytes; a place inside a unit (Place::InUnit) means nothing outside
// of it, and is left out.
//
// Numbers are LEB128 varints, and signed ones zigzag before that:
//
//   file     = magic, version, size of body, XXH3 of body (8 bytes, little
//              endian), body
//   body     = count, text..., count, function..., count, overridden...
//   text     = length of the start shared with the text before, length of the
//              rest, rest; in order, without the empty text, which is number 0
//   function = T entity, T name, place, count, escape..., count, path
//              (runs)..., count, called..., count, T (starts)...
//   place    = T file, line, column
//   escape   = destination * 2 + address, path, path (keeper), T doubt, T noun,
//              count, (place, T)...
//   path     = root + 8 * (index follows) + 16 * (global follows)
//              + 32 * count of fields, index, T global, T field...
//   called   = T number * 2 + virtual
//   overridden = T entity, count, T overrider...
//
// where T is the number of a text. Whatever has an order in Summary.h is in
// that order.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_UNITFILE_H
#define FEARLESS_CHECKS_SUMMARY_UNITFILE_H

#include "summary/Summary.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// What every unit file starts with.
inline constexpr llvm::StringLiteral UnitFileMagic = "fearunit";

/// Counts up with every change of the layout above, or of what it means.
inline constexpr unsigned UnitFileVersion = 1;

/// The bytes of a unit file.
std::string writeUnitFile(const UnitSummary &Unit);

/// How many bytes of text the records of a unit may come to, each with its own
/// copy: far above those of any real unit, and below what ends the process.
inline constexpr uint64_t MaxUnitTexts = uint64_t(1) << 30;

/// Reads the bytes of a unit file. Anything else gives an error of one line,
/// which calls the file Name and says at which byte it is wrong. Memory is
/// bounded: records by the size of the file, their texts by MostText.
llvm::Expected<UnitSummary> readUnitFile(llvm::StringRef Bytes,
                                         llvm::StringRef Name,
                                         uint64_t MostText = MaxUnitTexts);

} // namespace fearless

#endif
