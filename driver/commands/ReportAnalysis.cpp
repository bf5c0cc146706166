//===- ReportAnalysis.cpp - An analysis -> reports and a status -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/ReportAnalysis.h"
#include "commands/WriteWhole.h"
#include "report/Baseline.h"
#include "report/PrintReport.h"
#include "report/Terminal.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

/// Writes the reports that go to files.
llvm::Error writeFiles(const Report &R, const CheckOptions &Options,
                       SourceTexts &Sources) {
  for (const ReportFile &Wanted : Options.Reports)
    if (llvm::Error E = writeWhole(Wanted.File, [&](llvm::raw_ostream &OS) {
          writeReport(OS, Wanted.Format, R, Sources);
        }))
      return E;
  return llvm::Error::success();
}

/// Whether the gate is to close for it.
bool fails(const ReportedFinding &F, const CheckOptions &Options) {
  // The most severe level comes first.
  return isOpen(F) && Options.FailOn && levelOf(F.What) <= *Options.FailOn;
}

int statusOf(const Report &R, const CheckOptions &Options) {
  if (!R.Failures.empty())
    return ExitError;
  return llvm::any_of(
             R.Findings,
             [&](const ReportedFinding &F) { return fails(F, Options); })
             ? ExitFindings
             : ExitClean;
}

} // namespace

llvm::Expected<std::vector<KnownFinding>>
readKnown(const CheckOptions &Options) {
  if (Options.Baseline.empty())
    return std::vector<KnownFinding>();
  return readBaseline(Options.Baseline);
}

int reportAnalysis(Analysis &Done, std::vector<KnownFinding> Known,
                   const CheckOptions &Options, SourceTexts &Sources) {
  Report &R = Done.Result;
  llvm::append_range(Known, Done.Before);
  if (!Options.Baseline.empty() || !Options.Since.empty())
    compareWith(R, Known, isWhole(R, Options) && Done.Stopped.empty());

  llvm::outs().enable_colors(true);
  writeReport(llvm::outs(), Options.Format, R, Sources,
              wantsColor(Options.Color));
  llvm::outs().flush();
  printFailures(llvm::errs(), R);
  if (!Done.Stopped.empty())
    return reportError(Done.Stopped + "; the findings are not complete");
  if (llvm::Error E = writeFiles(R, Options, Sources))
    return reportError(llvm::toString(std::move(E)));
  if (Done.FailedBefore != 0)
    llvm::errs() << "fearless: warning: " << Done.FailedBefore << " unit"
                 << (Done.FailedBefore == 1 ? "" : "s")
                 << " could not be checked as of '" << Options.Since
                 << "'; what was not found there counts as new\n";
  if (Done.OutsideRepository != 0)
    llvm::errs() << "fearless: warning: " << Done.OutsideRepository << " unit"
                 << (Done.OutsideRepository == 1 ? " lies" : "s lie")
                 << " outside the repository, or in a submodule; what has "
                    "changed there counts as unchanged\n";
  if (!Options.Quiet) {
    printUnusedSuppressions(llvm::errs(), R);
    printDifferences(llvm::errs(), R);
    printSummary(llvm::errs(), R);
  }
  if (Options.Stats)
    printStats(llvm::errs(), R);
  return statusOf(R, Options);
}

} // namespace fearless
