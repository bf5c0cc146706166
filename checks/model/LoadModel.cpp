//===- LoadModel.cpp - YAML rows -> Model -----------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the nodes of LLVM's YAML parser by tables of keys, one table a record
// kind. YAML I/O by traits would be shorter, but cannot tell the place of one
// name in a list, nor which key was probably meant.
//
// The first error ends the reading. Rows go into a model of their own, which
// is merged only when the whole file is right.
//
//===----------------------------------------------------------------------===//

#include "model/LoadModel.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SaveAndRestore.h"
#include "llvm/Support/YAMLParser.h"
#include <functional>

namespace fearless {
namespace {

using llvm::SMLoc;
using llvm::StringRef;
using llvm::Twine;
namespace yaml = llvm::yaml;

/// The version of the format, and the source of rows that nobody checked.
constexpr StringRef Schema = "1";
constexpr StringRef FromMemory = "mem";

constexpr StringRef Rows = "a list of rows";
constexpr StringRef Names = "a list of qualified names";
constexpr StringRef Members = "a list of names";
constexpr StringRef Position = "a position, counted from 0";
constexpr StringRef Flag = "'true' or 'false'";

/// The error of a file, for one place in it.
llvm::Error errorAt(StringRef File, unsigned Line, unsigned Column,
                    const Twine &Message) {
  return llvm::createStringError(File + ":" + Twine(Line) + ":" +
                                 Twine(Column) + ": " + Message);
}

/// "'a'", "'a' or 'b'", "'a', 'b' or 'c'".
std::string anyOf(llvm::ArrayRef<StringRef> Words) {
  std::string Text;
  for (size_t I = 0; I != Words.size(); ++I)
    Text += ((I == 0 ? "" : I + 1 == Words.size() ? " or " : ", ") +
             Twine("'") + Words[I] + "'")
                .str();
  return Text;
}

/// What to write instead of Word: the one word it resembles, or all of them.
std::string suggestFor(StringRef Word, llvm::ArrayRef<StringRef> Known) {
  const auto Distance = [&](StringRef K) { return Word.edit_distance(K); };
  const StringRef Nearest = *llvm::min_element(
      Known, [&](StringRef A, StringRef B) { return Distance(A) < Distance(B); });
  if (Distance(Nearest) <= std::max<size_t>(1, Nearest.size() / 3))
    return ("did you mean '" + Nearest + "'?").str();
  return "expected " + anyOf(Known);
}

/// std::thread::thread, my::Pool::~Pool, my::Task::operator(): what a
/// declaration's name can look like. Template arguments or parentheses would
/// never match one.
bool isQualifiedName(StringRef Name) {
  const auto IsPart = [](StringRef Part) {
    Part.consume_front("~");
    return !Part.empty() && !llvm::isDigit(Part.front()) &&
           llvm::all_of(Part, [](char C) { return llvm::isAlnum(C) || C == '_'; });
  };
  const auto [Scope, Last] = Name.rsplit("::");
  if ((Last.empty() ? Scope : Last).starts_with("operator"))
    return Last.empty() || isQualifiedName(Scope);
  llvm::SmallVector<StringRef, 4> Parts;
  Name.split(Parts, "::");
  return llvm::all_of(Parts, IsPart);
}

/// A node, and where to point when it is wrong: only scalars know their exact
/// place, the others are shown at their key.
struct Value {
  yaml::Node *Node;
  SMLoc At;
};

/// One key of a mapping and what becomes of its value.
struct Key {
  StringRef Name;
  /// What the value has to be, for messages.
  StringRef Expected;
  enum { Optional, Required } Need;
  std::function<void(const Value &)> Read;
};

using Keys = std::vector<Key>;

class FileReader {
public:
  FileReader(StringRef Yaml, StringRef FileName) : File(FileName) {
    Sources.setDiagHandler(keepSyntaxError, this);
    Stream.emplace(llvm::MemoryBufferRef(Yaml, File), Sources,
                   /*ShowColors=*/false);
  }

