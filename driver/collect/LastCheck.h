//===- LastCheck.h - Findings of the last check, kept --------- -*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `fearless check` found in the whole program stays in the work folder, in
// last-check.json, with the hash of every file that a finding speaks of. An
// editor, which sees one unit, shows those findings as long as these files are
// what they were.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_LASTCHECK_H
#define FEARLESS_DRIVER_COLLECT_LASTCHECK_H

#include "finding/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// Keeps the findings of a check that began at Start. A file that changed since
/// then may have been read before or after that: what is in it is left out.
llvm::Error keepFindings(llvm::ArrayRef<const Finding *> Findings,
                         llvm::StringRef WorkFolder,
                         llvm::sys::TimePoint<> Start);

/// The findings in a file, with that text, of the last check of the program
/// that it is part of: its work folder is searched from the file upwards, in
/// each folder and in `build` there. Only those all of whose files are
/// unchanged. May be called by several threads.
std::vector<Finding> unchangedFindings(llvm::StringRef File,
                                       llvm::StringRef Text);

} // namespace fearless

#endif
