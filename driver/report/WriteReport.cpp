//===- WriteReport.cpp - Report -> what programs read ---------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/WriteReport.h"
#include "finding/FindingJson.h"
#include "report/PrintReport.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/Support/FormatVariadic.h"

namespace fearless {
namespace {

namespace json = llvm::json;

/// The finding with the paths that readers of any machine know.
Finding seenFromRoot(Finding F, llvm::StringRef Root) {
  F.At.File = pathFromRoot(F.At.File, Root);
  for (Step &S : F.Steps)
    S.At.File = pathFromRoot(S.At.File, Root);
  for (Edit &E : F.Fixes) {
    E.Begin.File = pathFromRoot(E.Begin.File, Root);
    E.End.File = pathFromRoot(E.End.File, Root);
  }
  return F;
}

llvm::StringRef gitLabSeverity(Severity Level) {
  switch (Level) {
  case Severity::Error:
    return "critical";
  case Severity::Warning:
    return "major";
  case Severity::Note:
    return "minor";
  }
  return "major";
}

} // namespace

llvm::ArrayRef<ReportFormat> allReportFormats() {
  static constexpr ReportFormat All[] = {
      ReportFormat::Text,   ReportFormat::Json, ReportFormat::Sarif,
      ReportFormat::GitLab, ReportFormat::Html, ReportFormat::Fixes};
  return All;
}

llvm::StringRef nameOf(ReportFormat Format) {
  switch (Format) {
  case ReportFormat::Text:
    return "text";
  case ReportFormat::Json:
    return "json";
  case ReportFormat::Sarif:
    return "sarif";
  case ReportFormat::GitLab:
    return "gitlab";
  case ReportFormat::Html:
    return "html";
  case ReportFormat::Fixes:
    return "fixes";
  }
  return "";
}

std::optional<ReportFormat> parseReportFormat(llvm::StringRef Name) {
  for (ReportFormat Format : allReportFormats())
    if (Name == nameOf(Format))
      return Format;
  return std::nullopt;
}

static json::Value toJson(const Report &R) {
  json::Array Findings;
  for (const ReportedFinding &F : R.Findings) {
    json::Object O = *toJSON(seenFromRoot(F.What, R.Root)).getAsObject();
    O["level"] = nameOf(levelOf(F.What));
    O["fingerprint"] = F.Fingerprint;
    O["suppressed"] = F.Suppressed;
    if (R.Compared)
      O["baseline"] = F.State == Standing::New ? "new" : "unchanged";
    Findings.push_back(std::move(O));
  }
  json::Array Failures;
  for (const auto &[Reason, Files] : R.Failures) {
    json::Array Units;
    for (const std::string &File : Files)
      Units.push_back(validUtf8(pathFromRoot(File, R.Root)));
    Failures.push_back(json::Object{{"reason", validUtf8(Reason)},
                                    {"units", std::move(Units)}});
  }
  json::Array Unused;
  for (const UnusedSuppression &U : R.UnusedSuppressions) {
    Place At = U.At;
    At.File = pathFromRoot(At.File, R.Root);
    Unused.push_back(
        json::Object{{"at", At}, {"message", validUtf8(U.Message)}});
  }
  json::Object All{{"version", 1},
                   {"units", R.Units},
                   {"findings", std::move(Findings)},
                   {"failures", std::move(Failures)},
                   {"below-profile", R.BelowProfile},
                   {"unused-suppressions", std::move(Unused)}};
  if (R.Compared) {
    json::Array Gone;
    for (const KnownFinding &F : R.Gone)
      Gone.push_back(json::Object{{"fingerprint", F.Fingerprint},
                                  {"check", F.Check},
                                  {"file", F.File},
                                  {"in", F.Inside},
                                  {"message", F.Message}});
    All["gone"] = std::move(Gone);
  }
  return All;
}

json::Value toGitLab(const Report &R) {
  json::Array All;
  for (const ReportedFinding &F : R.Findings) {
    if (!isOpen(F))
      continue;
    std::string Text = F.What.Message;
    if (!F.What.Steps.empty())
      Text += "; " + F.What.Steps.back().Message;
    All.push_back(json::Object{
        {"description", validUtf8(Text)},
        {"check_name", F.What.Check},
        {"fingerprint", F.Fingerprint},
        {"severity", gitLabSeverity(levelOf(F.What))},
        {"location",
         json::Object{
             {"path", validUtf8(pathFromRoot(F.What.At.File, R.Root))},
             {"lines",
              json::Object{{"begin", std::max(1u, F.What.At.Line)}}}}}});
  }
  return All;
}

static void writeFixes(llvm::raw_ostream &OS, const Report &R,
                       SourceTexts &Sources) {
  clang::tooling::TranslationUnitDiagnostics All;
  for (const ReportedFinding &F : R.Findings) {
    if (!isOpen(F) || F.What.Fixes.empty())
      continue;
    clang::tooling::Diagnostic D(F.What.Check, {}, {},
                                 clang::tooling::Diagnostic::Warning, R.Root);
    D.Message.Message = F.What.Message;
    D.Message.FilePath = F.What.At.File.str();
    D.Message.FileOffset = Sources.offsetOf(F.What.At).value_or(0);
    for (const Edit &E : F.What.Fixes) {
      const std::optional<unsigned> Begin = Sources.offsetOf(E.Begin),
                                    End = Sources.offsetOf(E.End);
      if (!Begin || !End || *End < *Begin)
        continue;
      // Edits of one finding do not overlap.
      llvm::consumeError(D.Message.Fix[E.Begin.File].add(
          {E.Begin.File, *Begin, *End - *Begin, E.Text}));
    }
    All.Diagnostics.push_back(std::move(D));
  }
  llvm::yaml::Output Yaml(OS);
  Yaml << All;
}

void writeReport(llvm::raw_ostream &OS, ReportFormat Format, const Report &R,
                 SourceTexts &Sources, bool InColor) {
  switch (Format) {
  case ReportFormat::Text:
    printFindings(OS, R, Sources, InColor);
    return;
  case ReportFormat::Json:
    OS << llvm::formatv("{0:2}\n", toJson(R));
    return;
  case ReportFormat::Sarif:
    OS << llvm::formatv("{0:2}\n", toSarif(R, Sources));
    return;
  case ReportFormat::GitLab:
    OS << llvm::formatv("{0:2}\n", toGitLab(R));
    return;
  case ReportFormat::Html:
    writeHtml(OS, R, Sources);
    return;
  case ReportFormat::Fixes:
    writeFixes(OS, R, Sources);
    return;
  }
}

} // namespace fearless
