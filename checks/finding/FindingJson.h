//===- FindingJson.h - Findings as JSON -------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form in which findings pass between processes and into reports. What is
// written and read again is equal to what was written; a place inside a unit
// (Place::InUnit) means nothing outside of it, and is left out.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FINDING_FINDINGJSON_H
#define FEARLESS_CHECKS_FINDING_FINDINGJSON_H

#include "compat/Json.h"
#include "finding/Finding.h"

namespace fearless {

llvm::json::Value toJSON(const Place &P);
bool fromJSON(const llvm::json::Value &V, Place &P, llvm::json::Path At);

/// Members that are empty or usual are left out.
llvm::json::Value toJSON(const Finding &F);
bool fromJSON(const llvm::json::Value &V, Finding &F, llvm::json::Path At);

/// "definite" or "possible".
llvm::StringRef nameOf(Confidence C);

/// The text in valid UTF-8: names and sources are in any encoding.
std::string validUtf8(llvm::StringRef Text);

} // namespace fearless

#endif
