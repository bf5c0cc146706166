//===- PrintCrossings.cpp - Crossings -> dump -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Crossing.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

static llvm::StringRef nameOf(CrossingKind K) {
  switch (K) {
  case CrossingKind::Copy:
    return "by copy";
  case CrossingKind::Move:
    return "by move";
  case CrossingKind::Fresh:
    return "freshly made";
  case CrossingKind::Reference:
    return "by reference";
  case CrossingKind::Pointer:
    return "by pointer";
  case CrossingKind::This:
    return "as this";
  }
  llvm_unreachable("all kinds are handled");
}

void printCrossings(llvm::raw_ostream &OS, const std::vector<Crossing> &All) {
  for (const Crossing &C : All) {
    if (C.Core.isYes())
      continue;
    OS << "    " << (C.Name.empty() ? "a value" : C.Name) << " "
       << nameOf(C.How) << " at " << C.At.Line << ':' << C.At.Column << ", "
       << C.Type << "\n";
    printAnswer(OS, C.isValue() ? "Send" : "shared", C.Core, 6);
  }
}

} // namespace fearless
