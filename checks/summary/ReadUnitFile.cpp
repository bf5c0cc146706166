//===- ReadUnitFile.cpp - Bytes of a unit file -> contents ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sum over the body finds accidents. What the body says is checked all the
// same: no count is believed that the bytes left could not hold, no number that
// has no meaning, no order but that of the structs. After the first mistake
// every read gives nothing, so that readers need not ask.
//
//===----------------------------------------------------------------------===//

#include "summary/Layout.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/xxhash.h"
#include <limits>
#include <memory_resource>

namespace fearless {

using llvm::StringRef;
using llvm::Twine;

class RecordReader {
public:
  static constexpr bool Changes = true, Reads = true;

  RecordReader(StringRef Bytes, StringRef Name, uint64_t MostText)
      : Bytes(Bytes), Name(Name), MostText(MostText) {}

  llvm::Expected<UnitFile> readFile() {
    readHeader();
    readTexts();
    UnitFile Unit;
    if (Failure.empty())
      layout(*this, Unit);
    if (At < Bytes.size())
      fail(At, "there is more than was written");
    if (!Failure.empty())
      return llvm::createStringError(Failure);
    return Unit;
  }

  template <class N> void number(N &Value) {
    Value = static_cast<N>(next(std::numeric_limits<N>::max()));
  }

  void flag(bool &Value) { Value = next(1) != 0; }

  template <class E> void word(E &Value, E Last) {
    Value = static_cast<E>(next(uint64_t(Last)));
  }

  void text(std::string &Value) { Value = nextText().str(); }

  void file(SourceName &Value) { Value = nextText(); }
  void file(std::string &Value) { text(Value); }
  void files(std::vector<std::string> &Files) { all(Files); }

  void path(AccessPath &P) {
    const size_t Where = At;
    const uint64_t Head = next();
    if ((Head & 7) > uint64_t(AccessPath::Root::Result))
      return fail(Where, "a path starts from " + Twine(Head & 7));
    P.From = AccessPath::Root(Head & 7);
    if (Head & 8)
      number(P.Index);
    if (Head & 16)
      text(P.Global);
    uint64_t N = checkCount(Where, Head >> 5);
    P.Fields.reserve(std::min(N, MostReserved));
    for (; N > 0; --N)
      text(P.Fields.emplace_back());
  }

  template <class T> void all(std::vector<T> &To) {
    uint64_t N = count();
    To.reserve(std::min(N, MostReserved));
    for (; N > 0 && Failure.empty(); --N)
      one(To.emplace_back());
    if constexpr (std::is_same_v<T, Escape>)
      if (!llvm::is_sorted(To, [](const Escape &A, const Escape &B) {
            return A.key() < B.key();
          }))
        fail(At, "escapes are not in order");
  }

  template <class T> void all(std::set<T> &To) {
    for (uint64_t N = count(); N > 0 && Failure.empty(); --N) {
      const size_t Where = At;
      T Record;
      one(Record);
      if (!To.empty() && !(*To.rbegin() < Record))
        return fail(Where, "records are not in order");
      To.insert(To.end(), std::move(Record));
    }
  }

  template <class K, class V> void all(std::map<K, V> &To) {
    for (uint64_t N = count(); N > 0 && Failure.empty(); --N) {
      const size_t Where = At;
      K Key;
      one(Key);
      if (!To.empty() && !(To.rbegin()->first < Key))
        return fail(Where, "records are not in order");
      V &Value = To.try_emplace(To.end(), std::move(Key))->second;
      one(Value);
      if constexpr (std::is_same_v<K, LockSummary>)
        if (Failure.empty() && Value.empty())
          return fail(Where, "a function is of no unit");
    }
  }

  void functions(std::map<std::string, FunctionSummary> &To) {
    for (uint64_t N = count(); N > 0 && Failure.empty(); --N) {
      const size_t Where = At;
      FunctionSummary F;
      layout(*this, F);
      if (!To.empty() && !(To.rbegin()->first < F.Entity))
        return fail(Where, "functions are not in order");
      std::string Entity = F.Entity;
      To.try_emplace(To.end(), std::move(Entity), std::move(F));
    }
  }

private:
  /// No count is believed that much memory would have to be had for.
  static constexpr uint64_t MostReserved = 32;

