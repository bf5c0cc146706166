//===- JudgeProgram.h - Merged units -> findings of the program -*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what all units tell, gives the findings that follow from it alone,
// sorted by what becomes of them: each unit's own filters, comments and profile
// hold for the functions that it has.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_JUDGEPROGRAM_H
#define FEARLESS_DRIVER_COLLECT_JUDGEPROGRAM_H

#include "summary/UnitFile.h"

namespace fearless {

/// Links the program and runs the rules over it that need nothing else. Places
/// where comments keep findings back are named as the compiler names the file.
UnitResults judgeProgram(const UnitFile &All);

/// Whether clang-tidy's filters let a finding of the unit pass.
bool passesFilters(const UnitRecord &Unit, const Finding &F);

} // namespace fearless

#endif
