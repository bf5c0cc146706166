//===- PrintProgram.cpp - What linking has found, as text -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Program.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

void printProgram(llvm::raw_ostream &OS, const Program &P) {
  for (const std::vector<std::string> &Fields : P.RunByThreads) {
    OS << "run by threads: ";
    llvm::interleave(
        Fields, OS, [&](const std::string &F) { OS << lastName(F); }, ".");
    OS << "\n";
  }
  printFacts(OS, P.Unit);
}

} // namespace fearless
