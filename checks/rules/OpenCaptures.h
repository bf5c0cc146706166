//===- OpenCaptures.h - Findings that wait for other units ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_OPENCAPTURES_H
#define FEARLESS_CHECKS_RULES_OPENCAPTURES_H

#include "program/Program.h"

namespace fearless {

/// The findings of fearless-dangling-capture in one function, by spawn.
std::map<SpawnId, Finding> findDanglingIn(const UnitFacts &Unit,
                                          const FunctionFacts &F);

/// What would be found of the callables that a unit passes to functions that it
/// does not see, for all that those may do with them.
std::vector<OpenCapture> findOpenCaptures(const Program &P);

} // namespace fearless

#endif
