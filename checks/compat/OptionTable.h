//===- OptionTable.h - Options.inc as a table -------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options that llvm-tblgen writes to `Options.inc`, for the one source of a
// program that reads the command line. The words in Options.inc (OPT_..., and
// the names of visibilities) are declared before this is included.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_COMPAT_OPTIONTABLE_H
#define FEARLESS_CHECKS_COMPAT_OPTIONTABLE_H

#include "llvm/Config/llvm-config.h"
#include "llvm/Option/OptTable.h"
#include <iterator>

namespace fearless {

#if LLVM_VERSION_MAJOR >= 22

#define OPTTABLE_STR_TABLE_CODE
#include "Options.inc"
#undef OPTTABLE_STR_TABLE_CODE

#define OPTTABLE_PREFIXES_TABLE_CODE
#include "Options.inc"
#undef OPTTABLE_PREFIXES_TABLE_CODE

#else

/// Before 22 each option holds its name, and a list of prefixes by its name.
#define PREFIX(NAME, VALUE)                                                    \
  static constexpr llvm::StringLiteral NAME##_init[] = VALUE;                  \
  static constexpr llvm::ArrayRef<llvm::StringLiteral> NAME(                   \
      NAME##_init, std::size(NAME##_init) - 1);
#include "Options.inc"
#undef PREFIX

#endif

static constexpr llvm::opt::OptTable::Info AllOptions[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

struct OptionTable : llvm::opt::GenericOptTable {
  OptionTable()
      : GenericOptTable(
#if LLVM_VERSION_MAJOR >= 22
            OptionStrTable, OptionPrefixesTable,
#endif
            AllOptions) {
  }
};

} // namespace fearless

#endif
