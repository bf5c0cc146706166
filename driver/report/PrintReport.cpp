//===- PrintReport.cpp - Report -> text -----------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/PrintReport.h"
#include "collect/Paths.h"
#include "finding/CheckTable.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"

namespace fearless {
namespace {

llvm::SourceMgr::DiagKind kindOf(Severity Level) {
  switch (Level) {
  case Severity::Error:
    return llvm::SourceMgr::DK_Error;
  case Severity::Warning:
    return llvm::SourceMgr::DK_Warning;
  case Severity::Note:
    return llvm::SourceMgr::DK_Note;
  }
  return llvm::SourceMgr::DK_Warning;
}

llvm::SourceMgr::DiagKind kindOf(const Finding &F) {
  const CheckRow *Row = findCheck(F.Check);
  return kindOf(Row ? Row->Level : Severity::Warning);
}

/// Prints messages with the source lines they are about.
class MessagePrinter {
public:
  MessagePrinter(llvm::raw_ostream &OS, SourceTexts &Sources)
      : OS(OS), Sources(Sources),
        Colors(OS.has_colors() && !llvm::sys::Process::GetEnv("NO_COLOR")) {}

  void print(const Place &At, llvm::SourceMgr::DiagKind Kind,
             llvm::StringRef Message, llvm::ArrayRef<Edit> Fixes = {}) {
    const std::string File = shortPath(At.File);
    const llvm::SMLoc Loc = Sources.find(At);
    if (!Loc.isValid()) {
      llvm::SMDiagnostic(File, Kind, Message).print(nullptr, OS, Colors);
      return;
    }
    llvm::SmallVector<llvm::SMFixIt, 2> FixIts;
    for (const Edit &E : Fixes)
      if (const llvm::SMLoc Begin = Sources.find(E.Begin),
          End = Sources.find(E.End);
          Begin.isValid() && End.isValid())
        FixIts.emplace_back(llvm::SMRange(Begin, End), E.Text);
    const llvm::StringRef Line(Loc.getPointer() - (At.Column - 1));
    llvm::SMDiagnostic(
        Sources.manager(), Loc, File, At.Line, At.Column - 1, Kind, Message,
        Line.take_until([](char C) { return C == '\n' || C == '\r'; }),
        /*Ranges=*/{}, FixIts)
        .print(nullptr, OS, Colors);
  }

private:
  llvm::raw_ostream &OS;
  SourceTexts &Sources;
  const bool Colors;
};

llvm::StringRef plural(size_t Count) { return Count == 1 ? "" : "s"; }

} // namespace

void printFindings(llvm::raw_ostream &OS, const Report &R,
                   SourceTexts &Sources) {
  MessagePrinter Printer(OS, Sources);
  for (const Finding &F : R.Findings) {
    Printer.print(F.At, kindOf(F), F.Message + " [" + F.Check + "]", F.Fixes);
    for (const Step &S : F.Steps)
      Printer.print(S.At, llvm::SourceMgr::DK_Note, S.Message);
  }
}

void printFailures(llvm::raw_ostream &OS, const Report &R) {
  for (const auto &[Reason, Files] : R.Failures) {
    OS << "fearless: error: " << shortPath(*Files.begin());
    if (Files.size() > 1)
      OS << " and " << Files.size() - 1 << " more unit"
         << plural(Files.size() - 1);
    OS << ": " << Reason << '\n';
  }
}

void printSummary(llvm::raw_ostream &OS, const Report &R) {
  std::map<llvm::StringRef, size_t> OfCheck;
  for (const Finding &F : R.Findings)
    ++OfCheck[F.Check];
  OS << R.Findings.size() << " finding" << plural(R.Findings.size());
  llvm::StringRef Separator = " (";
  for (const auto &[Check, Count] : OfCheck) {
    OS << Separator << Count << ' ' << Check;
    Separator = ", ";
  }
  OS << (OfCheck.empty() ? "" : ")") << " in " << R.Units << " unit"
     << plural(R.Units);
  if (const size_t Failed = failedUnits(R))
    OS << " (" << Failed << " failed)";
  OS << llvm::format(", %.1f s\n", R.Seconds);
}

} // namespace fearless
