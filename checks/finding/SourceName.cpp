//===- SourceName.cpp - The name of a file, kept once ---------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/SourceName.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Allocator.h"
#include <mutex>

namespace fearless {

SourceName::SourceName(llvm::StringRef Name) {
  static std::mutex M;
  static llvm::StringSet<llvm::BumpPtrAllocator> Names;
  if (Name.empty())
    return;
  const std::lock_guard<std::mutex> Lock(M);
  this->Name = Names.insert(Name).first->getKey();
}

} // namespace fearless
