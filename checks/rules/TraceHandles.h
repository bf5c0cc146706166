//===- TraceHandles.h - Where facts speak of a thread -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Questions that messages ask about the facts of a whole function, beyond the
// state at one point: where a thread is joined at all, and by way of which
// variable it came to a borrow.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_TRACEHANDLES_H
#define FEARLESS_CHECKS_RULES_TRACEHANDLES_H

#include "flow/Flow.h"

namespace fearless {

/// The first place that joins a thread of the spawn by some handle it ever has;
/// null if there is none.
const Fact *findJoin(const FunctionFacts &F, SpawnId Spawn);

/// The copy of a pointer or view variable through which the thread has the
/// borrow; null if the borrow is made where it crosses.
const Loan *findVariableBetween(const FunctionFacts &F, const LiveThread &T,
                                LoanId Borrow);

} // namespace fearless

#endif
