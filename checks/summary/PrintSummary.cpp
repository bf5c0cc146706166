//===- PrintSummary.cpp - Summaries as text -------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summary/Summary.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

llvm::StringRef nameOf(Destination D) {
  switch (D) {
  case Destination::Thread:
    return "thread";
  case Destination::Stored:
    return "stored";
  case Destination::Object:
    return "object";
  case Destination::Unknown:
    return "unknown";
  }
  return "";
}

static void print(llvm::raw_ostream &OS, const Escape &E) {
  OS << "  " << (E.What.Address ? "address of " : "value of ")
     << textOf(E.What.Of) << " escapes to " << nameOf(E.Where);
  if (E.Keeper.isKnown())
    OS << ", kept in " << textOf(E.Keeper);
  if (!E.Doubt.empty())
    OS << ", but " << E.Doubt;
  OS << "\n";
  for (const Hop &H : E.Way)
    OS << "    " << H.At.Line << ':' << H.At.Column << " " << H.What << "\n";
}

static void print(llvm::raw_ostream &OS, const FunctionSummary &F) {
  OS << "summary " << F.Name << "\n";
  for (const Escape &E : F.Escapes)
    print(OS, E);
  for (const AccessPath &P : F.Runs)
    OS << "  runs " << textOf(P) << "\n";
  for (const CalledFunction &C : F.Calls)
    OS << "  calls " << (C.IsVirtual ? "virtual " : "") << C.Entity << "\n";
  for (const Passing &P : F.Passes)
    OS << "  passes " << (P.What.Address ? "address of " : "")
       << textOf(P.What.Of) << " to " << (P.To.IsVirtual ? "virtual " : "")
       << P.To.Entity << " as parameter " << P.Parameter << "\n";
  for (const std::string &Entity : F.Starts)
    OS << "  starts " << Entity << "\n";
}

void printSummary(llvm::raw_ostream &OS, const UnitSummary &Unit) {
  for (const auto &[Entity, F] : Unit.Functions)
    if (!F.empty())
      print(OS, F);
}

} // namespace fearless
