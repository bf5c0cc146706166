//===- PrintReport.cpp - Report -> text -----------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/PrintReport.h"
#include "collect/Paths.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/WithColor.h"

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

/// Prints messages with the source lines they are about.
class MessagePrinter {
public:
  MessagePrinter(llvm::raw_ostream &OS, SourceTexts &Sources, bool Colors)
      : OS(OS), Sources(Sources), Colors(Colors) {
    // Left to itself, LLVM asks the stream once more.
    if (Colors)
      llvm::WithColor::setAutoDetectFunction(
          [](const llvm::raw_ostream &) { return true; });
  }
  ~MessagePrinter() {
    llvm::WithColor::setAutoDetectFunction(
        llvm::WithColor::defaultAutoDetectFunction());
  }

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

void printFindings(llvm::raw_ostream &OS, const Report &R, SourceTexts &Sources,
                   bool InColor) {
  MessagePrinter Printer(OS, Sources, InColor);
  for (const ReportedFinding &Reported : R.Findings) {
    if (!isOpen(Reported))
      continue;
    const Finding &F = Reported.What;
    Printer.print(F.At, kindOf(levelOf(F)), F.Message + " [" + F.Check + "]",
                  F.Fixes);
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

void printUnusedSuppressions(llvm::raw_ostream &OS, const Report &R) {
  for (const UnusedSuppression &Unused : R.UnusedSuppressions)
    OS << shortPath(Unused.At.File) << ':' << Unused.At.Line << ':'
       << Unused.At.Column << ": warning: " << Unused.Message << '\n';
}

void printDifferences(llvm::raw_ostream &OS, const Report &R) {
  constexpr size_t Most = 3;
  for (const BodyDifference &D : llvm::ArrayRef(R.Differences).take_front(Most))
    OS << "fearless: warning: '" << D.Name << "' (" << shortPath(D.At.File)
       << ':' << D.At.Line
       << ") does not do the same to locks in all units: as in "
       << shortPath(D.File) << ", and as in " << shortPath(D.OtherFile) << '\n';
  if (R.Differences.size() > Most)
    OS << "fearless: warning: " << R.Differences.size() - Most
       << " more function" << plural(R.Differences.size() - Most)
       << " with different bodies\n";
}

void printStats(llvm::raw_ostream &OS, const Report &R) {
  const UnitCounts &C = R.Counts;
  OS << C.Functions << " function bod" << (C.Functions == 1 ? "y" : "ies")
     << " in " << R.Units << " unit" << plural(R.Units) << '\n'
     << "  " << C.TooLarge.size()
     << " too large for the locks that they hold to be followed\n";
  for (const LargeFunction &F : C.TooLarge)
    OS << "    '" << F.Name << "' at " << shortPath(F.At.File) << ':'
       << F.At.Line << '\n';
  OS << "  " << C.Broken << " with statements that do not compile\n"
     << C.Calls << " call" << plural(C.Calls) << " of user code\n"
     << "  " << C.Indirect << " of what a pointer or function object leads to\n"
     << "  " << C.Unseen << " of functions whose body their unit has not\n";
}

void printSummary(llvm::raw_ostream &OS, const Report &R) {
  std::map<llvm::StringRef, size_t> OfCheck;
  size_t Open = 0, Unchanged = 0, Suppressed = 0;
  for (const ReportedFinding &F : R.Findings) {
    if (F.Suppressed) {
      ++Suppressed;
    } else if (F.State == Standing::Unchanged) {
      ++Unchanged;
    } else {
      ++Open;
      ++OfCheck[F.What.Check];
    }
  }
  OS << Open << (R.Compared ? " new" : "") << " finding" << plural(Open);
  llvm::StringRef Separator = " (";
  for (const auto &[Check, Count] : OfCheck) {
    OS << Separator << Count << ' ' << Check;
    Separator = ", ";
  }
  OS << (OfCheck.empty() ? "" : ")");
  if (R.Compared)
    OS << ", " << Unchanged << " unchanged, " << R.Gone.size() << " gone";
  if (Suppressed != 0)
    OS << ", " << Suppressed << " suppressed";
  OS << " in " << R.Units << " unit" << plural(R.Units);
  if (const size_t Failed = failedUnits(R))
    OS << " (" << Failed << " failed)";
  OS << llvm::format(", %.1f s\n", R.Seconds);
  if (R.BelowProfile != 0)
    OS << R.BelowProfile << " more possible finding" << plural(R.BelowProfile)
       << ": --profile strict\n";
}

} // namespace fearless
