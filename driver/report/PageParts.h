//===- PageParts.h - Style and script of the HTML page ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_PAGEPARTS_H
#define FEARLESS_DRIVER_REPORT_PAGEPARTS_H

#include "llvm/ADT/StringRef.h"

namespace fearless {

/// The text of a file of driver/report/page, compiled in.
llvm::StringRef pagePart(llvm::StringRef Name);

} // namespace fearless

#endif
