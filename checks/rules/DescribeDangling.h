//===- DescribeDangling.h - Dangling borrows -> finding ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_DESCRIBEDANGLING_H
#define FEARLESS_CHECKS_RULES_DESCRIBEDANGLING_H

#include "finding/Finding.h"
#include "flow/Flow.h"
#include <optional>

namespace fearless {

/// A borrow that a thread may outlive.
struct Dangling {
  ThreadKey Which;
  /// The thread when the storage ends, or when the function returns.
  LiveThread Thread;
  LoanId Borrow;
  /// Why and where the storage ends; nothing for what is not the function's.
  std::optional<EndReason> Why;
  Place EndsAt;
  /// What was not seen; empty for a definite finding.
  std::string Doubt;
  /// Where that is, if it is somewhere.
  Place DoubtAt;
};

/// The finding about one spawn of F; All is not empty.
Finding describeDangling(const FunctionFacts &F, std::vector<Dangling> All);

} // namespace fearless

#endif
