//===- OrderFile.h - The lock order as a file -------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pairs of locks that a program takes one in the other, checked in: what is
// in the file is known, and a pair against it is new. One line a pair, without
// places, sorted; files of units are named from the root of the sources.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_REPORT_ORDERFILE_H
#define FEARLESS_DRIVER_REPORT_ORDERFILE_H

#include "program/LockCycles.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// The text of an order file.
std::string writeOrder(const std::vector<ObservedOrder> &Orders,
                       llvm::StringRef Root);

/// The pairs of an order file.
llvm::Expected<std::set<std::pair<std::string, std::string>>>
readOrder(llvm::StringRef Path, llvm::StringRef Root);

/// The order as a graph in the language of Graphviz; edges of cycles are red.
std::string drawOrder(const std::vector<ObservedOrder> &Orders);

} // namespace fearless

#endif
