//===- SelectChecks.cpp - Globs -> ids of checks --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/SelectChecks.h"
#include "commands/NearNames.h"
#include "finding/CheckTable.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Regex.h"

namespace fearless {
namespace {

bool matches(llvm::StringRef Glob, llvm::StringRef Id) {
  std::string Pattern = "^(fearless-)?";
  Glob.consume_front("fearless-");
  for (char C : Glob)
    Pattern += C == '*' ? ".*" : llvm::Regex::escape(llvm::StringRef(&C, 1));
  return llvm::Regex(Pattern + "$").match(Id);
}

} // namespace

llvm::Expected<std::vector<llvm::StringRef>>
selectChecks(llvm::StringRef Globs) {
  std::vector<bool> Selected(allChecks().size(), Globs.starts_with("-"));
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  Globs.split(Parts, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef Part : Parts) {
    llvm::StringRef Glob = Part.trim();
    const bool Removes = Glob.consume_front("-");
    bool Known = false;
    for (size_t I = 0; I != Selected.size(); ++I)
      if (matches(Glob, allChecks()[I].Id)) {
        Selected[I] = !Removes;
        Known = true;
      }
    if (Known)
      continue;
    std::vector<llvm::StringRef> Ids;
    for (const CheckRow &Row : allChecks())
      Ids.push_back(Row.Id);
    return llvm::createStringError("--checks: no check is called '" + Glob +
                                   "'" + didYouMean(Glob, Ids) +
                                   " ('fearless list' shows all)");
  }

  std::vector<llvm::StringRef> Ids;
  for (size_t I = 0; I != Selected.size(); ++I)
    if (Selected[I])
      Ids.push_back(allChecks()[I].Id);
  if (Ids.empty())
    return llvm::createStringError("--checks=" + Globs +
                                   " leaves no check to run");
  return Ids;
}

} // namespace fearless
