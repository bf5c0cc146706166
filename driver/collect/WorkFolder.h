//===- WorkFolder.h - Where results stay for the next check -----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A work folder holds a run folder (see UnitRun.h) for each plan that was used
// of late, and last-check.json (see LastCheck.h). It is a cache: whoever
// removes it loses time, nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_WORKFOLDER_H
#define FEARLESS_DRIVER_COLLECT_WORKFOLDER_H

#include "collect/UnitRun.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"

namespace fearless {

/// A run folder that this process, and ninja below it, has for itself. Should
/// this process be killed, the lock is ninja's until that ends too.
class RunFolder {
public:
  /// Opens that of the plan in the work folder, and makes both where they are
  /// not there. A folder with anything else in it is an error, and stays as it
  /// is. OnWait is told when another process has the folder, before waiting.
  static llvm::Expected<RunFolder> open(llvm::StringRef WorkFolder,
                                        const RunPlan &Plan,
                                        llvm::function_ref<void()> OnWait);

  RunFolder(RunFolder &&Other);
  RunFolder &operator=(RunFolder &&) = delete;
  ~RunFolder();

  const std::string &path() const { return Path; }

  /// Forgets all results.
  llvm::Error clear() const;

  /// Removes the units that are none of those, by their ids.
  void keepOnly(const llvm::StringSet<> &Ids) const;

private:
  RunFolder(std::string Path, int Lock) : Path(std::move(Path)), Lock(Lock) {}

  std::string Path;
  /// A file descriptor that children inherit.
  int Lock;
};

} // namespace fearless

#endif
