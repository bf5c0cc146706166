//===- ReadNames.cpp - Names as rows write them ---------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ReadNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace fearless {

using llvm::StringRef;

bool isIdentifier(StringRef Name) {
  return !Name.empty() && !llvm::isDigit(Name.front()) &&
         llvm::all_of(Name,
                      [](char C) { return llvm::isAlnum(C) || C == '_'; });
}

bool isQualifiedName(StringRef Name) {
  llvm::SmallVector<StringRef, 4> Parts;
  Name.split(Parts, "::");
  return llvm::all_of(Parts, isIdentifier);
}

bool splitPattern(StringRef Text, std::string &Name,
                  std::vector<std::string> &Pattern) {
  StringRef Arguments = Text;
  const StringRef Before =
      Arguments.take_until([](char C) { return C == '<'; });
  Name = Before.rtrim().str();
  if (Before.size() == Text.size())
    return isQualifiedName(Name);
  Arguments = Arguments.drop_front(Before.size() + 1);
  bool Right = isQualifiedName(Name) && Arguments.consume_back(">");
  llvm::SmallVector<StringRef, 4> Parts;
  Arguments.split(Parts, ',');
  for (StringRef Part : Parts) {
    Part = Part.trim();
    Pattern.push_back(Part.str());
    Part.consume_back("...");
    Right &= isQualifiedName(Part);
  }
  return Right;
}

bool isLiteral(StringRef Part) {
  return Part.contains("::") || Part == "bool" || Part == "true" ||
         Part == "false";
}

std::string keyOf(const std::string &Name,
                  const std::vector<std::string> &Pattern) {
  if (llvm::none_of(Pattern, isLiteral))
    return Name;
  return Name + "<" + llvm::join(Pattern, ",") + ">";
}

std::string unboundName(const TypeRow &Row) {
  for (const auto *If : {&Row.Send, &Row.Sync, &Row.ThreadSafe}) {
    if (!*If)
      continue;
    for (const std::string &Name : namesIn(**If))
      if (!llvm::is_contained(Row.Pattern, Name) &&
          !llvm::is_contained(Row.Pattern, Name + "..."))
        return Name;
  }
  return "";
}

} // namespace fearless
