//===- WriteUnitFile.cpp - Contents -> bytes of a unit file ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The records are put twice: into a sink that collects their texts, then into
// one that writes the numbers of these.
//
//===----------------------------------------------------------------------===//

#include "summary/Layout.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

namespace fearless {

using TextNumbers = llvm::DenseMap<llvm::StringRef, uint64_t>;

/// What both sinks have in common: where the texts and numbers are.
template <class Sink> struct RecordSink {
  static constexpr bool Changes = false, Reads = false;

  void flag(bool F) { self().number(F); }
  template <class E> void word(E Value, E) { self().number(uint64_t(Value)); }
  void file(llvm::StringRef F) { self().text(F); }
  void files(const std::vector<std::string> &Files) { all(Files); }

  void path(const AccessPath &P) {
    self().number(uint64_t(P.From) | uint64_t(P.Index != 0) << 3 |
                  uint64_t(!P.Global.empty()) << 4 |
                  uint64_t(P.Fields.size()) << 5);
    if (P.Index != 0)
      self().number(P.Index);
    if (!P.Global.empty())
      self().text(P.Global);
    for (const std::string &Field : P.Fields)
      self().text(Field);
  }

  template <class Records> void all(const Records &All) {
    self().number(All.size());
    for (const auto &Record : All)
      one(Record);
  }

  void functions(const std::map<std::string, FunctionSummary> &All) {
    self().number(All.size());
    for (const auto &[Entity, F] : All)
      layout(self(), F);
  }

private:
  template <class T> void one(const T &Record) { layout(self(), Record); }
  template <class K, class V> void one(const std::pair<const K, V> &Entry) {
    one(Entry.first);
    one(Entry.second);
  }
  template <class T> void one(const std::vector<T> &Inner) { all(Inner); }
  template <class T> void one(const std::set<T> &Inner) { all(Inner); }

  Sink &self() { return static_cast<Sink &>(*this); }
};

struct TextCollector : RecordSink<TextCollector> {
  TextNumbers Numbers;

  void number(uint64_t) {}
  void text(llvm::StringRef T) { Numbers.try_emplace(T, 0); }
};

struct RecordWriter : RecordSink<RecordWriter> {
  RecordWriter(llvm::raw_ostream &OS, const TextNumbers &Numbers)
      : OS(OS), Numbers(Numbers) {}

  void number(uint64_t N) { llvm::encodeULEB128(N, OS); }
  void text(llvm::StringRef T) { number(Numbers.lookup(T)); }

  llvm::raw_ostream &OS;
  const TextNumbers &Numbers;
};

static size_t sharedStart(llvm::StringRef A, llvm::StringRef B) {
  const size_t Most = std::min(A.size(), B.size());
  return std::mismatch(A.begin(), A.begin() + Most, B.begin()).first -
         A.begin();
}

/// Writes the texts in order, and numbers them.
static void writeTexts(llvm::raw_ostream &OS, TextNumbers &Numbers) {
  Numbers.erase(llvm::StringRef());
  std::vector<llvm::StringRef> Texts(llvm::make_first_range(Numbers).begin(),
                                     llvm::make_first_range(Numbers).end());
  llvm::sort(Texts);
  llvm::encodeULEB128(Texts.size(), OS);
  llvm::StringRef Before;
  uint64_t Number = 0;
  for (llvm::StringRef Text : Texts) {
    const size_t Shared = sharedStart(Before, Text);
    llvm::encodeULEB128(Shared, OS);
    llvm::encodeULEB128(Text.size() - Shared, OS);
    OS << Text.drop_front(Shared);
    Numbers[Text] = ++Number;
    Before = Text;
  }
}

std::string writeUnitFile(const UnitFile &Unit) {
  TextCollector Collector;
  layout(Collector, Unit);

  std::string Body;
  llvm::raw_string_ostream BodyStream(Body);
  BodyStream.SetBufferSize(1 << 16);
  writeTexts(BodyStream, Collector.Numbers);
  RecordWriter Writer(BodyStream, Collector.Numbers);
  layout(Writer, Unit);
  BodyStream.flush();

  std::string File;
  llvm::raw_string_ostream OS(File);
  OS << UnitFileMagic;
  llvm::encodeULEB128(UnitFileVersion, OS);
  llvm::encodeULEB128(Body.size(), OS);
  char Sum[sizeof(uint64_t)];
  llvm::support::endian::write64le(Sum, llvm::xxh3_64bits(Body));
  OS << llvm::StringRef(Sum, sizeof(Sum)) << Body;
  return File;
}

} // namespace fearless
