//===- RunUnits.h - All units through the checks ----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes units and a plan, leaves one folder a unit with its raw results (see
// UnitRun.h). ninja runs them in parallel, one process each: a unit that
// crashes or hangs costs only itself.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_RUNUNITS_H
#define FEARLESS_DRIVER_COLLECT_RUNUNITS_H

#include "collect/CompileUnit.h"
#include "collect/UnitRun.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace fearless {

/// Makes Folder a work folder: creates it, or empties one of an earlier run. A
/// folder with anything else in it is an error, and stays as it is.
llvm::Error prepareWorkFolder(llvm::StringRef Folder);

/// The path of ninja, or an error that says how to get it.
llvm::Expected<std::string> findNinja();

/// Runs the plan over the units in a work folder that is prepared. Driver is
/// the path of `fearless`; Jobs 0 means one for every processor. OnDone hears
/// of every unit that is over by its number, and a few times a second of none
/// (nullopt). An error if ninja could not do its work, or was interrupted.
llvm::Error
runUnits(llvm::ArrayRef<CompileUnit> Units, const RunPlan &Plan,
         llvm::StringRef WorkFolder, llvm::StringRef Driver, unsigned Jobs,
         llvm::function_ref<void(std::optional<size_t> Done)> OnDone);

} // namespace fearless

#endif
