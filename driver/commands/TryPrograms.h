//===- TryPrograms.h - Programs, run for fearless doctor ------ -*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_TRYPROGRAMS_H
#define FEARLESS_DRIVER_COMMANDS_TRYPROGRAMS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace fearless {

/// What a program printed, on both streams; an error if it failed. MayFail
/// lets pass an exit status of its own.
llvm::Expected<std::string> outputOf(llvm::StringRef Program,
                                     std::vector<llvm::StringRef> Args,
                                     bool MayFail = false);

/// Lets a clang-tidy with our checks look at a program that is surely bad. An
/// error if it does not report it; otherwise says so.
llvm::Expected<std::string> tryTidy(llvm::StringRef Tidy,
                                    std::vector<llvm::StringRef> Args);

/// Likewise, for a clangd.
llvm::Expected<std::string> tryClangd(llvm::StringRef Clangd);

} // namespace fearless

#endif
