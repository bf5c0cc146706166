//===- CompileUnit.h - One file and how it is compiled ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The data between a compile database and everything behind it.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_COMPILEUNIT_H
#define FEARLESS_DRIVER_COLLECT_COMPILEUNIT_H

#include <string>
#include <vector>

namespace fearless {

/// A file and the command that compiles it.
struct CompileUnit {
  /// Where the command runs; absolute.
  std::string Directory;
  /// The main file; absolute, without "." and "..".
  std::string File;
  /// The command, the compiler's name first.
  std::vector<std::string> Arguments;

  bool operator==(const CompileUnit &) const = default;
};

/// What two entries of a database have in common if they are the same unit:
/// directory, file, and the command without what only names its outputs (`-o`,
/// `-MF`, `-MT`, ...).
std::string identityOf(const CompileUnit &Unit);

} // namespace fearless

#endif
