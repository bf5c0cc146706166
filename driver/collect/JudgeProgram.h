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

#include "program/ProgramIndex.h"

namespace fearless {

/// Pairs of locks, by their classes.
using OrderPairs = std::set<std::pair<std::string, std::string>>;

/// Links the program and runs the rules over it that need nothing else; Order
/// is the one that is known and wanted, if there is one. Places where comments
/// keep findings back are named as the compiler names the file. Takes all but
/// the records of units out of All.
UnitResults judgeProgram(UnitFile &All, const ProgramIndex &Index,
                         const OrderPairs &Order);

/// Whether a finding of the unit is provisional: the program finds it again, or
/// knows better.
bool isProvisional(const UnitRecord &Unit, const Finding &F);

/// Whether clang-tidy's filters let a finding of the unit pass.
bool passesFilters(const UnitRecord &Unit, const Finding &F);

} // namespace fearless

#endif