  llvm::Expected<Model> read();

private:
  // Values.
  void mapping(const Value &V, StringRef What, const Keys &Table);
  void sequence(const Value &V, StringRef Expected,
                llvm::function_ref<void(const Value &)> ReadItem);
  std::optional<std::string> text(const Value &V, StringRef Expected);

  // Keys whose value goes straight into a field.
  Key textKey(StringRef Name, StringRef Expected, std::string &Into);
  Key flagKey(StringRef Name, bool &Into);
  Key positionKey(StringRef Name, std::optional<unsigned> &Into);
  Key positionKey(StringRef Name, unsigned &Into);
  Key membersKey(StringRef Name, std::vector<std::string> &Into);
  template <class Enum>
  Key enumKey(StringRef Name,
              std::vector<std::pair<StringRef, Enum>> Enumerators, Enum &Into);
  Key handleKey(SpawnRow &Row);
  Key argsKey(SpawnRow &Row);
  unsigned position(const Value &V, StringRef KeyName);
  std::string qualifiedName(const Value &V);

  // Record kinds.
  Keys keysOf(SpawnRow &Row);
  Keys keysOf(HandleRow &Row);
  Keys keysOf(WaitRow &Row);
  Keys keysOf(TypeRow &Row);
  Keys keysOf(FunctionRow &Row);
  template <class Row>
  Key rowsKey(StringRef Kind, StringRef What, llvm::StringMap<Row> &Into);
  template <class Row>
  void row(const Value &V, StringRef Kind, StringRef What,
           llvm::StringMap<SMLoc> &Seen, llvm::StringMap<Row> &Into);

  // Errors. The first one counts.
  bool failed() const { return Line != 0; }
  void fail(SMLoc At, const Twine &Wrong, const Twine &Expected);
  void failAt(unsigned AtLine, unsigned AtColumn, const Twine &Text);
  void failValue(const Value &V, StringRef Expected);
  static void keepSyntaxError(const llvm::SMDiagnostic &D, void *Reader);

