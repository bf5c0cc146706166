//===- ResourceDir.h - Where clang's own headers are ------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tool outside LLVM's bin folder computes a wrong resource directory, and
// every unit then fails for want of <stddef.h>. So the right one is fixed when
// fearless is built, and put first on every command line: a later
// `-resource-dir` of the user's wins.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_FRONTENDS_RESOURCEDIR_H
#define FEARLESS_DRIVER_FRONTENDS_RESOURCEDIR_H

#include "llvm/Support/Error.h"
#include <string>

namespace fearless {

/// The resource directory: that of the environment variable
/// FEARLESS_RESOURCE_DIR if it is set (for a clang that was moved), else the
/// one fearless was built for. One line of error if it has no headers in it.
llvm::Expected<std::string> resourceDir();

} // namespace fearless

#endif
