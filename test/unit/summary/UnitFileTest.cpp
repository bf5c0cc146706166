//===- UnitFileTest.cpp - Summaries as bytes, and back --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summary/UnitFile.h"
#include "RandomSummaries.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

UnitFile wholeUnit() {
  Escape E;
  E.What.Of.From = AccessPath::Root::Parameter;
  E.What.Of.Index = 1;
  E.What.Address = true;
  E.Where = Destination::Unknown;
  E.Keeper.From = AccessPath::Root::Global;
  E.Keeper.Global = "c:@Queue";
  E.Keeper.Fields = {"c:@S@Queue@FI@tasks_"};
  E.Doubt = "'post' is not seen";
  E.Way = {{{"queue.h", 3, 7}, "'post' keeps it here"}};
  E.Noun = "task";

  FunctionSummary F;
  F.Entity = "c:@F@run#";
  F.Name = "run";
  F.At = {"queue.h", 2, 1};
  F.Escapes = {E};
  F.Runs = {E.What.Of};
  F.Calls = {{"c:@F@post#", true}, {"c:@F@post#", false}};
  F.Starts = {"c:@F@work#"};

  LockObject Lock;
  Lock.Path = E.Keeper;
  Lock.Text = "mutex_";
  Lock.One = true;
  LockEvent Call;
  Call.What = LockEvent::Kind::Call;
  Call.At = {"queue.h", 3, 9};
  Call.Held = {{0, LockMode::Shared, false, {"queue.h", 3, 2}, "enter"}};
  Call.Called.Callee = "c:@F@post#";
  Call.Called.Runs = {{1, "c:@F@work#"}};
  LockSummary L;
  L.Entity = F.Entity;
  L.Name = "run";
  L.In = {"c:@F@run#", "run", true};
  L.Objects = {Lock};
  L.Events = {Call};

  UnitRecord Record;
  Record.File = "run.cpp";
  Record.Checks = {{"fearless-double-lock", Profile::Strict}};
  Record.Comments = {{"NOLINT", {"queue.h", 4, 1}, "*", 4, 4}};

  UnitFile Unit;
  Unit.Summary.Functions[F.Entity] = F;
  Unit.Summary.Overriders["c:@S@Task@F@run#"] = {"c:@S@Copy@F@run#"};
  Unit.Locks[L] = {"cafe"};
  Unit.Units["cafe"] = Record;
  return Unit;
}

UnitFile readBack(const UnitFile &Unit) {
  llvm::Expected<UnitFile> Back = readUnitFile(writeUnitFile(Unit), "a");
  if (Back)
    return *Back;
  ADD_FAILURE() << llvm::toString(Back.takeError());
  return {};
}

/// The error, which is one line; empty if there is none.
std::string errorOf(llvm::StringRef Bytes, uint64_t MostText = MaxUnitTexts) {
  llvm::Expected<UnitFile> Unit = readUnitFile(Bytes, "a.unit", MostText);
  if (Unit)
    return "";
  std::string Error = llvm::toString(Unit.takeError());
  EXPECT_NE(Error.find("'a.unit'"), std::string::npos) << Error;
  EXPECT_NE(Error.find("byte "), std::string::npos) << Error;
  EXPECT_NE(Error.find("; "), std::string::npos) << Error;
  EXPECT_EQ(Error.find('\n'), std::string::npos) << Error;
  return Error;
}

constexpr llvm::StringLiteral Remedy =
    "; delete it, and run 'fearless check' again";

std::string damage(const std::string &What) {
  return "unit file 'a.unit' is damaged at byte " + What + Remedy.str();
}

/// A file with a good header, whatever the body is.
std::string seal(llvm::StringRef Body) {
  std::string File;
  llvm::raw_string_ostream OS(File);
  OS << UnitFileMagic;
  llvm::encodeULEB128(UnitFileVersion, OS);
  llvm::encodeULEB128(Body.size(), OS);
  char Sum[8];
  llvm::support::endian::write64le(Sum, llvm::xxh3_64bits(Body));
  OS << llvm::StringRef(Sum, sizeof(Sum)) << Body;
  return File;
}

