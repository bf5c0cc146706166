//===- KeepOrder.cpp - fearless order, fearless graph ---------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/Paths.h"
#include "commands/AnalyseProgram.h"
#include "commands/WriteWhole.h"
#include "program/Program.h"
#include "report/OrderFile.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

struct FoundOrder {
  std::vector<ObservedOrder> Orders;
  int Status = ExitClean;
};

/// The lock order of the program; units that fail are named.
llvm::Expected<FoundOrder> findOrder(const CheckOptions &Options,
                                     const Installation &Where) {
  SourceTexts Sources;
  llvm::Expected<Analysis> Done =
      analyseToKeep(Options, Where, Sources, "no order is written");
  if (!Done)
    return Done.takeError();
  return FoundOrder{findLockOrder(locksOf(linkProgram(Done->Whole).Unit)),
                    Done->Result.Failures.empty() ? ExitClean : ExitError};
}

/// Lets Graphviz make a picture of a graph.
llvm::Error draw(const std::string &Graph, llvm::StringRef Into) {
  const llvm::ErrorOr<std::string> Dot = llvm::sys::findProgramByName("dot");
  if (!Dot)
    return llvm::createStringError(
        "no 'dot' in PATH to make an SVG; install the package graphviz, or "
        "write a '.dot' file");
  const std::string Source = (Into + ".dot").str();
  if (llvm::Error E =
          writeWhole(Source, [&](llvm::raw_ostream &OS) { OS << Graph; }))
    return E;
  const std::string Output = ("-o" + Into).str();
  const llvm::StringRef Args[] = {*Dot, "-Tsvg", Output, Source};
  if (llvm::sys::ExecuteAndWait(*Dot, Args) != 0)
    return llvm::createStringError("'" + *Dot + "' failed on '" + Source + "'");
  llvm::sys::fs::remove(Source);
  return llvm::Error::success();
}

} // namespace

int writeOrderFile(const CheckOptions &Options, const Installation &Where,
                   llvm::StringRef Into) {
  llvm::Expected<FoundOrder> Found = findOrder(Options, Where);
  if (!Found)
    return reportError(llvm::toString(Found.takeError()));
  if (llvm::Error E = writeWhole(Into, [&](llvm::raw_ostream &OS) {
        OS << writeOrder(Found->Orders, findRoot(workingDirectory()));
      }))
    return reportError(llvm::toString(std::move(E)));
  if (!Options.Quiet)
    llvm::errs() << Found->Orders.size() << " pair"
                 << (Found->Orders.size() == 1 ? "" : "s")
                 << " of locks written to " << Into << '\n';
  return Found->Status;
}

int drawLockOrder(const CheckOptions &Options, const Installation &Where,
                  llvm::StringRef Into) {
  llvm::Expected<FoundOrder> Found = findOrder(Options, Where);
  if (!Found)
    return reportError(llvm::toString(Found.takeError()));
  const std::string Graph = drawOrder(Found->Orders);
  if (Into.empty()) {
    llvm::outs() << Graph;
    return Found->Status;
  }
  if (llvm::Error E =
          Into.ends_with(".svg")
              ? draw(Graph, Into)
              : writeWhole(Into, [&](llvm::raw_ostream &OS) { OS << Graph; }))
    return reportError(llvm::toString(std::move(E)));
  return Found->Status;
}

} // namespace fearless
