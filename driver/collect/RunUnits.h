//===- RunUnits.h - All units through the checks ----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes units and a plan, leaves one folder a unit with its raw results (see
// UnitRun.h). ninja runs those that are not up to date, in parallel and one
// process each: a unit that crashes or hangs costs only itself.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_RUNUNITS_H
#define FEARLESS_DRIVER_COLLECT_RUNUNITS_H

#include "collect/CompileUnit.h"
#include "collect/WorkFolder.h"
#include "llvm/ADT/ArrayRef.h"

namespace fearless {

/// The path of ninja, or an error that says how to get it.
llvm::Expected<std::string> findNinja();

/// Writes build.ninja: a step for each unit, which runs `DRIVER run-unit`.
llvm::Error writeNinjaFile(llvm::ArrayRef<CompileUnit> Units,
                           llvm::StringRef RunFolder, llvm::StringRef Driver);

/// What ninja does, as it does it.
struct RunProgress {
  /// The unit that is over; nullopt: none, some time has passed.
  std::optional<size_t> Done;
  /// How many are to be run; 0: not known yet.
  size_t ToRun = 0;
};

/// Runs the plan over the units in a run folder. Driver is the path of
/// `fearless`; Jobs 0 means one for every processor. OnProgress hears of every
/// unit that is over, by its number, and a few times a second of none; of units
/// that are up to date it does not hear. An error if ninja could not do its
/// work, or was interrupted.
llvm::Error runUnits(llvm::ArrayRef<CompileUnit> Units, const RunPlan &Plan,
                     const RunFolder &Folder, llvm::StringRef Driver,
                     unsigned Jobs,
                     llvm::function_ref<void(const RunProgress &)> OnProgress);

} // namespace fearless

#endif