/// A file's body, where the size of that is a number of two bytes.
std::string bodyOf(const UnitFile &Unit) {
  const std::string File = writeUnitFile(Unit);
  const std::string Body = File.substr(UnitFileMagic.size() + 1 + 2 + 8);
  EXPECT_EQ(seal(Body), File);
  return Body;
}

/// A wrong body is an error, or the body of some other summary.
void expectErrorOrSummary(llvm::StringRef Body) {
  llvm::Expected<UnitFile> Unit = readUnitFile(seal(Body), "a");
  if (Unit)
    EXPECT_EQ(readBack(*Unit), *Unit);
  else
    llvm::consumeError(Unit.takeError());
}

TEST(UnitFileTest, RoundTrips) {
  EXPECT_EQ(readBack(wholeUnit()), wholeUnit());
  EXPECT_EQ(readBack(UnitFile()), UnitFile());
}

TEST(UnitFileTest, RoundTripsAnySummary) {
  for (unsigned Seed = 0; Seed < 500; ++Seed) {
    const UnitFile Unit = RandomSummaries(Seed).file();
    EXPECT_EQ(readBack(Unit), Unit) << "seed " << Seed;
  }
}

TEST(UnitFileTest, RoundTripsAnyText) {
  UnitFile Unit = wholeUnit();
  FunctionSummary &F = Unit.Summary.Functions.begin()->second;
  F.Name = std::string("\0\xE9\xFF\n", 4);
  F.Starts = {std::string(100000, 'x'), std::string(100000, 'x') + "y", ""};
  EXPECT_EQ(readBack(Unit), Unit);
}

TEST(UnitFileTest, LeavesOutPlacesInsideOfTheUnit) {
  UnitFile Unit = wholeUnit();
  Unit.Summary.Functions.begin()->second.At.InUnit = 77;
  EXPECT_EQ(writeUnitFile(Unit), writeUnitFile(wholeUnit()));
  EXPECT_EQ(readBack(Unit).Summary.Functions.begin()->second.At.InUnit, 0u);
}

TEST(UnitFileTest, BytesDoNotDependOnTheOrderOfInsertion) {
  for (unsigned Seed = 0; Seed < 200; ++Seed) {
    const UnitFile Unit = RandomSummaries(Seed).file();
    UnitFile Reversed;
    for (const auto &[Entity, F] : llvm::reverse(Unit.Summary.Functions)) {
      FunctionSummary R;
      std::tie(R.Entity, R.Name, R.At) = std::tie(F.Entity, F.Name, F.At);
      for (const Escape &E : llvm::reverse(F.Escapes))
        addEscape(R.Escapes, E);
      R.Runs.insert(F.Runs.rbegin(), F.Runs.rend());
      R.Calls.insert(F.Calls.rbegin(), F.Calls.rend());
      R.Starts.insert(F.Starts.rbegin(), F.Starts.rend());
      R.Passes.insert(F.Passes.rbegin(), F.Passes.rend());
      Reversed.Summary.Functions[Entity] = R;
    }
    for (const auto &[Entity, By] : llvm::reverse(Unit.Summary.Overriders))
      Reversed.Summary.Overriders[Entity].insert(By.rbegin(), By.rend());
    for (const auto &[Function, Ids] : llvm::reverse(Unit.Locks))
      Reversed.Locks[Function].insert(Ids.rbegin(), Ids.rend());
    Reversed.Orders.insert(Unit.Orders.rbegin(), Unit.Orders.rend());
    Reversed.Levels.insert(Unit.Levels.rbegin(), Unit.Levels.rend());
    for (const auto &[Id, Record] : llvm::reverse(Unit.Units))
      Reversed.Units[Id] = Record;
    EXPECT_EQ(writeUnitFile(Reversed), writeUnitFile(Unit));
  }
}

TEST(UnitFileTest, EqualTextsAreStoredOnce) {
  UnitFile Unit = wholeUnit();
  const size_t Before = writeUnitFile(Unit).size();
  Unit.Summary.Overriders["c:@F@run#"] = {"c:@F@post#"};
  EXPECT_EQ(writeUnitFile(Unit).size(), Before + 3);
}

