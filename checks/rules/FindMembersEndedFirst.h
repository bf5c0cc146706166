//===- FindMembersEndedFirst.h - Members that end too early -----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread that is kept in a member is joined when that member ends. Members
// that are declared behind it have ended by then, and the thread may use them.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_RULES_FINDMEMBERSENDEDFIRST_H
#define FEARLESS_CHECKS_RULES_FINDMEMBERSENDEDFIRST_H

#include "finding/Finding.h"
#include "program/Program.h"

namespace fearless {

/// Findings of fearless-dangling-capture, one for each spawn.
std::vector<Finding> findMembersEndedFirst(const Program &P);

} // namespace fearless

#endif
