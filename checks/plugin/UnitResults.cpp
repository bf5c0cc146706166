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

} // namespace

llvm::Error writeResults(const UnitResults &Results,
                         const clang::SourceManager &Sources,
                         llvm::StringRef Path) {
  llvm::json::Array Files;
  for (const std::string &File : filesOf(Sources))
    Files.push_back(File);
  return llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    OS << llvm::json::Value(
              llvm::json::Object{{"reported", Results.Reported},
                                 {"suppressed", Results.Suppressed},
                                 {"below-profile", Results.BelowProfile},
                                 {"files", std::move(Files)}})
       << '\n';
    return llvm::Error::success();
  });
}

} // namespace fearless