TEST(UnitFileTest, EveryTruncationIsAnError) {
  const std::string File = writeUnitFile(wholeUnit());
  for (size_t Size = 0; Size < File.size(); ++Size)
    EXPECT_NE(errorOf(llvm::StringRef(File).take_front(Size)), "") << Size;
  const std::string Size = std::to_string(File.size());
  EXPECT_EQ(errorOf(File + "\n"), damage(Size + ": it should end here"));
  EXPECT_EQ(errorOf(llvm::StringRef(File).drop_back(3)),
            damage(std::to_string(File.size() - 3) +
                   ": it ends here, but should have 3 more bytes"));
}

TEST(UnitFileTest, EveryFlippedBitIsAnError) {
  std::string File = writeUnitFile(wholeUnit());
  for (size_t Bit = 0; Bit < File.size() * 8; ++Bit) {
    File[Bit / 8] ^= char(1 << Bit % 8);
    EXPECT_NE(errorOf(File), "") << "bit " << Bit;
    File[Bit / 8] ^= char(1 << Bit % 8);
  }
}

TEST(UnitFileTest, SaysWhatIsWrongWithTheFile) {
  EXPECT_EQ(errorOf(""), damage("0: it is empty"));
  EXPECT_EQ(errorOf("fear"), damage("4: it ends here"));
  EXPECT_EQ(errorOf("int main() {}"),
            "'a.unit' is not a unit file: it does not have 'fearunit' at byte "
            "0; give one that fearless has written");
  std::string File = writeUnitFile(wholeUnit());
  File.back() ^= 1;
  EXPECT_EQ(errorOf(File),
            damage("11: the contents are not those that were written"));
  File[UnitFileMagic.size()] = 99;
  EXPECT_EQ(errorOf(File), "unit file 'a.unit' is of version 99 (byte 8), and "
                           "this fearless reads version " +
                               std::to_string(UnitFileVersion) + Remedy.str());
}

TEST(UnitFileTest, WrongBodiesAreErrorsOrOtherSummaries) {
  const std::string Body = bodyOf(wholeUnit());
  for (size_t Size = 0; Size < Body.size(); ++Size)
    EXPECT_NE(errorOf(seal(llvm::StringRef(Body).take_front(Size))), "");
  for (size_t Bit = 0; Bit < Body.size() * 8; ++Bit) {
    std::string Wrong = Body;
    Wrong[Bit / 8] ^= char(1 << Bit % 8);
    expectErrorOrSummary(Wrong);
  }
  RandomSummaries Random(1);
  for (unsigned Round = 0; Round < 20000; ++Round) {
    std::string Wrong = Body;
    for (unsigned N = 1 + Random.below(4); N > 0; --N)
      Wrong[Random.below(Wrong.size())] = char(Random.below(256));
    expectErrorOrSummary(Wrong);
  }
}

TEST(UnitFileTest, NoCountIsBelieved) {
  using namespace std::string_literals;
  // No texts; more functions than there are bytes.
  EXPECT_EQ(errorOf(seal("\0\xFF\xFF\xFF\xFF\x0F\0"s)),
            damage("19: it counts 4294967295 records, for which 1 bytes are "
                   "too few"));
  EXPECT_EQ(errorOf(seal("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s)),
            damage("18: a number does not end, or is too large"));
  EXPECT_EQ(errorOf(seal("\1\0\x7F"
                         "ab"s)),
            damage("19: a text has more bytes than are left"));
  EXPECT_EQ(errorOf(seal("\1\1\1"
                         "b"s)),
            damage("19: a text shares more than the one before it has"));
  EXPECT_EQ(errorOf(seal("\2\0\1"
                         "b\0\1"
                         "a\0\0"s)),
            damage("22: the texts are not in order"));
  EXPECT_EQ(errorOf(seal("\0\0\1\5\0"s)),
            damage("21: it names text 5, but has only 0"));
}

TEST(UnitFileTest, TextsThatGrowAreBounded) {
  UnitFile Unit;
  for (char C = 'a'; C <= 'j'; ++C)
    Unit.Summary.Overriders[std::string(1000, 'x') + C] = {};
  const std::string File = writeUnitFile(Unit);
  EXPECT_LT(File.size(), 1200u);
  // In the table, and in the summary.
  EXPECT_EQ(errorOf(File, 2 * 10 * 1001), "");
  EXPECT_NE(errorOf(File, 2 * 10 * 1001 - 1)
                .find("its texts come to more than 20019 bytes"),
            std::string::npos);
}

} // namespace
} // namespace fearless
