//===- Version.h - What --version says ------------------------ -*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_FRONTENDS_VERSION_H
#define FEARLESS_DRIVER_FRONTENDS_VERSION_H

#include <string>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

/// The shipped models in numbers, and a word that two programs have in common
/// if they were built with the same: "31 files, 1204 rows, 5f3a9c1b".
std::string describeModels();

/// Prints the version of fearless and of the clang it was built for, and the
/// models.
void printVersion(llvm::raw_ostream &OS);

} // namespace fearless

#endif
