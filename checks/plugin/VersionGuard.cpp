//===- VersionGuard.cpp - Refuse to run in another LLVM -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy exits 0 when a plugin does not work. A gate that passes because
// its checks are missing is worse than none, so a module in the wrong LLVM ends
// the process with status 2 before anything else of it runs. This relies on
// lazy binding: the module must load for this constructor to be reached.
//
//===----------------------------------------------------------------------===//

#include "clang/Basic/Version.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <string>

#ifndef FEARLESS_BUILT_FOR
#error "FEARLESS_BUILT_FOR: the version of clang that this is compiled for"
#endif

namespace {

struct VersionGuard {
  VersionGuard() {
    // The environment variable lets a test act as another LLVM.
    const char *Pretended = std::getenv("FEARLESS_TEST_CLANG_VERSION");
    const std::string Running =
        Pretended ? Pretended : clang::getClangFullVersion();
    if (llvm::StringRef(Running).contains("clang version " FEARLESS_BUILT_FOR))
      return;
    llvm::errs() << "fearless: error: this module was built for clang "
                 << FEARLESS_BUILT_FOR << ", but was loaded into '" << Running
                 << "'; use the matching clang-tidy, or rebuild fearless\n";
    std::_Exit(2);
  }
};

// Runs before the registration of the checks in FearlessModule.cpp.
[[gnu::init_priority(101)]] const VersionGuard Guard;

} // namespace
