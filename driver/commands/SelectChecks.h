//===- SelectChecks.h - Globs -> ids of checks ------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_SELECTCHECKS_H
#define FEARLESS_DRIVER_COMMANDS_SELECTCHECKS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace fearless {

/// The ids that a list of globs selects, read as clang-tidy reads `--checks`:
/// separated by commas, '*' for any text, a '-' in front to remove what the
/// globs before have added, from all checks if the list begins with a '-'. An
/// id may leave out "fearless-". An error if a glob matches no check, or if
/// none is left.
llvm::Expected<std::vector<llvm::StringRef>>
selectChecks(llvm::StringRef Globs);

} // namespace fearless

#endif
