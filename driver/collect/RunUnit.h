//===- RunUnit.h - One unit through the checks ------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_RUNUNIT_H
#define FEARLESS_DRIVER_COLLECT_RUNUNIT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// Runs fearless-tidy over unit N of the work folder (see UnitRun.h), as its
/// plan says, and writes the outcome. However that ends is no error here: only
/// a work folder that cannot be read or written is.
llvm::Error runUnit(llvm::StringRef WorkFolder, size_t N);

} // namespace fearless

#endif
