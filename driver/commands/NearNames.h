//===- NearNames.h - Did you mean this one? ---------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_NEARNAMES_H
#define FEARLESS_DRIVER_COMMANDS_NEARNAMES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace fearless {

/// "; did you mean 'a' or 'b'?" with the known names that are as near to Name
/// as any and may be meant by it; empty if none is.
std::string didYouMean(llvm::StringRef Name,
                       llvm::ArrayRef<llvm::StringRef> Known);

} // namespace fearless

#endif
