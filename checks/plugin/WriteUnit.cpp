//===- WriteUnit.cpp - The unit-file writer -------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/WriteUnit.h"
#include "program/LockProgram.h"
#include "rules/OpenCaptures.h"
#include "summary/UnitFile.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

namespace fearless {
namespace {

using clang::FileManager;
using clang::SourceManager;

/// The files of a unit, sorted. Real paths: those that the compiler composes
/// pass through "..", and not all who read them know of symbolic links.
std::vector<std::string> filesOf(const clang::Preprocessor &PP,
                                 llvm::ArrayRef<std::string> More,
                                 bool SystemToo) {
  const SourceManager &Sources = PP.getSourceManager();
  std::set<std::string> Paths;
  for (auto I = Sources.fileinfo_begin(), E = Sources.fileinfo_end(); I != E;
       ++I)
    if (SystemToo || !clang::SrcMgr::isSystem(
                         PP.getHeaderSearchInfo().getFileDirFlavor(I->first)))
      Paths.insert(Sources.getFileManager().getCanonicalName(I->first).str());
  for (llvm::StringRef File : More) {
    llvm::SmallString<256> Real;
    if (!llvm::sys::fs::real_path(File, Real))
      Paths.insert(Real.str().str());
  }
  return {Paths.begin(), Paths.end()};
}

/// The one name of a file: absolute, without "." and "..".
std::string nameOf(llvm::StringRef File, FileManager &Files) {
  llvm::SmallString<256> Path(File);
  Files.makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

bool isForUs(const Suppression &S) {
  return llvm::any_of(allChecks(), [&](const CheckRow &Row) {
    Place At = S.At;
    At.Line = S.First;
    return keepsBack(S, Row.Id, At);
  });
}

/// The comments of the files of which the program may have something to say.
std::vector<Suppression> commentsOf(const UnitFile &Unit,
                                    const SourceManager &Sources) {
  std::set<SourceName> Names;
  for (const auto &[Function, Ids] : Unit.Locks)
    for (const LockEvent &E : Function.Events)
      Names.insert(E.At.File);
  for (const auto &[Id, Record] : Unit.Units)
    for (const OpenCapture &O : Record.Open)
      for (const OpenCapture::Case &C : O.Cases)
        Names.insert(C.Then.At.File);
  std::vector<Suppression> All;
  for (const SourceName Name : Names) {
    const auto Text = Sources.getFileManager().getBufferForFile(Name);
    if (!Text)
      continue;
    for (Suppression &S : readSuppressions((*Text)->getBuffer(), Name))
      if (isForUs(S))
        All.push_back(std::move(S));
  }
  return All;
}

std::string mainFileOf(const SourceManager &Sources) {
  const auto Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
  return Main ? nameOf(Main->getName(), Sources.getFileManager()) : "";
}

/// How much of the unit was understood.
UnitCounts countsOf(const UnitFacts &Unit) {
  UnitCounts Counts;
  const LockProgram &Linked = locksOf(Unit);
  llvm::StringSet<> Seen;
  for (const FunctionFacts &F : Unit.Functions)
    Seen.insert(F.Entity);
  for (const FunctionFacts &F : Unit.Functions) {
    ++Counts.Functions;
    Counts.Broken += F.Broken;
    for (const LockStep &Step : F.Locks.Steps) {
      if (Step.Do != LockAction::Call)
        continue;
      ++Counts.Calls;
      Counts.Indirect += Step.Called.Callee.empty();
      Counts.Unseen +=
          !Step.Called.Callee.empty() && !Seen.contains(Step.Called.Callee);
    }
  }
  for (const LinkedLocks &F : Linked.Functions)
    if (F.Summary.GaveUp)
      Counts.TooLarge.push_back({F.Summary.Name, F.Summary.At});
  return Counts;
}

/// All that the unit tells the program.
UnitFile unitOf(const Program &P, UnitRecord Record, const std::string &Id,
                const SourceManager &Sources) {
  UnitFile Unit;
  for (const auto &[Entity, F] : P.Summary.Functions)
    if (!F.empty())
      Unit.Summary.Functions.emplace(Entity, F);
  Unit.Summary.Overriders = P.Summary.Overriders;
  for (LockSummary &S : selectLocks(locksOf(P.Unit)))
    Unit.Locks[std::move(S)] = {Id};
  Unit.Orders.insert(P.Unit.LockOrders.begin(), P.Unit.LockOrders.end());
  Unit.Levels.insert(P.Unit.LockLevels.begin(), P.Unit.LockLevels.end());
  Unit.Units.try_emplace(Id, std::move(Record));
  llvm::StringMap<std::string> Names;
  renameFiles(Unit, [&](const std::string &File) {
    std::string &Name = Names[File];
    if (Name.empty())
      Name = nameOf(File, Sources.getFileManager());
    return Name;
  });
  Unit.Units[Id].Comments = commentsOf(Unit, Sources);
  return Unit;
}

llvm::Error writeText(const llvm::Twine &Path, llvm::StringRef Text) {
  return llvm::writeToOutput(Path.str(), [&](llvm::raw_ostream &OS) {
    OS << Text;
    return llvm::Error::success();
  });
}

} // namespace

std::vector<Place> quietLinesOf(clang::SourceLocation At,
                                const SourceManager &Sources) {
  std::vector<Place> Lines;
  while (At.isValid()) {
    const auto [File, Offset] = Sources.getDecomposedSpellingLoc(At);
    if (const auto Entry = Sources.getFileEntryRefForID(File))
      Lines.push_back({Sources.getFileManager().getCanonicalName(*Entry).str(),
                       Sources.getLineNumber(File, Offset), 1, 0});
    if (!At.isMacroID())
      break;
    At = Sources.getImmediateExpansionRange(At).getBegin();
  }
  return Lines;
}

/// Names a unit: by its main file, where it is compiled, and what was defined
/// for it.
static std::string unitIdOf(const clang::Preprocessor &PP) {
  const SourceManager &Sources = PP.getSourceManager();
  std::string Text = mainFileOf(Sources) + '\0' +
                     nameOf(".", Sources.getFileManager()) + '\0' +
                     PP.getPredefines();
  for (const auto &Entry :
       PP.getHeaderSearchInfo().getHeaderSearchOpts().UserEntries)
    Text += '\0' + Entry.Path;
  return llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true,
                         /*Width=*/16);
}

llvm::Error writeUnit(UnitAnalysis &Analysis, const clang::Preprocessor &PP,
                      llvm::StringRef Into) {
  const SourceManager &Sources = PP.getSourceManager();
  UnitRecord &Record = Analysis.Record;
  Record.File = mainFileOf(Sources);
  Record.Files = filesOf(PP, {}, /*SystemToo=*/false);
  Record.Open = findOpenCaptures(Analysis.linked());
  Record.Counts = countsOf(Analysis.linked().Unit);
  Record.Broken = PP.getDiagnostics().hasUncompilableErrorOccurred();
  const std::string Id = unitIdOf(PP);
  const std::string Bytes =
      writeUnitFile(unitOf(Analysis.linked(), Record, Id, Sources));
  if (resultsFolder().empty()) {
    if (const std::error_code EC = llvm::sys::fs::create_directories(Into))
      return llvm::createStringError("cannot make folder '" + Into +
                                     "': " + EC.message());
    return writeText(Into + "/" + Id + ".unit", Bytes);
  }
  if (llvm::Error E = writeText(resultsFolder() + "/files.txt",
                                llvm::join(filesOf(PP, Analysis.modelFiles(),
                                                   /*SystemToo=*/true),
                                           "\n") +
                                    "\n"))
    return E;
  return writeText(resultsFolder() + "/results.unit", Bytes);
}

} // namespace fearless
