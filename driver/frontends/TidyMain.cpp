//===- TidyMain.cpp - main() of fearless-tidy -------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy's own main with the checks linked in. A tool outside LLVM's bin
// folder computes a wrong resource directory, so the right one goes first on
// every command line; a later one of the user's wins.
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/tool/ClangTidyMain.h"
#include <vector>

int main(int argc, const char **argv) {
  std::vector<const char *> Args(argv, argv + argc);
  Args.insert(Args.begin() + 1, "--extra-arg-before=-resource-dir="
                                FEARLESS_RESOURCE_DIR);
  return clang::tidy::clangTidyMain(static_cast<int>(Args.size()),
                                    Args.data());
}
