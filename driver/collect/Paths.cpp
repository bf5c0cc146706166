//===- Paths.cpp - How files are named ------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/Paths.h"
#include "compat/AbsolutePath.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace fearless {

std::string workingDirectory() {
  llvm::SmallString<256> Here;
  llvm::sys::fs::current_path(Here);
  return Here.str().str();
}

std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory) {
  llvm::SmallString<256> Text(Path);
  makeAbsolute(Directory, Text);
  llvm::sys::path::remove_dots(Text, /*remove_dot_dot=*/true);
  return Text.str().str();
}

std::string shortPath(llvm::StringRef Path) {
  Path.consume_front(workingDirectory() + "/");
  return Path.str();
}

} // namespace fearless
