//===- ResourceDir.cpp - Where clang's own headers are --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontends/ResourceDir.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"

#ifndef FEARLESS_RESOURCE_DIR
#error                                                                         \
    "FEARLESS_RESOURCE_DIR: the resource directory of the clang built against"
#endif

namespace fearless {

llvm::Expected<std::string> resourceDir() {
  std::string Dir = llvm::sys::Process::GetEnv("FEARLESS_RESOURCE_DIR")
                        .value_or(FEARLESS_RESOURCE_DIR);
  if (!llvm::sys::fs::exists(Dir + "/include/stddef.h"))
    return llvm::createStringError(
        "no clang headers in '" + Dir + "'; install libclang-common-" +
        CLANG_VERSION_MAJOR_STRING +
        "-dev, or set FEARLESS_RESOURCE_DIR to the resource directory of "
        "clang " CLANG_VERSION_MAJOR_STRING);
  return Dir;
}

} // namespace fearless
