//===- WriteUnitFile.cpp - Summary of a unit -> bytes ---------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The records are put twice: into a sink that collects their texts, then into
// one that writes the numbers of these. So each layout is said once.
//
//===----------------------------------------------------------------------===//

#include "summary/UnitFile.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

namespace fearless {
namespace {

using TextNumbers = llvm::DenseMap<llvm::StringRef, uint64_t>;

struct TextCollector {
  TextNumbers Numbers;

  void number(uint64_t) {}
  void text(llvm::StringRef T, unsigned = 0, bool = false) {
    Numbers.try_emplace(T, 0);
  }
};

struct RecordWriter {
  llvm::raw_ostream &OS;
  const TextNumbers &Numbers;

  void number(uint64_t N) { llvm::encodeULEB128(N, OS); }
  /// The number of a text, with bits below it.
  void text(llvm::StringRef T, unsigned Bits = 0, bool Below = false) {
    number(Numbers.lookup(T) << Bits | unsigned(Below));
  }
};

template <typename Sink> void put(Sink &To, const std::string &Text) {
  To.text(Text);
}

template <typename Sink> void put(Sink &To, const Place &P) {
  To.text(P.File);
  To.number(P.Line);
  To.number(P.Column);
}

template <typename Sink> void put(Sink &To, const Hop &H) {
  put(To, H.At);
  To.text(H.What);
}

template <typename Sink> void put(Sink &To, const AccessPath &P) {
  To.number(uint64_t(P.From) | uint64_t(P.Index != 0) << 3 |
            uint64_t(!P.Global.empty()) << 4 | uint64_t(P.Fields.size()) << 5);
  if (P.Index != 0)
    To.number(P.Index);
  if (!P.Global.empty())
    To.text(P.Global);
  for (const std::string &Field : P.Fields)
    To.text(Field);
}

template <typename Sink> void put(Sink &To, const CalledFunction &C) {
  To.text(C.Entity, 1, C.IsVirtual);
}

/// Every container of records is its size, and then its records.
template <typename Sink, typename Records>
void putAll(Sink &To, const Records &All) {
  To.number(All.size());
  for (const auto &Record : All)
    put(To, Record);
}

template <typename Sink> void put(Sink &To, const Escape &E) {
  To.number(uint64_t(E.Where) << 1 | uint64_t(E.What.Address));
  put(To, E.What.Of);
  put(To, E.Keeper);
  To.text(E.Doubt);
  To.text(E.Noun);
  putAll(To, E.Way);
}

template <typename Sink>
void put(Sink &To, const std::pair<const std::string, FunctionSummary> &Entry) {
  const FunctionSummary &F = Entry.second;
  To.text(Entry.first);
  To.text(F.Name);
  put(To, F.At);
  putAll(To, F.Escapes);
  putAll(To, F.Runs);
  putAll(To, F.Calls);
  putAll(To, F.Starts);
}

template <typename Sink>
void put(Sink &To,
         const std::pair<const std::string, std::set<std::string>> &Entry) {
  To.text(Entry.first);
  putAll(To, Entry.second);
}

template <typename Sink> void put(Sink &To, const UnitSummary &Unit) {
  putAll(To, Unit.Functions);
  putAll(To, Unit.Overriders);
}

size_t sharedStart(llvm::StringRef A, llvm::StringRef B) {
  const size_t Most = std::min(A.size(), B.size());
  return std::mismatch(A.begin(), A.begin() + Most, B.begin()).first -
         A.begin();
}

/// Writes the texts in order, and numbers them.
void writeTexts(llvm::raw_ostream &OS, TextNumbers &Numbers) {
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

} // namespace

std::string writeUnitFile(const UnitSummary &Unit) {
  TextCollector Collector;
  put(Collector, Unit);

  std::string Body;
  llvm::raw_string_ostream BodyStream(Body);
  BodyStream.SetBufferSize(1 << 16);
  writeTexts(BodyStream, Collector.Numbers);
  RecordWriter Writer{BodyStream, Collector.Numbers};
  put(Writer, Unit);
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
