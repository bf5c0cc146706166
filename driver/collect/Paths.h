//===- Paths.h - How files are named ----------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inside the driver a file has one name: its absolute path, without "." and
// "..". Readers see the short one.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_PATHS_H
#define FEARLESS_DRIVER_COLLECT_PATHS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace fearless {

std::string workingDirectory();

/// The one name of the file that Path names as seen from Directory.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory);

/// The path as a reader in the working directory names it: relative where it is
/// below that, else as it is.
std::string shortPath(llvm::StringRef Path);

} // namespace fearless

#endif
