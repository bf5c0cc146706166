//===- TidyMain.cpp - main() of fearless-tidy -----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy's own main with the checks linked in. Every option of the checks
// has a flag here (`Profile` is `--fearless-profile=`): unlike `--config`, it
// leaves the .clang-tidy files in force. `--fearless-results=FOLDER` is for the
// driver (see plugin/WriteUnit.h).
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/tool/ClangTidyMain.h"
#include "compat/ClangTidy.h"
#include "finding/CheckTable.h"
#include "frontends/ResourceDir.h"
#include "frontends/Version.h"
#include "plugin/OptionOverrides.h"
#include "plugin/WriteUnit.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

using namespace fearless;

/// Takes `--fearless-NAME=VALUE` for a row of the table of options.
static bool takeOption(llvm::StringRef Arg) {
  Arg.consume_front("-");
  if (!Arg.consume_front("-fearless-"))
    return false;
  const auto [Name, Value] = Arg.split('=');
  if (Name == "results") {
    resultsFolder() = Value.str();
    reportHeadersByDefault();
    return true;
  }
  for (const OptionRow &Row : allOptions()) {
    if (!Row.Name.equals_insensitive(Name) || !Arg.contains('='))
      continue;
    optionOverrides()[Row.Name] = Value.str();
    return true;
  }
  return false;
}

int main(int argc, const char **argv) {
  llvm::Expected<std::string> Resources = resourceDir();
  if (!Resources) {
    llvm::errs() << "fearless-tidy: error: "
                 << llvm::toString(Resources.takeError()) << '\n';
    return 2;
  }
  const std::string ResourceArg =
      "--extra-arg-before=-resource-dir=" + *Resources;

  std::vector<const char *> Args = {argv[0], ResourceArg.c_str()};
  bool BehindDashes = false;
  for (const char *Arg : llvm::ArrayRef(argv + 1, argv + argc)) {
    BehindDashes |= llvm::StringRef(Arg) == "--";
    if (BehindDashes || !takeOption(Arg))
      Args.push_back(Arg);
  }
  llvm::cl::AddExtraVersionPrinter(printVersion);
  return clang::tidy::clangTidyMain(static_cast<int>(Args.size()), Args.data());
}
