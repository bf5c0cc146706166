//===- ColorMarkdown.h - Markdown for a terminal -------------- -*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_COLORMARKDOWN_H
#define FEARLESS_DRIVER_REPORT_COLORMARKDOWN_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace fearless {

/// The text with headings, code and strong words in colour. Nothing else
/// changes: without the escape sequences it is the same text. No colour goes
/// over the end of a line, since a pager shows lines.
std::string colorMarkdown(llvm::StringRef Markdown);

} // namespace fearless

#endif
