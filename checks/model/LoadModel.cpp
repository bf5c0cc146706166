//===- LoadModel.cpp - YAML rows -> Model ---------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table of keys a record kind. Rows go into a model of their own, which is
// merged only when the whole file is right.
// Long because each kind of row has its table here, and they are read together.
//
//===----------------------------------------------------------------------===//

#include "model/LoadModel.h"
#include "model/ReadNames.h"
#include "model/ReadYaml.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"

namespace fearless {
namespace {

using llvm::StringRef;
using llvm::Twine;

/// The version of the format.
constexpr StringRef Schema = "1";
/// The source of a row that nobody has held against one yet: it is read, but
/// not loaded.
constexpr StringRef FromMemory = "mem";

constexpr StringRef RowList = "a list of rows";
constexpr StringRef NameList = "a list of names";
constexpr StringRef Position = "a position, counted from 0";

class ModelReader {
public:
  ModelReader(StringRef Yaml, StringRef FileName) : Reader(Yaml, FileName) {}

  llvm::Expected<Model> read();

private:
  using Table = std::vector<YamlKey>;

  Table keysOf(SpawnRow &Row);
  Table keysOf(HandleRow &Row);
  Table keysOf(WaitRow &Row);
  Table keysOf(TypeRow &Row);
  Table keysOf(FunctionRow &Row);
  template <class Row> Table keysOf(Row &R) {
    return fearless::keysOf(Reader, R);
  }

  template <class Row>
  YamlKey rowsKey(StringRef Kind, StringRef What, llvm::StringMap<Row> &Into);
  template <class Row>
  void readRow(const YamlValue &V, StringRef Kind, StringRef What,
               llvm::StringMap<llvm::SMLoc> &Seen, llvm::StringMap<Row> &Into);

  std::string readName(const YamlValue &V);
  std::string readTypeName(const YamlValue &V, std::vector<std::string> &Into);
  YamlKey conditionKey(StringRef Name, std::optional<TypeCondition> &Into);
  YamlKey typesKey(StringRef Name, std::vector<std::string> &Into);
  YamlKey membersKey(StringRef Name, std::vector<std::string> &Into);
  YamlKey argsKey(SpawnRow &Row);
  YamlKey handleKey(SpawnRow &Row);

