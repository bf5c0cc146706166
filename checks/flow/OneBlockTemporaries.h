//===- OneBlockTemporaries.h - Temporaries that soon end --------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Results of calls have storages of their own, and nothing says where those of
// scalars end. What they hold would go with the state through all blocks: of a
// function with hundreds of calls, a gigabyte.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FLOW_ONEBLOCKTEMPORARIES_H
#define FEARLESS_CHECKS_FLOW_ONEBLOCKTEMPORARIES_H

#include "facts/Facts.h"

namespace fearless {

/// By block, the temporaries that only assignments, calls and runs of that
/// block speak of: behind it, what they hold is of no interest.
std::vector<std::vector<StorageId>>
findOneBlockTemporaries(const FunctionFacts &F);

} // namespace fearless

#endif
