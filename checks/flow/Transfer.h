//===- Transfer.h - What each event does to the state -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FLOW_TRANSFER_H
#define FEARLESS_CHECKS_FLOW_TRANSFER_H

#include "flow/Flow.h"

namespace fearless {

/// Turns the state before a fact into the one after it. Running threads that
/// the end of a storage leaves with a dead borrow are added to Found, if given.
void applyFact(FlowState &State, const Fact &Step, const FunctionFacts &F,
               std::vector<Outlived> *Found = nullptr);

} // namespace fearless

#endif
