//===- OptionOverrides.h - Option values of a command line ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy's own `--config` replaces every .clang-tidy file. A front end that
// wants to set one option and leave the files in force puts it here.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PLUGIN_OPTIONOVERRIDES_H
#define FEARLESS_CHECKS_PLUGIN_OPTIONOVERRIDES_H

#include "llvm/ADT/StringMap.h"
#include <string>

namespace fearless {

/// Values by the option's name, which win over every configuration file; a
/// FileList is added behind the file's instead. A front end fills it before
/// clang-tidy starts; afterwards it is only read.
inline llvm::StringMap<std::string> &optionOverrides() {
  static llvm::StringMap<std::string> Values;
  return Values;
}

} // namespace fearless

#endif
