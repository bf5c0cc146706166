//===- ReadUnitFile.cpp - Bytes -> summary of a unit ----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sum over the body finds accidents. What the body says is checked all the
// same: no count is believed that the bytes left could not hold, no number that
// has no meaning, no order but that of Summary.h. After the first mistake every
// read gives nothing, so that readers need not ask.
//
//===----------------------------------------------------------------------===//

#include "summary/UnitFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/xxhash.h"
#include <limits>

namespace fearless {
namespace {

using llvm::StringRef;
using llvm::Twine;

class UnitReader {
public:
  UnitReader(StringRef Bytes, StringRef Name, uint64_t MostText)
      : Bytes(Bytes), Name(Name), MostText(MostText) {}

  llvm::Expected<UnitSummary> readFile() {
    readHeader();
    readTexts();
    UnitSummary Unit;
    readFunctions(Unit);
    readOverriders(Unit);
    if (At < Bytes.size())
      fail(At, "there is more than was written");
    if (!Failure.empty())
      return llvm::createStringError(Failure);
    return Unit;
  }

private:
  /// The first mistake stays; nothing is left to read behind it.
  void stop(const Twine &Message) {
    if (Failure.empty())
      Failure = Message.str();
    At = Bytes.size();
  }

  void fail(size_t Where, const Twine &What) {
    stop("unit file '" + Name + "' is damaged at byte " + Twine(Where) + ": " +
         What + "; delete it, and run 'fearless check' again");
  }

  void readHeader() {
    if (Bytes.empty())
      return fail(0, "it is empty");
    if (Bytes.size() < UnitFileMagic.size() && UnitFileMagic.starts_with(Bytes))
      return fail(Bytes.size(), "it ends here");
    if (!Bytes.starts_with(UnitFileMagic))
      return stop("'" + Name + "' is not a unit file: it does not have '" +
                  UnitFileMagic +
                  "' at byte 0; give one that fearless has written");
    At = UnitFileMagic.size();
    const uint64_t Version = number();
    if (Failure.empty() && Version != UnitFileVersion)
      return stop("unit file '" + Name + "' is of version " + Twine(Version) +
                  " (byte " + Twine(UnitFileMagic.size()) +
                  "), and this fearless reads version " +
                  Twine(UnitFileVersion) +
                  "; delete it, and run 'fearless check' again");
    const uint64_t Size = number(std::numeric_limits<uint64_t>::max());
    const size_t SumAt = At;
    if (Bytes.size() - At < sizeof(uint64_t))
      return fail(Bytes.size(), "it ends here");
    const uint64_t Sum = llvm::support::endian::read64le(Bytes.data() + At);
    At += sizeof(uint64_t);
    if (Bytes.size() - At < Size)
      return fail(Bytes.size(), "it ends here, but should have " +
                                    Twine(Size - (Bytes.size() - At)) +
                                    " more bytes");
    if (Bytes.size() - At > Size)
      return fail(At + Size, "it should end here");
    if (Sum != llvm::xxh3_64bits(Bytes.drop_front(At)))
      return fail(SumAt, "the contents are not those that were written");
  }

  uint64_t number(uint64_t Most = std::numeric_limits<uint32_t>::max()) {
    if (!Failure.empty())
      return 0;
    const char *Wrong = nullptr;
    unsigned Length = 0;
    const uint64_t N = llvm::decodeULEB128(Bytes.bytes_begin() + At, &Length,
                                           Bytes.bytes_end(), &Wrong);
    if (Wrong) {
      fail(At, "a number does not end, or is too large");
      return 0;
    }
    if (N > Most) {
      fail(At, "the number " + Twine(N) + " is more than " + Twine(Most));
      return 0;
    }
    At += Length;
    return N;
  }

  /// A number of records that have at least so many bytes each.
  uint64_t count(size_t BytesEach) {
    return checkCount(At, number(), BytesEach);
  }

  uint64_t checkCount(size_t Where, uint64_t N, size_t BytesEach) {
    if (N <= (Bytes.size() - At) / BytesEach)
      return N;
    fail(Where, "it counts " + Twine(N) + " records, for which " +
                    Twine(Bytes.size() - At) + " bytes are too few");
    return 0;
  }

  void readTexts() {
    Texts.emplace_back();
    for (uint64_t N = count(2); N > 0 && Failure.empty(); --N) {
      const size_t Where = At;
      const uint64_t Shared = number(), Rest = number();
      if (Shared > Texts.back().size())
        return fail(Where, "a text shares more than the one before it has");
      if (Rest > Bytes.size() - At)
        return fail(Where, "a text has more bytes than are left");
      if (!countText(Where, Shared + Rest))
        return;
      std::string Text =
          Texts.back().substr(0, Shared) + Bytes.substr(At, Rest).str();
      At += Rest;
      if (Text <= Texts.back())
        return fail(Where, "the texts are not in order");
      Texts.push_back(std::move(Text));
    }
  }

