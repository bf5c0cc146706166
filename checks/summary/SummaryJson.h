//===- SummaryJson.h - Summaries as JSON ------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form of summaries for people, tests and other tools; UnitFile.h is the
// one for many units. The law is the same: what is written and read again is
// equal to what was written, where its texts are valid UTF-8 (others become
// so), and equal summaries give equal JSON.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_SUMMARYJSON_H
#define FEARLESS_CHECKS_SUMMARY_SUMMARYJSON_H

#include "compat/Json.h"
#include "summary/Summary.h"

namespace fearless {

/// Members that are empty or usual are left out.
llvm::json::Value toJSON(const UnitSummary &Unit);

/// Takes functions, escapes and sets in any order; each function once.
bool fromJSON(const llvm::json::Value &V, UnitSummary &Unit,
              llvm::json::Path At);

} // namespace fearless

#endif
