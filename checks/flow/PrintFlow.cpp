//===- PrintFlow.cpp - States as text -------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Flow.h"
#include "flow/Transfer.h"
#include "flow/TransferLocks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

static llvm::StringRef nameOf(LooseReason R) {
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

/// What holds at one point, of threads and of locks.
struct PointState {
  FlowState Threads;
  LockState Locks;
};

class StatePrinter {
public:
  StatePrinter(llvm::raw_ostream &OS, const FunctionFacts &F)
      : OS(OS), F(F), Threads(solveFlow(F)), Locks(solveHeldLocks(F, Unknown)),
        Transfer(F, Unknown, Locks) {}

  /// At the entry of a block; nothing where that is not reached.
  std::optional<PointState> entry(size_t Block) const {
    if (!Threads.AtEntry[Block].Reachable)
      return std::nullopt;
    return PointState{Threads.AtEntry[Block], Locks.AtEntry[Block]};
  }

  void print(const PointState &State) const {
    printThreads(OS, State.Threads, F);
    printHeldLocks(OS, State.Locks, Locks.Objects);
  }

  void printSteps(const std::vector<Fact> &Facts, PointState &State) {
    for (const Fact &Step : Facts) {
      applyFact(State.Threads, Step, F);
      Transfer.apply(State.Locks, Step);
      if (!isInDump(Step, F))
        continue;
      OS << "    ";
      printFact(OS, Step, F);
      OS << "\n";
      print(State);
    }
  }

  bool knowsLocks() const { return !Locks.GaveUp; }

private:
  /// What callees leave held is the program's to say.
  static const LockEffects *Unknown(llvm::StringRef) { return nullptr; }

  llvm::raw_ostream &OS;
  const FunctionFacts &F;
  const FunctionFlow Threads;
  LockFlow Locks;
  LockTransfer Transfer;
};

} // namespace

void printFlow(llvm::raw_ostream &OS, const UnitFacts &Unit) {
  for (const FunctionFacts &F : Unit.Functions) {
    StatePrinter Printer(OS, F);
    OS << "function " << F.Name << "\n";
    if (!Printer.knowsLocks())
      OS << "  held locks are not known: the function is too large\n";
    for (size_t B = 0; B != F.Blocks.size(); ++B) {
      OS << "  block " << B;
      std::optional<PointState> State = Printer.entry(B);
      if (!State) {
        OS << " not reached\n";
        continue;
      }
      OS << "\n";
      Printer.print(*State);
      Printer.printSteps(F.Blocks[B].Facts, *State);
      for (const Edge &E : F.Blocks[B].Next) {
        if (E.Never)
          continue;
        OS << "    -> " << E.To << (E.IfCallThrows ? " if a call throws" : "")
           << "\n";
        PointState OnEdge = *State;
        Printer.printSteps(E.Facts, OnEdge);
      }
    }
  }
}

} // namespace fearless
