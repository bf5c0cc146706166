//===- PrintAccesses.cpp - What functions read and write, as text ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/AccessProgram.h"
#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

static void printMessages(llvm::raw_ostream &OS, llvm::StringRef Where,
                          const std::set<Message> &All) {
  if (All.empty())
    return;
  OS << ", " << Where << " {";
  llvm::interleaveComma(All, OS, [&](const Message &M) {
    OS << (M.IsLock ? "lock " : "signal ")
       << (M.On.isKnown() ? textOf(M.On) : "anything");
  });
  OS << "}";
}

static void printAccess(llvm::raw_ostream &OS, const ReachedAccess &R) {
  OS << "  " << R.At.Line << ":" << R.At.Column << " ";
  printAccess(OS, R.What);
  if (!R.Calls.empty())
    OS << " in " << R.Calls;
  if (R.Possible)
    OS << ", possible";
  if (!R.Held.empty()) {
    OS << ", holds {";
    llvm::interleaveComma(R.Held, OS, [&](const HeldAtAccess &Held) {
      OS << (Held.IsOwn ? "own " : "") << Held.Lock.Text
         << (Held.Mode == LockMode::Shared ? " shared" : "");
    });
    OS << "}";
  }
  printMessages(OS, "behind", R.Before);
  printMessages(OS, "before", R.After);
  OS << "\n";
}

void printAccesses(llvm::raw_ostream &OS, const LockProgram &P) {
  for (const LinkedLocks &F : P.Functions) {
    OS << "accesses of " << F.Summary.Name << "\n";
    for (const AccessEvent &E : F.Accesses.Events)
      if (isOwnLocal(E.What.Object, F.Summary.Entity))
        printAccess(OS, reachedAccess(F, E));
    for (const ReachedAccess &R : F.Reached.All)
      printAccess(OS, R);
  }
}

} // namespace fearless
