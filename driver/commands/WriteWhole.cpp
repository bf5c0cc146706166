//===- WriteWhole.cpp - A file, written whole or not at all ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/WriteWhole.h"
#include "llvm/Support/FileUtilities.h"

namespace fearless {

llvm::Error writeWhole(llvm::StringRef Path,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  if (llvm::Error E = llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
        Write(OS);
        return llvm::Error::success();
      }))
    return llvm::createStringError("cannot write '" + Path +
                                   "': " + llvm::toString(std::move(E)));
  return llvm::Error::success();
}

} // namespace fearless
