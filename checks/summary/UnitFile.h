//===- UnitFile.h - What a unit tells the program, as a file ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compact form in which units pass to the program: one file a unit, or one
// for several that were merged. What is written and read again is equal to what
// was written, and equal contents give equal bytes; a place inside a unit
// (Place::InUnit) means nothing outside of it, and is left out.
//
// Numbers are LEB128 varints:
//
//   file     = magic, version, size of body, XXH3 of body (8 bytes, little
//              endian), body
//   body     = count, text..., the records of struct UnitFile, part by part
//   text     = length of the start shared with the text before, length of the
//              rest, rest; in order, without the empty text, which is number 0
//
// Layout.h has the layout of every record. Texts are written as their numbers,
// containers as a count and their elements, and whatever has an order in the
// structs is in that order.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_UNITFILE_H
#define FEARLESS_CHECKS_SUMMARY_UNITFILE_H

#include "summary/LockSummary.h"
#include "summary/Summary.h"
#include "summary/UnitRecord.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// What a unit tells the program; or several, merged.
struct UnitFile {
  UnitSummary Summary;
  /// What functions do to locks, and the units that say so, by their ids. A
  /// header's inline function is the same in most; where units differ, there
  /// is one of each.
  std::map<LockSummary, std::set<std::string>> Locks;
  /// The orders that locks are declared to have.
  std::set<LockOrder> Orders;
  /// The levels that locks are declared to have.
  std::set<LockLevel> Levels;
  /// By id.
  std::map<std::string, UnitRecord> Units;

  bool operator==(const UnitFile &) const = default;
};

/// Adds what other units know. Commutative, associative and idempotent.
void merge(UnitFile &Into, UnitFile From);

/// What every unit file starts with.
inline constexpr llvm::StringLiteral UnitFileMagic = "fearunit";

/// Counts up with every change of the layout, or of what it means.
inline constexpr unsigned UnitFileVersion = 6;

/// The bytes of a unit file.
std::string writeUnitFile(const UnitFile &Unit);

/// How many bytes of text the records of a unit may come to, each with its own
/// copy: far above those of any real unit, and below what ends the process.
inline constexpr uint64_t MaxUnitTexts = uint64_t(1) << 30;

/// Reads the bytes of a unit file. Anything else gives an error of one line,
/// which calls the file Name and says at which byte it is wrong. Memory is
/// bounded: records by the size of the file, their texts by MostText.
llvm::Expected<UnitFile> readUnitFile(llvm::StringRef Bytes,
                                      llvm::StringRef Name,
                                      uint64_t MostText = MaxUnitTexts);

/// Gives every file of a unit's records another name.
void renameFiles(UnitFile &Unit,
                 llvm::function_ref<std::string(const std::string &)> Rename);

} // namespace fearless

#endif
