//===- ReadYaml.h - Strict reading of YAML by tables of keys ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes YAML text and a table of keys, calls the reader of each key with its
// value. YAML I/O by traits would be shorter, but cannot tell the place of one
// name in a list, nor which key was probably meant.
//
// The first error ends the reading; it is one line with file, line and column.
// Aliases and several documents in one file are not read: they are errors.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_READYAML_H
#define FEARLESS_CHECKS_MODEL_READYAML_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/YAMLParser.h"
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace fearless {

/// "file:line:column: message" as an error.
llvm::Error errorAt(llvm::StringRef File, unsigned Line, unsigned Column,
                    const llvm::Twine &Message);

/// A node, and where to point when it is wrong: only scalars know their exact
/// place, the others are shown at their key.
struct YamlValue {
  llvm::yaml::Node *Node;
  llvm::SMLoc At;
};

/// One key of a mapping and what becomes of its value.
struct YamlKey {
  llvm::StringRef Name;
  /// What the value has to be, for messages.
  llvm::StringRef Expected;
  std::function<void(const YamlValue &)> Read;
  bool Required = false;

  YamlKey required() && {
    Required = true;
    return std::move(*this);
  }
};

class YamlReader {
public:
  YamlReader(llvm::StringRef Yaml, llvm::StringRef FileName);

  /// Reads the whole text, a mapping; What names it in messages.
  llvm::Error read(llvm::StringRef What, llvm::ArrayRef<YamlKey> Table);

  /// Reads a mapping that has the keys of the table and no other.
  void mapping(const YamlValue &V, llvm::StringRef What,
               llvm::ArrayRef<YamlKey> Table);
  /// Reads a list; Expected describes it, as below.
  void sequence(const YamlValue &V, llvm::StringRef Expected,
                llvm::function_ref<void(const YamlValue &)> ReadItem);
  std::optional<std::string> text(const YamlValue &V, llvm::StringRef Expected);
  std::optional<unsigned> number(const YamlValue &V, llvm::StringRef Expected);
  /// The position in Known of the word that V is.
  std::optional<size_t> word(const YamlValue &V,
                             llvm::ArrayRef<llvm::StringRef> Known);

  /// Keys whose value goes straight into a variable.
  YamlKey textKey(llvm::StringRef Name, llvm::StringRef Expected,
                  std::string &Into);
  YamlKey flagKey(llvm::StringRef Name, bool &Into);
  template <class Number>
  YamlKey numberKey(llvm::StringRef Name, llvm::StringRef Expected,
                    Number &Into);
  template <class Enum>
  YamlKey enumKey(llvm::StringRef Name, llvm::StringRef Expected, Enum &Into,
                  std::vector<std::pair<llvm::StringRef, Enum>> Enumerators);

  bool failed() const { return Line != 0; }
  void fail(llvm::SMLoc At, const llvm::Twine &Wrong,
            const llvm::Twine &Expected);
  /// The kind of V is wrong, or its text is.
  void failValue(const YamlValue &V, const llvm::Twine &Expected);
  unsigned lineOf(llvm::SMLoc At) const { return Sources.FindLineNumber(At); }

private:
  void failAt(unsigned AtLine, unsigned AtColumn, const llvm::Twine &Text);
  static void keepSyntaxError(const llvm::SMDiagnostic &D, void *Reader);

  const llvm::StringRef Yaml;
  const llvm::StringRef File;
  llvm::SourceMgr Sources;
  /// The key whose value is being read.
  llvm::StringRef CurrentKey;
  unsigned Line = 0;
  unsigned Column = 0;
  std::string Message;
};

template <class Number>
YamlKey YamlReader::numberKey(llvm::StringRef Name, llvm::StringRef Expected,
                              Number &Into) {
  return {Name, Expected, [this, Expected, &Into](const YamlValue &V) {
            Into = number(V, Expected).value_or(0);
          }};
}

template <class Enum>
YamlKey
YamlReader::enumKey(llvm::StringRef Name, llvm::StringRef Expected, Enum &Into,
                    std::vector<std::pair<llvm::StringRef, Enum>> Enumerators) {
  return {
      Name, Expected,
      [this, &Into, Enumerators = std::move(Enumerators)](const YamlValue &V) {
        const llvm::SmallVector<llvm::StringRef, 8> Known(
            llvm::make_first_range(Enumerators));
        if (const std::optional<size_t> Index = word(V, Known))
          Into = Enumerators[*Index].second;
      }};
}

} // namespace fearless

#endif
