//===- EarlierFindings.cpp - What a wider run has found -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/EarlierFindings.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

using namespace clang;

/// Gives the place its location in the unit; false: it has none.
bool locate(Place &P, SourceManager &Sources) {
  const FileID Main = Sources.getMainFileID();
  const OptionalFileEntryRef Entry =
      Sources.getFileManager().getOptionalFileRef(P.File);
  if (!Entry || !P.isValid())
    return false;
  const OptionalFileEntryRef Own = Sources.getFileEntryRefForID(Main);
  const FileID File = Own && *Own == *Entry
                          ? Main
                          : Sources.getOrCreateFileID(*Entry, SrcMgr::C_User);
  const SourceLocation At = Sources.translateLineCol(File, P.Line, P.Column);
  P.InUnit = At.getRawEncoding();
  return At.isValid();
}

} // namespace

std::vector<Finding> earlierFindings(SourceManager &Sources) {
  const FileID Main = Sources.getMainFileID();
  const OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(Main);
  if (!findEarlier() || !Entry)
    return {};
  SmallString<256> Path(Entry->getName());
  Sources.getFileManager().makeAbsolutePath(Path);
  std::vector<Finding> Found = findEarlier()(Path, Sources.getBufferData(Main));
  llvm::erase_if(Found, [&](Finding &F) {
    F.Steps.insert(F.Steps.begin(),
                   {F.At, "found by the last 'fearless check'"});
    return !locate(F.At, Sources) || !llvm::all_of(F.Steps, [&](Step &S) {
      return locate(S.At, Sources);
    });
  });
  for (Finding &F : Found)
    if (!llvm::all_of(F.Fixes, [&](Edit &E) {
          return locate(E.Begin, Sources) && locate(E.End, Sources);
        }))
      F.Fixes.clear();
  return Found;
}

} // namespace fearless
