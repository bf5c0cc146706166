//===- OldSources.h - The sources before a change ---------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a revision of git, gives the files that differ from it, as they were,
// laid over the ones that are: in a virtual file system for the compiler, in a
// map for those who read places. So the units of before are compiled where the
// ones of now are, with generated headers and flags of now. Files that are new
// are not hidden: what did not include them then does not do so now.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_OLDSOURCES_H
#define FEARLESS_DRIVER_COLLECT_OLDSOURCES_H

#include "collect/CompileUnit.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"

namespace fearless {

struct OldSources {
  /// The real paths of files that are changed, new or gone.
  llvm::StringSet<> Changed;
  /// Those among them that were not there.
  llvm::StringSet<> Added;
  /// Paths by which units may name a changed file, and where it is as it was.
  llvm::StringMap<std::string> Instead;
  /// A file for `clang-tidy --vfsoverlay`.
  std::string Overlay;

  /// The units whose changes are not seen: they lie outside the repository, or
  /// in a submodule.
  size_t Outside = 0;

  /// Whether the unit's main file was there before.
  bool wasThere(const CompileUnit &Unit) const;

  /// Whether a unit that was read from those files may have been another one.
  bool affect(const CompileUnit &Unit, llvm::ArrayRef<std::string> Files) const;
};

/// The sources as of the last revision that Revision and HEAD have in common:
/// what was done since on the way to HEAD, and what is not committed, is the
/// change. Root is a folder of the repository; the old files go to Folder.
llvm::Expected<OldSources> fetchOldSources(llvm::StringRef Revision,
                                           llvm::StringRef Root,
                                           llvm::ArrayRef<CompileUnit> Units,
                                           llvm::StringRef Folder);

} // namespace fearless

#endif
