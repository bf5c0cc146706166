//===- UnitInputs.h - What the result of a unit is made of ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit is run again if what it was made of has changed: not the times of its
// files, their contents. What is remembered of a run is one file: its inputs,
// each with size, time and a hash of the content. A file whose size and time
// are as they were is not read again.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_UNITINPUTS_H
#define FEARLESS_DRIVER_COLLECT_UNITINPUTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Chrono.h"
#include <optional>
#include <string>
#include <vector>

namespace fearless {

/// 32 hexadecimal digits that stand for a text.
std::string hashOf(llvm::StringRef Text);

/// A file that a result was made of.
struct InputFile {
  std::string Path;
  uint64_t Size = 0;
  /// Of the last change, in nanoseconds.
  int64_t Time = 0;
  /// Of the content; empty: not known, so that it never is unchanged.
  std::string Hash;

  bool operator==(const InputFile &) const = default;
};

/// All that a result was made of.
struct UnitInputs {
  /// Stands for what is no file: the command and the configuration's places.
  std::string Key;
  std::vector<InputFile> Files;

  bool operator==(const UnitInputs &) const = default;
};

/// The files as they are now. One that changed since Start may have been read
/// before or after that, and is not known.
std::vector<InputFile> examineFiles(llvm::ArrayRef<std::string> Paths,
                                    llvm::sys::TimePoint<> Start);

/// Whether all contents are what they were; brings the times up to date.
bool areUnchanged(UnitInputs &Inputs, llvm::StringRef Key);

std::string printInputs(const UnitInputs &Inputs);
/// nullopt if that is not what printInputs() made.
std::optional<UnitInputs> parseInputs(llvm::StringRef Text);

/// The .clang-tidy files that clang-tidy looks at for a file: those of its
/// folder and of all above.
std::vector<std::string> configurationsOf(llvm::StringRef File);

/// A Makefile rule by which ninja learns that Target is made of the files.
std::string dependencyRule(llvm::StringRef Target,
                           llvm::ArrayRef<InputFile> Files);

} // namespace fearless

#endif
