//===- ReadResults.cpp - Raw results of a unit -> findings ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/ReadResults.h"
#include "collect/Paths.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

namespace {

using clang::tooling::Diagnostic;
using clang::tooling::DiagnosticMessage;

/// One diagnostic, and what is needed to understand its paths.
struct Reader {
  llvm::StringRef Directory;
  SourceTexts &Sources;

  Place placeOf(llvm::StringRef Path, unsigned Offset) const {
    return Path.empty()
               ? Place()
               : Sources.placeOf(absolutePath(Path, Directory), Offset);
  }

  Place placeOf(const DiagnosticMessage &M) const {
    return placeOf(M.FilePath, M.FileOffset);
  }

  Finding read(const Diagnostic &D) const {
    Finding F;
    F.Check = D.DiagnosticName;
    F.At = placeOf(D.Message);
    F.Message = D.Message.Message;
    for (const DiagnosticMessage &Note : D.Notes)
      F.Steps.push_back({placeOf(Note), Note.Message});
    for (const auto &File : D.Message.Fix)
      for (const clang::tooling::Replacement &R : File.second)
        F.Fixes.push_back(
            {placeOf(R.getFilePath(), R.getOffset()),
             placeOf(R.getFilePath(), R.getOffset() + R.getLength()),
             R.getReplacementText().str()});
    return F;
  }
};

std::string firstLineOfOutput(llvm::StringRef Folder) {
  const auto Text = llvm::MemoryBuffer::getFile(Folder + "/output.txt");
  if (!Text)
    return "";
  const llvm::StringRef Line = (*Text)->getBuffer().trim().split('\n').first;
  // LLVM's invitation to report a crash, which precedes the stack.
  return Line.starts_with("PLEASE submit a bug report") ? "" : Line.str();
}

/// Why the run is not to be trusted, whatever it exported; else empty.
std::string failureOf(const UnitOutcome &Outcome, llvm::StringRef Folder) {
  switch (Outcome.End) {
  case RunEnd::Exited:
    return "";
  case RunEnd::Crashed: {
    const std::string Output = firstLineOfOutput(Folder);
    return "the checks crashed (" + Outcome.Why + ")" +
           (Output.empty() ? "" : ": " + Output) +
           "; please report it with the output, one of " +
           shortPath(llvm::sys::path::parent_path(Folder)) + "/*/output.txt";
  }
  case RunEnd::TimedOut:
    return "the checks took too long and were ended; raise --timeout";
  case RunEnd::NotStarted:
    return "fearless-tidy could not be started: " + Outcome.Why;
  }
  return "";
}

/// What clang-tidy has no words for.
void takeDetails(Finding &To, const Finding &From) {
  To.Sureness = From.Sureness;
  To.Unknowns = From.Unknowns;
  To.In = From.In;
  To.Identity = From.Identity;
}

/// The finding as the checks wrote it. clang-tidy moves a place in a macro to
/// another part of it; then it is the one with the same message.
const Finding *findSame(const Finding &F, const std::vector<Finding> &Among) {
  const Finding *Best = nullptr;
  for (const Finding &Other : Among) {
    if (Other.Check != F.Check || Other.Message != F.Message)
      continue;
    if (Other.At == F.At)
      return &Other;
    if (!Best)
      Best = &Other;
  }
  return Best;
}

} // namespace

UnitResult readExport(llvm::StringRef Yaml, const CompileUnit &Unit,
                      SourceTexts &Sources) {
  clang::tooling::TranslationUnitDiagnostics Export;
  // What is wrong with the text is no message of its own.
  llvm::yaml::Input Input(Yaml, /*Ctxt=*/nullptr,
                          [](const llvm::SMDiagnostic &, void *) {});
  Input >> Export;
  UnitResult Result;
  if (Input.error()) {
    Result.Failure = "the findings of fearless-tidy cannot be read";
    return Result;
  }
  for (const Diagnostic &D : Export.Diagnostics) {
    const Reader From{
        D.BuildDirectory.empty() ? Unit.Directory : D.BuildDirectory, Sources};
    Result.HasError |= D.DiagLevel == Diagnostic::Error;
    if (llvm::StringRef(D.DiagnosticName).starts_with("fearless-")) {
      Result.Findings.push_back(From.read(D));
      continue;
    }
    if (D.DiagLevel != Diagnostic::Error || !Result.Failure.empty())
      continue;
    const Place At = From.placeOf(D.Message);
    llvm::raw_string_ostream OS(Result.Failure);
    if (D.DiagnosticName == "clang-diagnostic-error")
      OS << "does not compile: ";
    if (At.isValid())
      OS << shortPath(At.File) << ':' << At.Line << ':' << At.Column << ": ";
    OS << D.Message.Message;
  }
  return Result;
}

/// Completes the findings of an export by what the checks themselves wrote of
/// the unit.
static void addDetails(UnitFile Whole, UnitResult &Result) {
  for (auto &[Id, Record] : Whole.Units) {
    UnitResults &Said = Record.Results;
    for (Finding &F : Result.Findings)
      if (const Finding *Same = findSame(F, Said.Reported))
        takeDetails(F, *Same);
    llvm::append_range(Result.Suppressed, std::move(Said.Suppressed));
    llvm::append_range(Result.BelowProfile, std::move(Said.BelowProfile));
    for (const QuietPlace &Q : Said.QuietAt)
      Result.QuietAt.insert({Q.Check, Q.At.File.str(), Q.At.Line});
  }
  Result.Whole = std::move(Whole);
}

std::vector<std::string> readFileList(llvm::StringRef Folder) {
  std::vector<std::string> Files;
  if (const auto Text = llvm::MemoryBuffer::getFile(Folder + "/files.txt"))
    for (llvm::StringRef Line : llvm::split((*Text)->getBuffer(), '\n'))
      if (!Line.empty())
        Files.push_back(Line.str());
  return Files;
}

UnitResult readResult(const CompileUnit &Unit, llvm::StringRef Folder,
                      SourceTexts &Sources) {
  llvm::Expected<UnitOutcome> Outcome = readOutcome(Folder);
  if (Outcome)
    return readResult(Unit, *Outcome, Folder, Sources);
  UnitResult Result;
  Result.HasError = true;
  Result.Failure = llvm::toString(Outcome.takeError());
  return Result;
}

UnitResult readResult(const CompileUnit &Unit, const UnitOutcome &Outcome,
                      llvm::StringRef Folder, SourceTexts &Sources) {
  UnitResult Result;
  const auto Yaml = llvm::MemoryBuffer::getFile(Folder + "/findings.yaml");
  if (Yaml)
    Result = readExport((*Yaml)->getBuffer(), Unit, Sources);
  const std::string Path = (Folder + "/results.unit").str();
  if (const auto Bytes = llvm::MemoryBuffer::getFile(Path)) {
    llvm::Expected<UnitFile> Whole = readUnitFile((*Bytes)->getBuffer(), Path);
    if (Whole)
      addDetails(std::move(*Whole), Result);
    else
      Result.Failure = llvm::toString(Whole.takeError());
  }

  Result.Files = readFileList(Folder);

  const std::string Failure = failureOf(Outcome, Folder);
  if (!Failure.empty())
    Result.Failure = Failure;
  // clang-tidy's status is 0 unless it exported an error.
  if (Outcome.ExitStatus != 0 && !Result.HasError && Result.Failure.empty())
    Result.Failure = "fearless-tidy ended with status " +
                     std::to_string(Outcome.ExitStatus) + ": " +
                     firstLineOfOutput(Folder);
  return Result;
}

} // namespace fearless
