//===- WriteSarif.cpp - Report -> SARIF 2.1.0 -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the fields mean to readers: code scanning of GitHub takes a result for
// an old one by its "primaryLocationLineHash", shows the help of a rule beside
// it, and follows code flows step by step; columns count UTF-16 code units.
// Findings that are in a baseline and are found no more are left out: not all
// readers know that a result can be "absent".
//
//===----------------------------------------------------------------------===//

#include "commands/Pages.h"
#include "finding/FindingJson.h"
#include "report/WriteReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace fearless {
namespace {

namespace json = llvm::json;

constexpr llvm::StringLiteral Schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json";
constexpr llvm::StringLiteral RootId = "SRCROOT";

json::Object textOf(llvm::StringRef Text) {
  return json::Object{{"text", validUtf8(Text)}};
}

std::string percentEncoded(llvm::StringRef Path) {
  std::string Uri;
  for (const char C : Path)
    if (llvm::isAlnum(C) || llvm::StringRef("/-._~").contains(C))
      Uri += C;
    else
      Uri += "%" + llvm::utohexstr(static_cast<unsigned char>(C),
                                   /*LowerCase=*/false, /*Width=*/2);
  return Uri;
}

/// "fearless-dangling-capture" -> "DanglingCapture".
std::string ruleName(llvm::StringRef Id) {
  std::string Name;
  Id.consume_front("fearless-");
  for (llvm::StringRef Word : llvm::split(Id, '-'))
    Name += llvm::toUpper(Word.front()) + Word.drop_front().str();
  return Name;
}

llvm::StringRef pageOf(llvm::StringRef Id) {
  const auto Found =
      llvm::find_if(allPages(), [&](const Page &P) { return P.Id == Id; });
  return Found == allPages().end() ? llvm::StringRef() : Found->Markdown;
}

json::Array rules() {
  json::Array All;
  for (const CheckRow &Row : allChecks()) {
    const llvm::StringRef Text = pageOf(Row.Id);
    json::Object Help = textOf(Text.empty() ? Row.Sentence : Text);
    if (!Text.empty())
      Help["markdown"] = validUtf8(Text);
    All.push_back(json::Object{
        {"id", Row.Id},
        {"name", ruleName(Row.Id)},
        {"shortDescription", textOf(Row.Sentence)},
        {"fullDescription", textOf(Row.Sentence)},
        {"help", std::move(Help)},
        {"defaultConfiguration", json::Object{{"level", nameOf(Row.Level)}}},
        {"properties",
         json::Object{{"tags", json::Array{"concurrency", "correctness"}},
                      {"precision", "high"},
                      {"problem.severity", nameOf(Row.Level)}}}});
  }
  return All;
}

class SarifWriter {
public:
  SarifWriter(const Report &R, SourceTexts &Sources) : R(R), Sources(Sources) {}

  json::Value log() {
    json::Object Driver{{"name", "fearless"},
                        {"version", FEARLESS_VERSION},
                        {"semanticVersion", FEARLESS_VERSION},
                        {"rules", rules()}};
    json::Array Results;
    for (const ReportedFinding &F : R.Findings)
      Results.push_back(result(F));
    json::Object Run{
        {"tool", json::Object{{"driver", std::move(Driver)}}},
        {"columnKind", "utf16CodeUnits"},
        {"originalUriBaseIds",
         json::Object{
             {RootId, json::Object{{"description", textOf("the root of the "
                                                          "sources")}}}}},
        {"invocations", json::Array{invocation()}},
        {"results", std::move(Results)}};
    return json::Object{{"$schema", Schema},
                        {"version", "2.1.0"},
                        {"runs", json::Array{std::move(Run)}}};
  }

private:
  json::Object artifact(llvm::StringRef File) const {
    const std::string Path = pathFromRoot(File, R.Root);
    if (llvm::StringRef(Path).starts_with("/"))
      return json::Object{{"uri", "file://" + percentEncoded(Path)}};
    return json::Object{{"uri", percentEncoded(Path)}, {"uriBaseId", RootId}};
  }

  json::Object physical(const Place &At) const {
    json::Object O{{"artifactLocation", artifact(At.File)}};
    if (At.isValid())
      O["region"] = json::Object{{"startLine", At.Line},
                                 {"startColumn", Sources.utf16Column(At)}};
    return O;
  }

  json::Object location(const Place &At, llvm::StringRef Message = "") const {
    json::Object O{{"physicalLocation", physical(At)}};
    if (!Message.empty())
      O["message"] = textOf(Message);
    return O;
  }

  /// The first line, and what to do.
  static json::Object message(const Finding &F) {
    std::string Text = F.Message;
    if (!F.Steps.empty())
      Text += "\n" + F.Steps.back().Message;
    return textOf(Text);
  }

