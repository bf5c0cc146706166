//===- ListChecks.cpp - fearless list -------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/Commands.h"
#include "compat/Json.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

llvm::StringRef nameOf(OptionType T) {
  switch (T) {
  case OptionType::Profile:
    return "profile";
  case OptionType::FileList:
    return "file-list";
  case OptionType::Folder:
    return "folder";
  }
  return "";
}

void printText(llvm::raw_ostream &OS) {
  size_t Width = 0;
  for (const CheckRow &Row : allChecks())
    Width = std::max(Width, Row.Id.size());
  OS << "Checks:\n";
  for (const CheckRow &Row : allChecks())
    OS << "  " << llvm::left_justify(Row.Id, Width) << "  "
       << llvm::left_justify(nameOf(Row.Level), 7) << "  " << Row.Sentence
       << '\n';
  OS << "\nOptions of every check, in the CheckOptions of a .clang-tidy file "
        "(for one check alone: ID.NAME):\n";
  for (const OptionRow &Row : allOptions())
    OS << "  " << Row.Name << " (default '" << Row.Default
       << "'): " << Row.Sentence << '\n';
}

void printJson(llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attributeArray("checks", [&] {
      for (const CheckRow &Row : allChecks())
        J.object([&] {
          J.attribute("id", Row.Id);
          J.attribute("severity", nameOf(Row.Level));
          J.attribute("sentence", Row.Sentence);
        });
    });
    J.attributeArray("options", [&] {
      for (const OptionRow &Row : allOptions())
        J.object([&] {
          J.attribute("name", Row.Name);
          J.attribute("type", nameOf(Row.Type));
          J.attribute("default", Row.Default);
          J.attribute("sentence", Row.Sentence);
        });
    });
  });
  OS << '\n';
}

} // namespace

int listChecks(bool AsJson) {
  AsJson ? printJson(llvm::outs()) : printText(llvm::outs());
  return ExitClean;
}

} // namespace fearless
