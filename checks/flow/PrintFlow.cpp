//===- PrintFlow.cpp - States as text -------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Flow.h"
#include "flow/Transfer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

llvm::StringRef nameOf(LooseReason R) {
  switch (R) {
  case LooseReason::Held:
    return "held";
  case LooseReason::Detached:
    return "detached";
  case LooseReason::Leaked:
    return "leaked";
  case LooseReason::Returned:
    return "returned";
  case LooseReason::HandedOn:
    return "handed on";
  case LooseReason::Inside:
    return "let go of";
  }
  return "";
}

namespace {

void printThreads(llvm::raw_ostream &OS, const FlowState &State,
                  const FunctionFacts &F) {
  for (const auto &[Key, Thread] : State.Threads) {
    OS << "      thread " << Key.Which << (Key.Earlier ? " (earlier)" : "")
       << " " << nameOf(Thread.Loose);
    if (!Thread.Handles.empty()) {
      OS << " by ";
      llvm::interleaveComma(Thread.Handles, OS,
                            [&](StorageId S) { OS << nameInDump(S, F); });
    }
    OS << ", borrows {";
    std::set<std::string> Borrowed;
    for (LoanId L : Thread.Loans)
      if (F.Loans[L].isBorrow())
        Borrowed.insert(nameInDump(F.Loans[L].Of, F));
    llvm::interleaveComma(Borrowed, OS);
    OS << "}";
    if (!Thread.Doubt.empty())
      OS << ", but " << Thread.Doubt;
    OS << "\n";
  }
}

void printSteps(llvm::raw_ostream &OS, const std::vector<Fact> &Facts,
                FlowState &State, const FunctionFacts &F) {
  for (const Fact &Step : Facts) {
    OS << "    ";
    printFact(OS, Step, F);
    OS << "\n";
    applyFact(State, Step, F);
    printThreads(OS, State, F);
  }
}

} // namespace

void printFlow(llvm::raw_ostream &OS, const UnitFacts &Unit) {
  for (const FunctionFacts &F : Unit.Functions) {
    const FunctionFlow Flow = solveFlow(F);
    OS << "function " << F.Name << "\n";
    for (size_t B = 0; B != F.Blocks.size(); ++B) {
      OS << "  block " << B;
      if (!Flow.AtEntry[B].Reachable) {
        OS << " not reached\n";
        continue;
      }
      OS << "\n";
      FlowState State = Flow.AtEntry[B];
      printThreads(OS, State, F);
      printSteps(OS, F.Blocks[B].Facts, State, F);
      for (const Edge &E : F.Blocks[B].Next) {
        if (E.Never)
          continue;
        OS << "    -> " << E.To << (E.IfCallThrows ? " if a call throws" : "")
           << "\n";
        FlowState OnEdge = State;
        printSteps(OS, E.Facts, OnEdge, F);
      }
    }
  }
}

} // namespace fearless
