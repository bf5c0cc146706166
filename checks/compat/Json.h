//===- Json.h - JSON, with numbers without a sign ---------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm/Support/JSON.h, and what LLVM 22 has beyond that of 19.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_COMPAT_JSON_H
#define FEARLESS_CHECKS_COMPAT_JSON_H

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/JSON.h"

#if LLVM_VERSION_MAJOR < 22
namespace llvm::json {

/// In the namespace of Value, where ObjectMapper::map() looks for it.
inline bool fromJSON(const Value &V, unsigned &Out, Path At) {
  if (const std::optional<int64_t> Number = V.getAsInteger()) {
    Out = static_cast<unsigned>(*Number);
    return true;
  }
  At.report("expected unsigned integer");
  return false;
}

} // namespace llvm::json
#endif

#endif