  /// Empty where there is none.
  StringRef nextText() {
    const size_t Where = At;
    const uint64_t N = next();
    if (!Failure.empty())
      return "";
    if (N >= Texts.size()) {
      fail(Where, "it names text " + Twine(N) + ", but has only " +
                      Twine(Texts.size() - 1));
      return "";
    }
    return countText(Where, Texts[N].size()) ? Texts[N] : "";
  }

  template <class T> void one(T &Record) { layout(*this, Record); }
  template <class T> void one(std::vector<T> &Inner) { all(Inner); }
  template <class T> void one(std::set<T> &Inner) { all(Inner); }

  void one(LockSummary &S) {
    const size_t Where = At;
    layout(*this, S);
    const auto IsWrong = [&](LockId L) { return L >= S.Objects.size(); };
    const auto AnyWrong = [&](const std::vector<LockAt> &All) {
      return llvm::any_of(All,
                          [&](const LockAt &L) { return IsWrong(L.Lock); });
    };
    for (const LockEvent &E : S.Events)
      if (AnyWrong(E.Held) || AnyWrong(E.Taken) ||
          llvm::any_of(E.GuardLocks, [&](const auto &Entry) {
            return llvm::any_of(Entry.second, IsWrong);
          }))
        return fail(Where, "a step names a lock that its function has not");
  }

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
    const uint64_t Version = next();
    if (Failure.empty() && Version != UnitFileVersion)
      return stop("unit file '" + Name + "' is of version " + Twine(Version) +
                  " (byte " + Twine(UnitFileMagic.size()) +
                  "), and this fearless reads version " +
                  Twine(UnitFileVersion) +
                  "; delete it, and run 'fearless check' again");
    const uint64_t Size = next(std::numeric_limits<uint64_t>::max());
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

  uint64_t next(uint64_t Most = std::numeric_limits<uint32_t>::max()) {
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

  /// A number of records, of which each has one byte or more.
  uint64_t count() {
    const size_t Where = At;
    return checkCount(Where, next());
  }

  uint64_t checkCount(size_t Where, uint64_t N) {
    if (N <= Bytes.size() - At)
      return N;
    fail(Where, "it counts " + Twine(N) + " records, for which " +
                    Twine(Bytes.size() - At) + " bytes are too few");
    return 0;
  }

  void readTexts() {
    uint64_t N = count();
    Texts.reserve(N + 1);
    Texts.emplace_back();
    for (; N > 0 && Failure.empty(); --N) {
      const size_t Where = At;
      const uint64_t Shared = next(), Rest = next();
      if (Shared > Texts.back().size())
        return fail(Where, "a text shares more than the one before it has");
      if (Rest > Bytes.size() - At)
        return fail(Where, "a text has more bytes than are left");
      if (!countText(Where, Shared + Rest))
        return;
      auto *const First =
          static_cast<char *>(TextBytes.allocate(Shared + Rest, alignof(char)));
      std::copy_n(Bytes.data() + At, Rest,
                  std::copy_n(Texts.back().data(), Shared, First));
      const StringRef Text(First, Shared + Rest);
      At += Rest;
      if (Text <= Texts.back())
        return fail(Where, "the texts are not in order");
      Texts.push_back(Text);
    }
  }

  bool countText(size_t Where, uint64_t Size) {
    TextsSeen += Size;
    if (TextsSeen <= MostText)
      return true;
    fail(Where, "its texts come to more than " + Twine(MostText) + " bytes");
    return false;
  }

  StringRef Bytes, Name;
  size_t At = 0;
  std::pmr::monotonic_buffer_resource TextBytes;
  std::vector<StringRef> Texts;
  uint64_t MostText, TextsSeen = 0;
  std::string Failure;
};

llvm::Expected<UnitFile> readUnitFile(StringRef Bytes, StringRef Name,
                                      uint64_t MostText) {
  return RecordReader(Bytes, Name, MostText).readFile();
}

} // namespace fearless
