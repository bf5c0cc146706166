//===- ReportError.cpp - One line of error --------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/Commands.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

int reportError(const llvm::Twine &Message) {
  llvm::errs() << "fearless: error: " << Message << '\n';
  return ExitError;
}

} // namespace fearless
