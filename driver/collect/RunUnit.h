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

/// Runs fearless-tidy over a unit of the run folder (see UnitRun.h), as its
/// plan says, and writes the outcome; unless that is there, and all inputs have
/// the contents that it was made of. Configurations stands for the .clang-tidy
/// files that there are. However the run ends is no error here: only a run
/// folder that cannot be read or written is.
llvm::Error runUnit(llvm::StringRef RunFolder, llvm::StringRef Id,
                    llvm::StringRef Configurations);

} // namespace fearless

#endif
