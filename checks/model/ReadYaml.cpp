//===- ReadYaml.cpp - Strict reading of YAML by tables of keys ------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ReadYaml.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SaveAndRestore.h"

namespace fearless {

using llvm::SMLoc;
using llvm::StringRef;
using llvm::Twine;
namespace yaml = llvm::yaml;

/// "'a'", "'a' or 'b'", "'a', 'b' or 'c'".
static std::string anyOf(llvm::ArrayRef<StringRef> Words) {
  std::string Text;
  for (size_t I = 0; I != Words.size(); ++I) {
    const bool IsLast = I + 1 == Words.size();
    Text += I == 0 ? "" : IsLast ? " or " : ", ";
    Text += ("'" + Words[I] + "'").str();
  }
  return Text;
}

/// What to write instead of Word: the known word that it resembles, else any.
static std::string suggestFor(StringRef Word, llvm::ArrayRef<StringRef> Known) {
  const StringRef Nearest =
      *llvm::min_element(Known, [&](StringRef A, StringRef B) {
        return Word.edit_distance(A) < Word.edit_distance(B);
      });
  const size_t Tolerance = std::max<size_t>(1, Nearest.size() / 3);
  if (Word.edit_distance(Nearest) <= Tolerance)
    return ("did you mean '" + Nearest + "'?").str();
  return "expected " + anyOf(Known);
}

llvm::Error errorAt(StringRef File, unsigned Line, unsigned Column,
                    const Twine &Message) {
  return llvm::createStringError(File + ":" + Twine(Line) + ":" +
                                 Twine(Column) + ": " + Message);
}

YamlReader::YamlReader(StringRef Yaml, StringRef FileName)
    : Yaml(Yaml), File(FileName) {
  Sources.setDiagHandler(keepSyntaxError, this);
}

llvm::Error YamlReader::read(StringRef What, llvm::ArrayRef<YamlKey> Table) {
  const llvm::MemoryBufferRef Buffer(Yaml, File);
  // The parser can end a mapping early before it reports bad syntax. A first
  // pass keeps that from looking like a missing key.
  yaml::Stream(Buffer, Sources, /*ShowColors=*/false).validate();

  yaml::Stream Stream(Buffer, Sources, /*ShowColors=*/false);
  yaml::document_iterator Document = Stream.begin();
  const SMLoc Start = SMLoc::getFromPointer(Yaml.begin());
  if (!failed())
    mapping({Document->getRoot(), Start}, What, Table);
  if (!failed() && ++Document != Stream.end())
    fail(Document->getRoot()->getSourceRange().Start, "found a second document",
         "expected one document");
  return failed() ? errorAt(File, Line, Column, Message)
                  : llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

void YamlReader::mapping(const YamlValue &V, StringRef What,
                         llvm::ArrayRef<YamlKey> Table) {
  auto *Mapping = llvm::dyn_cast<yaml::MappingNode>(V.Node);
  if (!Mapping)
    return failValue(V, What + ", a mapping");
  const llvm::SmallVector<StringRef, 16> Known(
      llvm::map_range(Table, [](const YamlKey &K) { return K.Name; }));

  llvm::SmallVector<StringRef, 16> Seen;
  for (yaml::KeyValueNode &Entry : *Mapping) {
    yaml::Node *KeyNode = Entry.getKey();
    if (failed())
      return;
    const SMLoc KeyAt = KeyNode->getSourceRange().Start;
    const std::optional<std::string> Name = text({KeyNode, KeyAt}, "a key");
    if (!Name)
      return;
    const YamlKey *Key =
        llvm::find_if(Table, [&](const YamlKey &K) { return K.Name == *Name; });
    if (Key == Table.end())
      return fail(KeyAt, "unknown key '" + *Name + "' in " + What,
                  suggestFor(*Name, Known));
    if (llvm::is_contained(Seen, *Name))
      return fail(KeyAt, "duplicate key '" + *Name + "' in " + What,
                  "expected each key once");
    Seen.push_back(Key->Name);

    yaml::Node *Content = Entry.getValue();
    if (failed())
      return;
    const llvm::SaveAndRestore<StringRef> Inside(CurrentKey, Key->Name);
    const bool KnowsPlace = llvm::isa<yaml::ScalarNode>(Content);
    Key->Read({Content, KnowsPlace ? Content->getSourceRange().Start : KeyAt});
    if (failed())
      return;
  }

  for (const YamlKey &Key : Table)
    if (Key.Required && !llvm::is_contained(Seen, Key.Name))
      return fail(V.At, "missing key '" + Key.Name + "' in " + What,
                  "expected " + Key.Expected);
}

void YamlReader::sequence(
    const YamlValue &V, StringRef Expected,
    llvm::function_ref<void(const YamlValue &)> ReadItem) {
  auto *Sequence = llvm::dyn_cast<yaml::SequenceNode>(V.Node);
  if (!Sequence)
    return failValue(V, Expected);
  for (yaml::Node &Item : *Sequence) {
    if (failed())
      return;
    ReadItem({&Item, Item.getSourceRange().Start});
    if (failed())
      return;
  }
}

std::optional<std::string> YamlReader::text(const YamlValue &V,
                                            StringRef Expected) {
  if (const auto *Block = llvm::dyn_cast<yaml::BlockScalarNode>(V.Node))
    return Block->getValue().rtrim().str();
  llvm::SmallString<64> Buffer;
  if (const auto *Scalar = llvm::dyn_cast<yaml::ScalarNode>(V.Node))
    if (const StringRef Text = Scalar->getValue(Buffer); !Text.empty())
      return Text.str();
  failValue(V, Expected);
  return std::nullopt;
}

std::optional<unsigned> YamlReader::number(const YamlValue &V,
                                           StringRef Expected) {
  const std::optional<std::string> Text = text(V, Expected);
  if (!Text)
    return std::nullopt;
  unsigned Number = 0;
  if (!StringRef(*Text).getAsInteger(10, Number))
    return Number;
  failValue(V, Expected);
  return std::nullopt;
}

std::optional<size_t> YamlReader::word(const YamlValue &V,
                                       llvm::ArrayRef<StringRef> Known) {
  const std::optional<std::string> Text = text(V, anyOf(Known));
  if (!Text)
    return std::nullopt;
  const StringRef *Found = llvm::find(Known, *Text);
  if (Found != Known.end())
    return Found - Known.begin();
  fail(V.At, "unknown value '" + *Text + "' for '" + CurrentKey + "'",
       suggestFor(*Text, Known));
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

YamlKey YamlReader::textKey(StringRef Name, StringRef Expected,
                            std::string &Into) {
  return {Name, Expected, [this, Expected, &Into](const YamlValue &V) {
            Into = text(V, Expected).value_or("");
          }};
}

YamlKey YamlReader::flagKey(StringRef Name, bool &Into) {
  return {Name, "'true' or 'false'", [this, &Into](const YamlValue &V) {
            Into = word(V, {"false", "true"}) == 1;
          }};
}

//===----------------------------------------------------------------------===//
// Errors: the first one counts
//===----------------------------------------------------------------------===//

void YamlReader::failAt(unsigned AtLine, unsigned AtColumn, const Twine &Text) {
  if (failed())
    return;
  Line = AtLine;
  Column = AtColumn;
  Message = Text.str();
}

void YamlReader::fail(SMLoc At, const Twine &Wrong, const Twine &Expected) {
  const auto [AtLine, AtColumn] = Sources.getLineAndColumn(At);
  failAt(AtLine, AtColumn, Wrong + "; " + Expected);
}

void YamlReader::failValue(const YamlValue &V, const Twine &Expected) {
  llvm::SmallString<32> Buffer;
  const auto *Scalar = llvm::dyn_cast<yaml::ScalarNode>(V.Node);
  const std::string Found =
      Scalar ? ("'" + Scalar->getValue(Buffer) + "'").str()
      : llvm::isa<yaml::NullNode>(V.Node)     ? "no value"
      : llvm::isa<yaml::SequenceNode>(V.Node) ? "a list"
      : llvm::isa<yaml::MappingNode>(V.Node)  ? "a mapping"
      : llvm::isa<yaml::AliasNode>(V.Node)    ? "an alias"
                                              : "a block of text";
  const std::string Where =
      CurrentKey.empty() ? "" : (" for '" + CurrentKey + "'").str();
  fail(V.At, "found " + Found + Where, "expected " + Expected);
}

void YamlReader::keepSyntaxError(const llvm::SMDiagnostic &D, void *Reader) {
  std::string Text = D.getMessage().rtrim('.').str();
  if (!Text.empty())
    Text.front() = llvm::toLower(Text.front());
  static_cast<YamlReader *>(Reader)->failAt(D.getLineNo(), D.getColumnNo() + 1,
                                            "malformed YAML (" + Text +
                                                "); expected YAML 1.2");
}

} // namespace fearless
