//===- WriteWhole.h - A file, written whole or not at all -------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_WRITEWHOLE_H
#define FEARLESS_DRIVER_COMMANDS_WRITEWHOLE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

/// Writes to another name and renames: a reader sees all of it or nothing. "-"
/// is the standard output.
llvm::Error writeWhole(llvm::StringRef Path,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write);

} // namespace fearless

#endif
