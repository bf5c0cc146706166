//===- UnitResults.cpp - What the checks found in a unit ------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/UnitResults.h"
#include "finding/FindingJson.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include <set>

namespace fearless {
namespace {

/// The files of a unit, sorted. Real paths: those that the compiler composes
/// pass through "..", and not all who read them know of symbolic links.
std::set<std::string> filesOf(const clang::SourceManager &Sources) {
  std::set<std::string> Paths;
  for (auto I = Sources.fileinfo_begin(), E = Sources.fileinfo_end(); I != E;
       ++I)
    Paths.insert(
        validUtf8(Sources.getFileManager().getCanonicalName(I->first)));
  return Paths;
}

llvm::json::Array toJson(const std::vector<QuietPlace> &Places) {
  llvm::json::Array All;
  for (const QuietPlace &P : Places)
    All.push_back(llvm::json::Object{{"check", P.Check}, {"at", P.At}});
  return All;
}

} // namespace

std::vector<Place> quietLinesOf(clang::SourceLocation At,
                                const clang::SourceManager &Sources) {
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

llvm::Error writeResults(const UnitResults &Results,
                         const clang::SourceManager &Sources,
                         llvm::ArrayRef<std::string> MoreFiles,
                         llvm::StringRef Folder) {
  std::set<std::string> Files = filesOf(Sources);
  for (llvm::StringRef File : MoreFiles) {
    llvm::SmallString<256> Real;
    if (!llvm::sys::fs::real_path(File, Real))
      Files.insert(Real.str().str());
  }
  if (llvm::Error E = llvm::writeToOutput(
          (Folder + "/files.txt").str(), [&](llvm::raw_ostream &OS) {
            for (const std::string &File : Files)
              OS << File << '\n';
            return llvm::Error::success();
          }))
    return E;
  return llvm::writeToOutput(
      (Folder + "/results.json").str(), [&](llvm::raw_ostream &OS) {
        OS << llvm::json::Value(
                  llvm::json::Object{{"reported", Results.Reported},
                                     {"suppressed", Results.Suppressed},
                                     {"below-profile", Results.BelowProfile},
                                     {"quiet", toJson(Results.QuietAt)}})
           << '\n';
        return llvm::Error::success();
      });
}

} // namespace fearless
