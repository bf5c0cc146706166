//===- Pages.h - The pages of docs/checks -----------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_PAGES_H
#define FEARLESS_DRIVER_COMMANDS_PAGES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace fearless {

/// A page of docs/checks, compiled in.
struct Page {
  /// The id of the check: the file's name without its ending.
  llvm::StringRef Id;
  llvm::StringRef Markdown;
};

/// All pages, in alphabetical order.
llvm::ArrayRef<Page> allPages();

} // namespace fearless

#endif
