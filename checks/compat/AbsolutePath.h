//===- AbsolutePath.h - Paths from a folder ---------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm::sys::path::make_absolute, which looks at text only.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_COMPAT_ABSOLUTEPATH_H
#define FEARLESS_CHECKS_COMPAT_ABSOLUTEPATH_H

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace fearless {

/// Makes a relative path one from that folder. Before 22 LLVM has the function
/// among those of the file system.
inline void makeAbsolute(llvm::StringRef Folder,
                         llvm::SmallVectorImpl<char> &Path) {
#if LLVM_VERSION_MAJOR >= 22
  llvm::sys::path::make_absolute(Folder, Path);
#else
  llvm::sys::fs::make_absolute(Folder, Path);
#endif
}

} // namespace fearless

#endif
