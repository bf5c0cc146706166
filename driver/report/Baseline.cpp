//===- Baseline.cpp - Findings that were there before ---------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Baseline.h"
#include "finding/FindingJson.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <tuple>

namespace fearless {

namespace json = llvm::json;

static constexpr int Version = 1;

static bool fromJSON(const json::Value &V, KnownFinding &F, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("fingerprint", F.Fingerprint) &&
         Map.map("check", F.Check) && Map.map("file", F.File) &&
         Map.map("in", F.Inside) && Map.map("message", F.Message);
}

std::vector<KnownFinding> baselineOf(const Report &R) {
  std::vector<KnownFinding> Known;
  for (const ReportedFinding &F : R.Findings)
    if (!F.Suppressed)
      Known.push_back({F.Fingerprint, F.What.Check,
                       validUtf8(pathFromRoot(F.What.At.File, R.Root)),
                       validUtf8(F.What.In.Name), validUtf8(F.What.Message)});
  llvm::sort(Known, [](const KnownFinding &A, const KnownFinding &B) {
    return std::tie(A.File, A.Inside, A.Check, A.Message, A.Fingerprint) <
           std::tie(B.File, B.Inside, B.Check, B.Message, B.Fingerprint);
  });
  return Known;
}

std::string writeBaseline(const std::vector<KnownFinding> &Known) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "{\"version\": " << Version << ", \"findings\": [";
  llvm::StringRef Separator = "\n";
  for (const KnownFinding &F : Known) {
    OS << Separator
       << json::Value(json::Object{{"fingerprint", F.Fingerprint},
                                   {"check", F.Check},
                                   {"file", F.File},
                                   {"in", F.Inside},
                                   {"message", F.Message}});
    Separator = ",\n";
  }
  OS << "\n]}\n";
  return Text;
}

llvm::Expected<std::vector<KnownFinding>> parseBaseline(llvm::StringRef Text,
                                                        llvm::StringRef Path) {
  const auto failure = [&](llvm::Error E) {
    return llvm::createStringError(
        "'" + Path + "' is no baseline: " + llvm::toString(std::move(E)) +
        "; write it anew with 'fearless baseline write'");
  };
  llvm::Expected<json::Value> V = json::parse(Text);
  if (!V)
    return failure(V.takeError());
  json::Path::Root Root("baseline");
  json::ObjectMapper Map(*V, Root);
  std::vector<KnownFinding> Known;
  int Written = 0;
  if (!Map || !Map.map("version", Written))
    return failure(Root.getError());
  if (Written != Version)
    return failure(llvm::createStringError(
        "it has version " + llvm::Twine(Written) +
        ", and this fearless knows " + llvm::Twine(Version)));
  if (!Map.map("findings", Known))
    return failure(Root.getError());
  return Known;
}

llvm::Expected<std::vector<KnownFinding>> readBaseline(llvm::StringRef Path) {
  const auto Text = llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return llvm::createStringError("cannot read the baseline '" + Path +
                                   "': " + Text.getError().message() +
                                   "; 'fearless baseline write' makes one");
  return parseBaseline((*Text)->getBuffer(), Path);
}

void compareWith(Report &R, const std::vector<KnownFinding> &Known,
                 bool IsWhole) {
  R.Compared = true;
  llvm::StringSet<> Before, Now;
  for (const KnownFinding &F : Known)
    Before.insert(F.Fingerprint);
  for (ReportedFinding &F : R.Findings) {
    if (Before.contains(F.Fingerprint))
      F.State = Standing::Unchanged;
    if (!F.Suppressed)
      Now.insert(F.Fingerprint);
  }
  if (IsWhole)
    for (const KnownFinding &F : Known)
      if (!Now.contains(F.Fingerprint))
        R.Gone.push_back(F);
}

} // namespace fearless
