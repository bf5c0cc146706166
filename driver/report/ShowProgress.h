//===- ShowProgress.h - A line that tells how far a check is ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_SHOWPROGRESS_H
#define FEARLESS_DRIVER_REPORT_SHOWPROGRESS_H

#include <chrono>
#include <cstddef>
#include <string>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

/// "12/100 units, 12 %, 3 findings, 4.0 units/s, 22 s left".
std::string progressText(size_t Done, size_t Total, size_t Findings,
                         double Seconds);

/// One line on a terminal that is written over and over, and removed at the
/// end; nothing on any other stream.
class ProgressLine {
public:
  ProgressLine(llvm::raw_ostream &OS, bool Wanted);
  ~ProgressLine();

  /// Total 0: it is not known yet, and nothing is shown.
  void show(size_t Done, size_t Total, size_t Findings);

private:
  llvm::raw_ostream &OS;
  const bool Shown;
  const std::chrono::steady_clock::time_point Start;
  std::chrono::steady_clock::time_point Next;
};

} // namespace fearless

#endif
