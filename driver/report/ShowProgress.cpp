//===- ShowProgress.cpp - A line that tells how far a check is ------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ShowProgress.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

constexpr std::chrono::milliseconds Interval(100);
constexpr const char *StartOfEmptyLine = "\r\x1b[K";

std::string durationText(double Seconds) {
  const auto Whole = static_cast<unsigned long>(Seconds + 0.5);
  if (Whole < 60)
    return llvm::formatv("{0} s", Whole);
  if (Whole < 3600)
    return llvm::formatv("{0} min {1} s", Whole / 60, Whole % 60);
  return llvm::formatv("{0} h {1} min", Whole / 3600, Whole % 3600 / 60);
}

} // namespace

std::string progressText(size_t Done, size_t Total, size_t Findings,
                         double Seconds) {
  std::string Text = llvm::formatv("{0}/{1} units, {2} %, {3} finding{4}", Done,
                                   Total, Total == 0 ? 100 : Done * 100 / Total,
                                   Findings, Findings == 1 ? "" : "s");
  if (Done == 0 || Seconds <= 0)
    return Text;
  const double Rate = static_cast<double>(Done) / Seconds;
  return Text + llvm::formatv(", {0:f1} units/s, {1} left", Rate,
                              durationText((Total - Done) / Rate))
                    .str();
}

ProgressLine::ProgressLine(llvm::raw_ostream &OS, bool Wanted)
    : OS(OS), Shown(Wanted && OS.is_displayed()),
      Start(std::chrono::steady_clock::now()), Next(Start) {}

ProgressLine::~ProgressLine() {
  if (Shown)
    OS << StartOfEmptyLine;
}

void ProgressLine::show(size_t Done, size_t Total, size_t Findings) {
  const auto Now = std::chrono::steady_clock::now();
  if (!Shown || Total == 0 || Now < Next)
    return;
  Next = Now + Interval;
  const std::chrono::duration<double> Passed = Now - Start;
  OS << StartOfEmptyLine << progressText(Done, Total, Findings, Passed.count());
  OS.flush();
}

} // namespace fearless