  YamlReader Reader;
  /// Names the file, for its readers and in messages.
  std::string Library;
};

//===----------------------------------------------------------------------===//
// Keys with values of their own kind
//===----------------------------------------------------------------------===//

std::string ModelReader::readName(const YamlValue &V) {
  const std::optional<std::string> Name = Reader.text(V, "a name");
  if (Name && !isQualifiedName(*Name))
    Reader.failValue(V, "a qualified name such as 'ns::Class::member', of "
                        "identifiers alone");
  return Name.value_or("");
}

/// "std::map<K, V, Rest...>": the name, and the pattern behind it.
std::string ModelReader::readTypeName(const YamlValue &V,
                                      std::vector<std::string> &Into) {
  const std::optional<std::string> Text = Reader.text(V, "a name");
  std::string Name;
  const bool Right = splitPattern(Text.value_or(""), Name, Into);
  if (Text && !Right)
    Reader.failValue(V, "a qualified name such as 'ns::Class<T, Rest...>'");
  return Name;
}

YamlKey ModelReader::conditionKey(StringRef Name,
                                  std::optional<TypeCondition> &Into) {
  static constexpr StringRef Expected =
      "a condition such as 'true' or 'send(T) & shared(T)'";
  return {Name, Expected, [this, &Into](const YamlValue &V) {
            const std::optional<std::string> Text = Reader.text(V, Expected);
            if (!Text)
              return;
            if (llvm::Expected<TypeCondition> Read = readTypeCondition(*Text))
              Into = std::move(*Read);
            else
              Reader.fail(V.At, llvm::toString(Read.takeError()),
                          "a condition is made of predicates of template "
                          "arguments, '!', '&' and '|'");
          }};
}

YamlKey ModelReader::typesKey(StringRef Name, std::vector<std::string> &Into) {
  return {Name, NameList, [this, &Into](const YamlValue &V) {
            Reader.sequence(V, NameList, [&](const YamlValue &Item) {
              Into.push_back(readName(Item));
            });
          }};
}

/// Members of a handle, or free functions whose first argument it is: the
/// handle's type leaves no doubt, so their names have no scope.
YamlKey ModelReader::membersKey(StringRef Name,
                                std::vector<std::string> &Into) {
  return {Name, NameList, [this, &Into](const YamlValue &V) {
            Reader.sequence(V, NameList, [&](const YamlValue &Item) {
              const std::optional<std::string> Member =
                  Reader.text(Item, "a name");
              if (Member && !isIdentifier(*Member))
                Reader.failValue(Item, "the name of a member or function, "
                                       "without its scope");
              Into.push_back(Member.value_or(""));
            });
          }};
}

YamlKey ModelReader::argsKey(SpawnRow &Row) {
  static constexpr StringRef Expected = "a list of positions, counted from 0";
  return {"args", Expected, [this, &Row](const YamlValue &V) {
            Row.Args.emplace();
            Reader.sequence(V, Expected, [&](const YamlValue &Item) {
              Row.Args->push_back(Reader.number(Item, Position).value_or(0));
            });
          }};
}

static std::optional<HandlePlace> handlePlace(StringRef Name) {
  return llvm::StringSwitch<std::optional<HandlePlace>>(Name)
      .Case("this", HandlePlace::This)
      .Case("result", HandlePlace::Result)
      .Case("object", HandlePlace::Object)
      .Case("none", HandlePlace::None)
      .Case("call", HandlePlace::Call)
      .Default(std::nullopt);
}

/// A word, or "*N" for the object that argument N points to.
YamlKey ModelReader::handleKey(SpawnRow &Row) {
  static constexpr StringRef Expected =
      "'this', 'result', 'object', 'none', 'call' or '*N', where N is the "
      "position of a pointer";
  return {"handle", Expected, [this, &Row](const YamlValue &V) {
            const std::optional<std::string> Text = Reader.text(V, Expected);
            if (!Text)
              return;
            StringRef Place = *Text;
            if (Place.consume_front("*") &&
                !Place.getAsInteger(10, Row.HandleArg))
              Row.Handle = HandlePlace::Pointee;
            else if (const auto Named = handlePlace(*Text))
              Row.Handle = *Named;
            else
              Reader.failValue(V, Expected);
          }};
}

//===----------------------------------------------------------------------===//
// Record kinds
//===----------------------------------------------------------------------===//

ModelReader::Table ModelReader::keysOf(SpawnRow &Row) {
  return {Reader.numberKey("callable", Position, Row.Callable),
          Reader.flagKey("callable_is_last", Row.CallableIsLast),
          typesKey("skip", Row.SkipTypes),
          argsKey(Row),
          Reader.enumKey<Transfer>("transfer", "a kind of transfer", Row.How,
                                   {{"decay", Transfer::Decay},
                                    {"copy", Transfer::Copy},
                                    {"pointer", Transfer::Pointer}}),
          handleKey(Row),
          typesKey("kept_by", Row.KeptBy),
          Reader.flagKey("nonzero_is_failure", Row.NonzeroIsFailure),
          YamlKey{"deferred_by", "the name of an enumerator",
                  [this, &Row](const YamlValue &V) {
                    Row.DeferredBy = readName(V);
                  }}};
}

ModelReader::Table ModelReader::keysOf(HandleRow &Row) {
  return {membersKey("join", Row.Join),
          membersKey("detach", Row.Detach),
          membersKey("test", Row.Test),
          membersKey("looks", Row.Looks),
          Reader.enumKey<HandleEnd>("end", "what the destructor does",
                                    Row.AtEnd,
                                    {{"join", HandleEnd::Join},
                                     {"terminate", HandleEnd::Terminate},
                                     {"leak", HandleEnd::Leak}}),
          Reader.flagKey("copies", Row.Copies)};
}

ModelReader::Table ModelReader::keysOf(WaitRow &Row) {
  return {Reader.numberKey("on", Position, Row.On)};
}

ModelReader::Table ModelReader::keysOf(TypeRow &Row) {
  return {Reader.flagKey("view", Row.View),
          Reader.flagKey("shares", Row.Shares),
          conditionKey("send", Row.Send),
          conditionKey("sync", Row.Sync),
          conditionKey("ts", Row.ThreadSafe),
          Reader.flagKey("with_derived", Row.WithDerived),
          Reader.flagKey("thread_owned", Row.ThreadOwned),
          Reader.textKey("count", "'plain' or 'atomic'", Row.Count),
          Reader.textKey("affinity", "the thread that objects belong to",
                         Row.Affinity),
          membersKey("except", Row.Except),
          Reader.textKey("reason", "why, in a few words", Row.Reason)};
}

ModelReader::Table ModelReader::keysOf(FunctionRow &Row) {
  return {Reader
              .enumKey<ResultIs>("result", "what the result is", Row.Result,
                                 {{"reference", ResultIs::Reference},
                                  {"argument", ResultIs::Argument},
                                  {"bundle", ResultIs::Bundle},
                                  {"link", ResultIs::Link}})
              .required()};
}

/// Reads one row into as many rows as it has names.
template <class Row>
void ModelReader::readRow(const YamlValue &V, StringRef Kind, StringRef What,
                          llvm::StringMap<llvm::SMLoc> &Seen,
                          llvm::StringMap<Row> &Into) {
  Row Read;
  std::vector<std::string> Names;
  std::vector<std::vector<std::string>> Patterns;
  const auto ReadNames = [&](const YamlValue &List) {
    Reader.sequence(List, NameList, [&](const YamlValue &Item) {
      if constexpr (std::is_same_v<Row, TypeRow>) {
        const std::string Name = readTypeName(Item, Patterns.emplace_back());
        Names.push_back(keyOf(Name, Patterns.back()));
      } else {
        Names.push_back(readName(Item));
      }
      const auto [First, New] = Seen.try_emplace(Names.back(), Item.At);
      if (!New)
        Reader.fail(Item.At,
                    "duplicate name '" + Names.back() + "' in '" + Kind + "'",
                    "expected one row for each name (the first is in line " +
                        Twine(Reader.lineOf(First->second)) + ")");
    });
    if (Names.empty())
      Reader.failValue(List, "at least one name");
  };

  Table Keys = keysOf(Read);
  Keys.push_back(YamlKey{"name", NameList, ReadNames}.required());
  Keys.push_back(
      Reader.textKey("src", "the source of the fact", Read.Source).required());
  Reader.mapping(V, What, Keys);
  if (Reader.failed() || Read.Source == FromMemory)
    return;
  for (size_t I = 0; I != Names.size(); ++I) {
    Read.Name = Names[I];
    if constexpr (std::is_same_v<Row, TypeRow>) {
      Read.Name = StringRef(Names[I]).split('<').first.str();
      Read.Pattern = Patterns[I];
      Read.Library = Library;
      if (const std::string Unbound = unboundName(Read); !Unbound.empty())
        return Reader.fail(
            V.At, "'" + Unbound + "' is no argument of '" + Names[I] + "'",
            "conditions ask about names of the pattern");
    }
    Into[Names[I]] = Read;
  }
}

template <class Row>
YamlKey ModelReader::rowsKey(StringRef Kind, StringRef What,
                             llvm::StringMap<Row> &Into) {
  return {Kind, RowList, [this, Kind, What, &Into](const YamlValue &V) {
            llvm::StringMap<llvm::SMLoc> Seen;
            Reader.sequence(V, RowList, [&](const YamlValue &Item) {
              readRow(Item, Kind, What, Seen, Into);
            });
          }};
}

llvm::Expected<Model> ModelReader::read() {
  Model M;
  const auto ReadSchema = [this](const YamlValue &V) {
    const std::optional<std::string> Text = Reader.text(V, Schema);
    if (Text && *Text != Schema)
      Reader.fail(V.At, "unknown schema '" + *Text + "'", "expected " + Schema);
  };
  const Table Keys = {
      YamlKey{"schema", Schema, ReadSchema}.required(),
      Reader.textKey("library", "the name of a library", Library).required(),
      rowsKey("spawn", "a spawn row", M.Spawns),
      rowsKey("handles", "a handle row", M.Handles),
      rowsKey("waits", "a wait row", M.Waits),
      rowsKey("types", "a type row", M.Types),
      rowsKey("functions", "a function row", M.Functions),
      rowsKey("locks", "a lock row", M.Locks),
      rowsKey("guards", "a guard row", M.Guards),
      rowsKey("lock_functions", "a lock function row", M.LockFunctions),
      rowsKey("blocking", "a blocking row", M.Blocking)};
  if (llvm::Error E = Reader.read("a model file", Keys))
    return E;
  return M;
}

/// Moves the rows of one kind over, in place of those of the same name.
template <class Row>
void replaceRows(llvm::StringMap<Row> &Into, llvm::StringMap<Row> &From) {
  for (auto &Entry : From)
    Into[Entry.getKey()] = std::move(Entry.getValue());
}

void replaceAll(Model &M, Model New) {
  replaceRows(M.Spawns, New.Spawns);
  replaceRows(M.Handles, New.Handles);
  replaceRows(M.Waits, New.Waits);
  replaceRows(M.Types, New.Types);
  replaceRows(M.Functions, New.Functions);
  replaceRows(M.Locks, New.Locks);
  replaceRows(M.Guards, New.Guards);
  replaceRows(M.LockFunctions, New.LockFunctions);
  replaceRows(M.Blocking, New.Blocking);
}

} // namespace

llvm::Error addRows(Model &M, StringRef Yaml, StringRef FileName) {
  llvm::Expected<Model> New = ModelReader(Yaml, FileName).read();
  if (!New)
    return New.takeError();
  replaceAll(M, std::move(*New));
  return llvm::Error::success();
}

llvm::Error addRowsOfFile(Model &M, StringRef Path) {
  const auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return errorAt(Path, 1, 1,
                   "cannot read the file (" + Buffer.getError().message() +
                       "); expected a YAML file");
  llvm::Expected<Model> New = ModelReader((*Buffer)->getBuffer(), Path).read();
  if (!New)
    return New.takeError();
  const auto KeepNames = [&](const auto &Rows) {
    for (const auto &Entry : Rows)
      if (!Entry.getKey().contains("::"))
        M.OwnNames.insert(Entry.getKey());
  };
  KeepNames(New->Spawns);
  KeepNames(New->Waits);
  KeepNames(New->Functions);
  KeepNames(New->LockFunctions);
  KeepNames(New->Blocking);
  replaceAll(M, std::move(*New));
  return llvm::Error::success();
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
