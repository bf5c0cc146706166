//===- TypeAnswer.cpp - Whether a type may cross, and why -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/TypeAnswer.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

/// Less is worse: the part that decides a conjunction.
static int rank(const Answer &A) {
  switch (A.Is) {
  case Truth::No:
    return 0;
  case Truth::Unknown:
    return A.isSuspicious() ? 1 : 2;
  case Truth::Yes:
    return 3;
  }
  llvm_unreachable("all truths are handled");
}

Answer both(Answer A, Answer B) { return rank(B) < rank(A) ? B : A; }

llvm::StringRef nameOf(Truth T) {
  switch (T) {
  case Truth::No:
    return "no";
  case Truth::Unknown:
    return "unknown";
  case Truth::Yes:
    return "yes";
  }
  llvm_unreachable("all truths are handled");
}

llvm::StringRef nameOf(Trait T) {
  switch (T) {
  case Trait::Send:
    return "Send";
  case Trait::Sync:
    return "Sync";
  case Trait::ThreadSafe:
    return "ThreadSafe";
  }
  llvm_unreachable("all traits are handled");
}

void printAnswer(llvm::raw_ostream &OS, llvm::StringRef Question,
                 const Answer &A, unsigned Indent) {
  OS.indent(Indent) << Question << ": " << nameOf(A.Is) << "\n";
  for (const Reason &R : A.Chain) {
    OS.indent(Indent + 2) << R.Text;
    if (R.At.isValid())
      OS << " (" << llvm::sys::path::filename(R.At.File) << ":" << R.At.Line
         << ":" << R.At.Column << ")";
    OS << "\n";
  }
}

} // namespace fearless
