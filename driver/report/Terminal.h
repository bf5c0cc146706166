//===- Terminal.h - How text gets to readers ------------------ -*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is asked of standard output before text for people goes there.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_TERMINAL_H
#define FEARLESS_DRIVER_REPORT_TERMINAL_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace fearless {

/// Whether text on standard output is to be in colour: as asked, or else on a
/// terminal where NO_COLOR is not set.
bool wantsColor(std::optional<bool> Asked);

/// Shows a text on standard output: through the pager (PAGER, else less) if
/// that is a terminal, as it is otherwise. PAGER=cat wants no pager.
void showText(llvm::StringRef Text);

} // namespace fearless

#endif