  bool countText(size_t Where, uint64_t Size) {
    TextsSeen += Size;
    if (TextsSeen <= MostText)
      return true;
    fail(Where, "its texts come to more than " + Twine(MostText) + " bytes");
    return false;
  }

  std::string text() {
    const size_t Where = At;
    return textOfNumber(Where, number());
  }

  std::string textOfNumber(size_t Where, uint64_t N) {
    if (!Failure.empty())
      return "";
    if (N >= Texts.size()) {
      fail(Where, "it names text " + Twine(N) + ", but has only " +
                      Twine(Texts.size() - 1));
      return "";
    }
    return countText(Where, Texts[N].size()) ? Texts[N] : "";
  }

  Place place() {
    Place P;
    P.File = text();
    P.Line = number();
    P.Column = number();
    return P;
  }

  AccessPath path() {
    const size_t Where = At;
    const uint64_t Head = number(std::numeric_limits<uint64_t>::max());
    AccessPath P;
    if ((Head & 7) > uint64_t(AccessPath::Root::Result)) {
      fail(Where, "a path starts from " + Twine(Head & 7));
      return P;
    }
    P.From = AccessPath::Root(Head & 7);
    if (Head & 8)
      P.Index = number();
    if (Head & 16)
      P.Global = text();
    for (uint64_t N = checkCount(Where, Head >> 5, 1); N > 0; --N)
      P.Fields.push_back(text());
    return P;
  }

  CalledFunction called() {
    const size_t Where = At;
    const uint64_t Head = number(std::numeric_limits<uint64_t>::max());
    return {textOfNumber(Where, Head >> 1), (Head & 1) != 0};
  }

  Escape escape() {
    const size_t Where = At;
    const uint64_t Head = number();
    Escape E;
    if (Head >> 1 > uint64_t(Destination::Unknown)) {
      fail(Where, "something escapes to " + Twine(Head >> 1));
      return E;
    }
    E.Where = Destination(Head >> 1);
    E.What.Address = Head & 1;
    E.What.Of = path();
    E.Keeper = path();
    E.Doubt = text();
    E.Noun = text();
    for (uint64_t N = count(4); N > 0; --N) {
      Hop H;
      H.At = place();
      H.What = text();
      E.Way.push_back(std::move(H));
    }
    return E;
  }

  /// Reads records that stand in order, each once.
  template <typename T> void readSet(std::set<T> &To, T (UnitReader::*Read)()) {
    for (uint64_t N = count(1); N > 0 && Failure.empty(); --N) {
      const size_t Where = At;
      T Record = (this->*Read)();
      if (!To.empty() && !(*To.rbegin() < Record))
        return fail(Where, "records are not in order");
      To.insert(To.end(), std::move(Record));
    }
  }

  void readEscapes(std::vector<Escape> &To) {
    for (uint64_t N = count(9); N > 0 && Failure.empty(); --N) {
      const size_t Where = At;
      Escape E = escape();
      if (!To.empty() && !(To.back().key() < E.key()))
        return fail(Where, "escapes are not in order");
      To.push_back(std::move(E));
    }
  }

  /// A new entry behind those of the map; null if it does not belong there.
  template <typename T> T *readEntry(std::map<std::string, T> &To) {
    const size_t Where = At;
    std::string Entity = text();
    if (!To.empty() && !(To.rbegin()->first < Entity)) {
      fail(Where, "entities are not in order");
      return nullptr;
    }
    return &To.try_emplace(To.end(), std::move(Entity))->second;
  }

  void readFunctions(UnitSummary &Unit) {
    for (uint64_t N = count(9); N > 0 && Failure.empty(); --N) {
      FunctionSummary *F = readEntry(Unit.Functions);
      if (!F)
        return;
      F->Entity = Unit.Functions.rbegin()->first;
      F->Name = text();
      F->At = place();
      readEscapes(F->Escapes);
      readSet(F->Runs, &UnitReader::path);
      readSet(F->Calls, &UnitReader::called);
      readSet(F->Starts, &UnitReader::text);
    }
  }

  void readOverriders(UnitSummary &Unit) {
    for (uint64_t N = count(2); N > 0 && Failure.empty(); --N)
      if (std::set<std::string> *By = readEntry(Unit.Overriders))
        readSet(*By, &UnitReader::text);
  }

  StringRef Bytes, Name;
  size_t At = 0;
  std::vector<std::string> Texts;
  uint64_t MostText, TextsSeen = 0;
  std::string Failure;
};

} // namespace

llvm::Expected<UnitSummary> readUnitFile(StringRef Bytes, StringRef Name,
                                         uint64_t MostText) {
  return UnitReader(Bytes, Name, MostText).readFile();
}

} // namespace fearless
