//===- Report.h - What a check of a program says ----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The data that every format of a report is printed from. Built unit by unit;
// the order of the units leaves no trace in it.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_REPORT_H
#define FEARLESS_DRIVER_REPORT_REPORT_H

#include "finding/Finding.h"
#include <map>
#include <set>

namespace fearless {

struct Report {
  std::set<Finding> Findings;
  /// Units that were not checked, or not wholly: their files by the reason.
  std::map<std::string, std::multiset<std::string>> Failures;
  size_t Units = 0;
  double Seconds = 0;
};

/// Adds a finding, unless it is there: one in a header arrives from every unit
/// that includes it. Those may differ in their steps; then the one whose text
/// comes first stays, whatever came first here.
void addFinding(Report &To, Finding F);

/// The number of units that failed.
size_t failedUnits(const Report &R);

} // namespace fearless

#endif
