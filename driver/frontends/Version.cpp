//===- Version.cpp - What --version says ----------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontends/Version.h"
#include "model/LoadModel.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

namespace fearless {

static size_t countRows(const Model &M) {
  return M.Spawns.size() + M.Handles.size() + M.Waits.size() + M.Types.size() +
         M.Functions.size() + M.Locks.size() + M.Guards.size() +
         M.LockFunctions.size() + M.Blocking.size();
}

std::string describeModels() {
  std::string Texts;
  for (const ShippedModel &File : shippedModels())
    Texts += File.Yaml;
  const std::string Word =
      llvm::utohexstr(llvm::xxh3_64bits(Texts), /*LowerCase=*/true,
                      /*Width=*/16)
          .substr(0, 8);
  return std::to_string(shippedModels().size()) + " files, " +
         std::to_string(countRows(shippedModel())) + " rows, " + Word;
}

void printVersion(llvm::raw_ostream &OS) {
  OS << "fearless " FEARLESS_VERSION " (clang " CLANG_VERSION_STRING ")\n"
     << "models: " << describeModels() << '\n';
}

} // namespace fearless
