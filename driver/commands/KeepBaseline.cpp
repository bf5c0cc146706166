//===- KeepBaseline.cpp - fearless baseline -------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/AnalyseProgram.h"
#include "commands/WriteWhole.h"
#include "report/Baseline.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

int writeBaselineFile(const CheckOptions &Options, const Installation &Where) {
  SourceTexts Sources;
  llvm::Expected<Analysis> Done =
      analyseToKeep(Options, Where, Sources, "the baseline stays as it was");
  if (!Done)
    return reportError(llvm::toString(Done.takeError()));
  const std::vector<KnownFinding> Known = baselineOf(Done->Result);
  if (llvm::Error E = writeWhole(Options.Baseline, [&](llvm::raw_ostream &OS) {
        OS << writeBaseline(Known);
      }))
    return reportError(llvm::toString(std::move(E)));
  if (!Options.Quiet)
    llvm::errs() << Known.size() << " finding" << (Known.size() == 1 ? "" : "s")
                 << " written to " << Options.Baseline << '\n';
  return Done->Result.Failures.empty() ? ExitClean : ExitError;
}

int showBaseline(llvm::StringRef Path) {
  llvm::Expected<std::vector<KnownFinding>> Known = readBaseline(Path);
  if (!Known)
    return reportError(llvm::toString(Known.takeError()));
  for (const KnownFinding &F : *Known) {
    llvm::outs() << F.File << ": ";
    if (!F.Inside.empty())
      llvm::outs() << "in '" << F.Inside << "': ";
    llvm::outs() << F.Message << " [" << F.Check << "]\n";
  }
  llvm::outs() << Known->size() << " finding" << (Known->size() == 1 ? "" : "s")
               << '\n';
  return ExitClean;
}

} // namespace fearless