  json::Object primaryLocation(const Finding &F) const {
    json::Object O = location(F.At);
    if (!F.In.Name.empty())
      O["logicalLocations"] =
          json::Array{json::Object{{"fullyQualifiedName", validUtf8(F.In.Name)},
                                   {"decoratedName", validUtf8(F.In.Key)}}};
    return O;
  }

  /// The way to the problem; the last step is advice, and no part of it.
  json::Array codeFlows(const Finding &F) const {
    json::Array Locations{json::Object{{"location", location(F.At, F.Message)},
                                       {"importance", "essential"}}};
    for (const Step &S : llvm::ArrayRef(F.Steps).drop_back())
      Locations.push_back(
          json::Object{{"location", location(S.At, S.Message)}});
    return json::Array{json::Object{
        {"threadFlows",
         json::Array{json::Object{{"locations", std::move(Locations)}}}}}};
  }

  json::Array relatedLocations(const Finding &F) const {
    json::Array All;
    for (const auto &[I, S] : llvm::enumerate(F.Steps)) {
      json::Object O = location(S.At, S.Message);
      O["id"] = I + 1;
      All.push_back(std::move(O));
    }
    return All;
  }

  json::Array fixes(const Finding &F) const {
    std::map<SourceName, json::Array> OfFile;
    for (const Edit &E : F.Fixes)
      OfFile[E.Begin.File].push_back(json::Object{
          {"deletedRegion",
           json::Object{{"startLine", E.Begin.Line},
                        {"startColumn", Sources.utf16Column(E.Begin)},
                        {"endLine", E.End.Line},
                        {"endColumn", Sources.utf16Column(E.End)}}},
          {"insertedContent", textOf(E.Text)}});
    json::Array Changes;
    for (auto &[File, Replacements] : OfFile)
      Changes.push_back(
          json::Object{{"artifactLocation", artifact(File)},
                       {"replacements", std::move(Replacements)}});
    json::Object Fix{{"artifactChanges", std::move(Changes)}};
    if (!F.Steps.empty())
      Fix["description"] = textOf(F.Steps.back().Message);
    return json::Array{std::move(Fix)};
  }

  json::Value result(const ReportedFinding &Reported) const {
    const Finding &F = Reported.What;
    json::Object O{
        {"ruleId", F.Check},
        {"level", nameOf(levelOf(F))},
        {"kind", "fail"},
        {"message", message(F)},
        {"locations", json::Array{primaryLocation(F)}},
        {"partialFingerprints",
         json::Object{{"primaryLocationLineHash", Reported.Fingerprint},
                      {"fearless/v1", Reported.Fingerprint}}}};
    if (const CheckRow *Row = findCheck(F.Check))
      O["ruleIndex"] = Row - allChecks().begin();
    if (!F.Steps.empty())
      O["relatedLocations"] = relatedLocations(F);
    if (F.Steps.size() > 1)
      O["codeFlows"] = codeFlows(F);
    if (!F.Fixes.empty())
      O["fixes"] = fixes(F);
    json::Array Suppressions;
    if (Reported.Suppressed)
      Suppressions.push_back(json::Object{{"kind", "inSource"}});
    O["suppressions"] = std::move(Suppressions);
    if (R.Compared)
      O["baselineState"] =
          Reported.State == Standing::New ? "new" : "unchanged";
    json::Array Unknowns;
    for (const std::string &Unknown : F.Unknowns)
      Unknowns.push_back(validUtf8(Unknown));
    O["properties"] = json::Object{{"confidence", nameOf(F.Sureness)},
                                   {"unknowns", std::move(Unknowns)}};
    return O;
  }

  json::Value invocation() const {
    json::Array Notifications;
    for (const auto &[Reason, Files] : R.Failures)
      for (const std::string &File : Files)
        Notifications.push_back(json::Object{
            {"level", "error"},
            {"message", textOf(Reason)},
            {"locations",
             json::Array{json::Object{
                 {"physicalLocation",
                  json::Object{{"artifactLocation", artifact(File)}}}}}}});
    for (const UnusedSuppression &Unused : R.UnusedSuppressions)
      Notifications.push_back(
          json::Object{{"level", "warning"},
                       {"message", textOf(Unused.Message)},
                       {"locations", json::Array{location(Unused.At)}}});
    return json::Object{
        {"executionSuccessful", R.Failures.empty()},
        {"toolExecutionNotifications", std::move(Notifications)}};
  }

  const Report &R;
  SourceTexts &Sources;
};

} // namespace

json::Value toSarif(const Report &R, SourceTexts &Sources) {
  return SarifWriter(R, Sources).log();
}

} // namespace fearless
