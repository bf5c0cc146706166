//===- CheckProgram.cpp - fearless check ----------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/ReportAnalysis.h"

namespace fearless {

int checkProgram(const CheckOptions &Options, const Installation &Where) {
  llvm::Expected<std::vector<KnownFinding>> Known = readKnown(Options);
  if (!Known)
    return reportError(llvm::toString(Known.takeError()));
  SourceTexts Sources;
  llvm::Expected<Analysis> Done = analyseProgram(Options, Where, Sources);
  if (!Done)
    return reportError(llvm::toString(Done.takeError()));
  return reportAnalysis(*Done, std::move(*Known), Options, Sources);
}

} // namespace fearless
