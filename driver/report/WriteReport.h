//===- WriteReport.h - Report -> what programs read -------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The formats for other programs. Each is written whole, and holds nothing that
// differs from run to run: no time, no path of this machine below the root.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_WRITEREPORT_H
#define FEARLESS_DRIVER_REPORT_WRITEREPORT_H

#include "collect/SourceTexts.h"
#include "compat/Json.h"
#include "report/Report.h"

namespace fearless {

/// A form of a report.
enum class ReportFormat {
  /// As a compiler would print it; see PrintReport.h.
  Text,
  /// Everything that is known, in our own words.
  Json,
  /// SARIF 2.1.0, which code scanning of GitHub and editors read.
  Sarif,
  /// What GitLab calls a code quality report: open findings only.
  GitLab,
  /// One page for a browser, with everything in it.
  Html,
  /// The edits of open findings, for clang-apply-replacements.
  Fixes,
};

/// "text", "json", "sarif", "gitlab", "html" or "fixes".
llvm::StringRef nameOf(ReportFormat Format);
std::optional<ReportFormat> parseReportFormat(llvm::StringRef Name);
llvm::ArrayRef<ReportFormat> allReportFormats();

llvm::json::Value toSarif(const Report &R, SourceTexts &Sources);
llvm::json::Value toGitLab(const Report &R);
void writeHtml(llvm::raw_ostream &OS, const Report &R, SourceTexts &Sources);

/// Writes the report in that format; text may be in colour.
void writeReport(llvm::raw_ostream &OS, ReportFormat Format, const Report &R,
                 SourceTexts &Sources, bool InColor = false);

} // namespace fearless

#endif