  const StringRef File;
  llvm::SourceMgr Sources;
  std::optional<yaml::Stream> Stream;
  /// The key whose value is being read.
  StringRef CurrentKey;
  unsigned Line = 0;
  unsigned Column = 0;
  std::string Message;
};

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

void FileReader::failAt(unsigned AtLine, unsigned AtColumn, const Twine &Text) {
  if (failed())
    return;
  Line = AtLine;
  Column = AtColumn;
  Message = Text.str();
}

void FileReader::fail(SMLoc At, const Twine &Wrong, const Twine &Expected) {
  const auto [AtLine, AtColumn] = Sources.getLineAndColumn(At);
  failAt(AtLine, AtColumn, Wrong + "; " + Expected);
}

/// The kind of V is wrong, or its text is.
void FileReader::failValue(const Value &V, StringRef Expected) {
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

void FileReader::keepSyntaxError(const llvm::SMDiagnostic &D, void *Reader) {
  auto &Self = *static_cast<FileReader *>(Reader);
  std::string Text = D.getMessage().rtrim('.').str();
  Text[0] = llvm::toLower(Text[0]);
  Self.failAt(D.getLineNo(), D.getColumnNo() + 1,
              "malformed YAML (" + Text + "); expected YAML 1.2");
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// Reads a mapping that has the keys of the table and no other.
void FileReader::mapping(const Value &V, StringRef What, const Keys &Table) {
  auto *Mapping = llvm::dyn_cast<yaml::MappingNode>(V.Node);
  if (!Mapping)
    return failValue(V, What.str() + ", a mapping");
  llvm::SmallVector<StringRef, 16> Known;
  for (const Key &K : Table)
    Known.push_back(K.Name);

  llvm::SmallVector<const Key *, 16> Seen;
  for (yaml::KeyValueNode &Entry : *Mapping) {
    yaml::Node *KeyNode = Entry.getKey();
    if (failed())
      return;
    const SMLoc KeyAt = KeyNode->getSourceRange().Start;
    const std::optional<std::string> Name = text({KeyNode, KeyAt}, "a key");
    if (!Name)
      return;
    const auto Found = llvm::find_if(
        Table, [&](const Key &K) { return K.Name == *Name; });
    if (Found == Table.end())
      return fail(KeyAt, "unknown key '" + *Name + "' in " + What,
                  suggestFor(*Name, Known));
    if (llvm::is_contained(Seen, &*Found))
      return fail(KeyAt, "duplicate key '" + *Name + "' in " + What,
                  "expected each key once");
    Seen.push_back(&*Found);

    yaml::Node *Content = Entry.getValue();
    if (failed())
      return;
    const llvm::SaveAndRestore<StringRef> Inside(CurrentKey, Found->Name);
    const bool HasPlace = llvm::isa<yaml::ScalarNode>(Content);
    Found->Read({Content, HasPlace ? Content->getSourceRange().Start : KeyAt});
    if (failed())
      return;
  }
  for (const Key &K : Table)
    if (K.Need == Key::Required && !llvm::is_contained(Seen, &K))
      return fail(V.At, "missing key '" + K.Name + "' in " + What,
                  "expected " + K.Expected);
}

void FileReader::sequence(const Value &V, StringRef Expected,
                          llvm::function_ref<void(const Value &)> ReadItem) {
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

std::optional<std::string> FileReader::text(const Value &V,
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

unsigned FileReader::position(const Value &V, StringRef Expected) {
  unsigned Number = 0;
  const std::optional<std::string> Text = text(V, Expected);
  if (Text && StringRef(*Text).getAsInteger(10, Number))
    failValue(V, Expected);
  return Number;
}

std::string FileReader::qualifiedName(const Value &V) {
  const std::optional<std::string> Name = text(V, "a qualified name");
  if (!Name)
    return "";
  if (!isQualifiedName(*Name))
    failValue(V, "a qualified name such as 'ns::Class::member', without "
                 "template arguments or parentheses");
  return *Name;
}

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

Key FileReader::textKey(StringRef Name, StringRef Expected, std::string &Into) {
  return {Name, Expected, Key::Optional, [this, Expected, &Into](const Value &V) {
            Into = text(V, Expected).value_or("");
          }};
}

Key FileReader::flagKey(StringRef Name, bool &Into) {
  return {Name, Flag, Key::Optional, [this, &Into](const Value &V) {
            const std::optional<std::string> Text = text(V, Flag);
            Into = Text == "true";
            if (Text && !Into && Text != "false")
              failValue(V, Flag);
          }};
}

Key FileReader::positionKey(StringRef Name, unsigned &Into) {
  return {Name, Position, Key::Optional, [this, &Into](const Value &V) {
            Into = position(V, Position);
          }};
}

Key FileReader::positionKey(StringRef Name, std::optional<unsigned> &Into) {
  return {Name, Position, Key::Optional, [this, &Into](const Value &V) {
            Into = position(V, Position);
          }};
}

Key FileReader::membersKey(StringRef Name, std::vector<std::string> &Into) {
  return {Name, Members, Key::Optional, [this, &Into](const Value &V) {
            sequence(V, Members, [&](const Value &Item) {
              Into.push_back(qualifiedName(Item));
            });
          }};
}

template <class Enum>
Key FileReader::enumKey(StringRef Name,
                        std::vector<std::pair<StringRef, Enum>> Enumerators,
                        Enum &Into) {
  return {Name, "", Key::Optional,
          [this, Name, Enumerators = std::move(Enumerators),
           &Into](const Value &V) {
            llvm::SmallVector<StringRef, 4> Known(
                llvm::make_first_range(Enumerators));
            const std::string Expected = anyOf(Known);
            const std::optional<std::string> Text = text(V, Expected);
            if (!Text)
              return;
            const auto Found = llvm::find_if(
                Enumerators, [&](const auto &E) { return E.first == *Text; });
            if (Found == Enumerators.end())
              return fail(V.At, "unknown value '" + *Text + "' of '" + Name + "'",
                          suggestFor(*Text, Known));
            Into = Found->second;
          }};
}

/// `this`, `result`, or "*N" for the object that argument N points to.
Key FileReader::handleKey(SpawnRow &Row) {
  static constexpr StringRef Expected =
      "'this', 'result' or '*N', where N is the position of a pointer";
  return {"handle", Expected, Key::Optional, [this, &Row](const Value &V) {
            const std::optional<std::string> Text = text(V, Expected);
            if (!Text)
              return;
            StringRef Place = *Text;
            if (Place == "this")
              Row.Handle = HandlePlace::This;
            else if (Place == "result")
              Row.Handle = HandlePlace::Result;
            else if (Place.consume_front("*") &&
                     !Place.getAsInteger(10, Row.HandleArg))
              Row.Handle = HandlePlace::Pointee;
            else
              failValue(V, Expected);
          }};
}

Key FileReader::argsKey(SpawnRow &Row) {
  static constexpr StringRef Expected = "a list of positions, counted from 0";
  return {"args", Expected, Key::Optional, [this, &Row](const Value &V) {
            Row.Args.emplace();
            sequence(V, Expected, [&](const Value &Item) {
              Row.Args->push_back(position(Item, Position));
            });
          }};
}

//===----------------------------------------------------------------------===//
// Record kinds
//===----------------------------------------------------------------------===//

Keys FileReader::keysOf(SpawnRow &Row) {
  return {positionKey("callable", Row.Callable),
          membersKey("skip", Row.SkipTypes),
          argsKey(Row),
          enumKey<Transfer>("transfer",
                            {{"decay", Transfer::Decay},
                             {"copy", Transfer::Copy},
                             {"pointer", Transfer::Pointer}},
                            Row.How),
          handleKey(Row),
          flagKey("nonzero_is_failure", Row.NonzeroIsFailure),
          textKey("deferred_by", "the qualified name of an enumerator",
                  Row.DeferredBy)};
}

Keys FileReader::keysOf(HandleRow &Row) {
  return {membersKey("join", Row.Join),
          membersKey("detach", Row.Detach),
          membersKey("test", Row.Test),
          enumKey<HandleEnd>("end",
                             {{"join", HandleEnd::Join},
                              {"terminate", HandleEnd::Terminate},
                              {"leak", HandleEnd::Leak}},
                             Row.AtEnd),
          flagKey("copies", Row.Copies)};
}

Keys FileReader::keysOf(WaitRow &Row) { return {positionKey("on", Row.On)}; }

Keys FileReader::keysOf(TypeRow &Row) {
  return {flagKey("view", Row.View), flagKey("shares", Row.Shares)};
}

Keys FileReader::keysOf(FunctionRow &Row) {
  Key Result = enumKey<ResultIs>("result",
                                 {{"reference", ResultIs::Reference},
                                  {"argument", ResultIs::Argument},
                                  {"bundle", ResultIs::Bundle},
                                  {"link", ResultIs::Link}},
                                 Row.Result);
  Result.Need = Key::Required;
  Result.Expected = "what the result is to the arguments";
  return {Result};
}

/// Reads one row into as many rows as it has names.
template <class Row>
void FileReader::row(const Value &V, StringRef Kind, StringRef What,
                     llvm::StringMap<SMLoc> &Seen, llvm::StringMap<Row> &Into) {
  Row Read;
  std::vector<std::string> RowNames;
  Keys Table = keysOf(Read);
  Table.push_back({"name", Names, Key::Required, [&](const Value &List) {
                     sequence(List, Names, [&](const Value &Item) {
                       RowNames.push_back(qualifiedName(Item));
                       const auto [First, New] =
                           Seen.try_emplace(RowNames.back(), Item.At);
                       if (!New)
                         fail(Item.At,
                              "duplicate name '" + RowNames.back() + "' in '" +
                                  Kind + "'",
                              "expected one row a name (the first is in line " +
                                  Twine(Sources.FindLineNumber(First->second)) +
                                  ")");
                     });
                     if (RowNames.empty())
                       failValue(List, "at least one qualified name");
                   }});
  Key Source = textKey("src", "the source of the fact", Read.Source);
  Source.Need = Key::Required;
  Table.push_back(Source);

  mapping(V, What, Table);
  if (failed() || Read.Source == FromMemory)
    return;
  for (std::string &Name : RowNames) {
    Read.Name = Name;
    Into[Name] = Read;
  }
}

template <class Row>
Key FileReader::rowsKey(StringRef Kind, StringRef What,
                        llvm::StringMap<Row> &Into) {
  return {Kind, Rows, Key::Optional, [this, Kind, What, &Into](const Value &V) {
            llvm::StringMap<SMLoc> Seen;
            sequence(V, Rows, [&](const Value &Item) {
              row(Item, Kind, What, Seen, Into);
            });
          }};
}

llvm::Expected<Model> FileReader::read() {
  Model M;
  std::string Library;
  const auto ReadSchema = [this](const Value &V) {
    const std::optional<std::string> Text = text(V, Schema);
    if (Text && *Text != Schema)
      fail(V.At, "unknown schema '" + *Text + "'", "expected " + Schema);
  };
  Key LibraryKey = textKey("library", "the name of a library", Library);
  LibraryKey.Need = Key::Required;

  yaml::document_iterator Document = Stream->begin();
  const Value Root = {Document->getRoot(),
                      SMLoc::getFromPointer(
                          Sources.getMemoryBuffer(1)->getBufferStart())};
  if (!failed())
    mapping(Root, "a model file",
            {{"schema", Schema, Key::Required, ReadSchema},
             LibraryKey,
             rowsKey("spawn", "a spawn row", M.Spawns),
             rowsKey("handles", "a handle row", M.Handles),
             rowsKey("waits", "a wait row", M.Waits),
             rowsKey("types", "a type row", M.Types),
             rowsKey("functions", "a function row", M.Functions)});
  if (!failed() && ++Document != Stream->end())
    fail(Document->getRoot()->getSourceRange().Start, "found a second document",
         "expected one document");
  if (failed())
    return errorAt(File, Line, Column, Message);
  return M;
}

/// Moves the rows of one kind over, in place of those of the same name.
template <class Row>
void replaceRows(llvm::StringMap<Row> &Into, llvm::StringMap<Row> &From) {
  for (auto &Entry : From)
    Into[Entry.getKey()] = std::move(Entry.getValue());
}

} // namespace

llvm::Error addRows(Model &M, StringRef Yaml, StringRef FileName) {
  llvm::Expected<Model> New = FileReader(Yaml, FileName).read();
  if (!New)
    return New.takeError();
  replaceRows(M.Spawns, New->Spawns);
  replaceRows(M.Handles, New->Handles);
  replaceRows(M.Waits, New->Waits);
  replaceRows(M.Types, New->Types);
  replaceRows(M.Functions, New->Functions);
  return llvm::Error::success();
}

llvm::Error addRowsOfFile(Model &M, StringRef Path) {
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> Buffer =
      llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return errorAt(Path, 1, 1,
                   "cannot read the file (" + Buffer.getError().message() +
                       "); expected a readable YAML file");
  return addRows(M, (*Buffer)->getBuffer(), Path);
}

const Model &shippedModel() {
  static const Model Shipped = [] {
    Model M;
    for (const ShippedModel &File : shippedModels())
      if (llvm::Error E = addRows(M, File.Yaml, File.FileName))
        llvm::report_fatal_error(std::move(E), /*gen_crash_diag=*/false);
    return M;
  }();
  return Shipped;
}

} // namespace fearless
