//===- CompileUnit.cpp - When two entries are the same unit ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/CompileUnit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace fearless {
namespace {

/// Outputs whose name is the next argument.
bool namesOutputNext(llvm::StringRef Arg) {
  return llvm::is_contained({"-o", "--output", "-MF", "-MT", "-MQ", "-MJ",
                             "-dependency-file", "-serialize-diagnostics"},
                            Arg);
}

/// Outputs in one argument, and flags that only ask for dependency files.
bool isOutput(llvm::StringRef Arg) {
  if (llvm::is_contained({"-c", "-MD", "-MMD", "-MP", "-MG", "-MV"}, Arg))
    return true;
  for (llvm::StringRef Joined :
       {"--output=", "-Wp,-M", "-MF", "-MT", "-MQ", "-MJ"})
    if (Arg.starts_with(Joined))
      return true;
  // -objc... are the only other options that begin so.
  return Arg.starts_with("-o") && !Arg.starts_with("-objc");
}

} // namespace

std::string identityOf(const CompileUnit &Unit) {
  // No argument of a command holds a NUL.
  std::string Identity = Unit.Directory + '\0' + Unit.File;
  bool Skip = false;
  for (const std::string &Arg : Unit.Arguments) {
    if (std::exchange(Skip, false))
      continue;
    if (namesOutputNext(Arg)) {
      Skip = true;
      continue;
    }
    if (!isOutput(Arg))
      Identity += '\0' + Arg;
  }
  return Identity;
}

} // namespace fearless
