//===- FindInstallation.cpp - Where the other programs are ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/Commands.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace fearless {

Installation installationOf(llvm::StringRef Driver) {
  namespace path = llvm::sys::path;
  const llvm::StringRef Bin = path::parent_path(Driver);
  llvm::SmallString<256> Tidy(Bin);
  path::append(Tidy, "fearless-tidy");
  llvm::SmallString<256> Module(path::parent_path(Bin));
  path::append(Module, "lib", "fearless-tidy-module.so");
  llvm::SmallString<256> Clangd(Bin);
  path::append(Clangd, "fearless-clangd");
  return {Driver.str(), Tidy.str().str(), Module.str().str(),
          Clangd.str().str(), FEARLESS_LLVM_BIN};
}

} // namespace fearless
