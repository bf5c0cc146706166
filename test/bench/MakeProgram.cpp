//===- MakeProgram.cpp - A large program, as unit files -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: make-program FUNCTIONS FOLDER
//
// Units of a thousand functions each, the same at every run. A function calls
// two others of its unit and one of another unit, all in deeper layers, so that
// there are no circles; of the deepest fifth, where most functions are leaves,
// it calls one or none. One function in 16 takes the lock of its class and
// holds it while it calls a function of the deepest fifth, or another lock's
// taker; one in 100 blocks, one in 30 passes its argument to a thread or keeps
// it.
//
//===----------------------------------------------------------------------===//

#include "summary/UnitFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <random>

using namespace fearless;

namespace {

constexpr unsigned UnitSize = 1000, Leaves = 800, Classes = 50;

class Maker {
public:
  Maker(unsigned Units, unsigned Unit)
      : Units(Units), Unit(Unit), Numbers(Unit + 1) {}

  UnitFile make() {
    UnitFile File;
    const std::string Id = "unit" + std::to_string(Unit);
    UnitRecord &Record = File.Units[Id];
    Record.File = fileOf(Unit);
    for (const CheckRow &Row : allChecks())
      Record.Checks[Row.Id.str()] = Profile::Core;
    Record.HeaderFilter = ".*";
    for (unsigned I = 0; I != UnitSize; ++I) {
      File.Locks[locksOf(I)] = {Id};
      FunctionSummary F = functionOf(I);
      File.Summary.Functions[F.Entity] = std::move(F);
    }
    return File;
  }

private:
  unsigned below(unsigned End) { return uint32_t(Numbers()) % End; }

  static std::string fileOf(unsigned Unit) {
    return "/src/module" + std::to_string(Unit % 40) + "/unit" +
           std::to_string(Unit) + ".cpp";
  }
  static std::string classOf(unsigned Unit, unsigned I) {
    return "Module" + std::to_string(Unit) + "Class" +
           std::to_string(I % Classes);
  }
  static std::string nameOf(unsigned Unit, unsigned I) {
    return classOf(Unit, I) + "::method" + std::to_string(I);
  }
  static std::string entityOf(unsigned Unit, unsigned I) {
    return "c:@N@app@S@" + classOf(Unit, I) + "@F@method" + std::to_string(I) +
           "#I#&1$@N@std@S@string#";
  }
  Place at(unsigned I, unsigned Step) const {
    return {fileOf(Unit), I * 12 + Step, 3, 0};
  }

  struct Target {
    unsigned Unit, I;
  };
  /// A function of a deeper layer.
  Target deeper(unsigned I, bool Elsewhere) {
    return {Elsewhere ? below(Units) : Unit, I + 1 + below(UnitSize - I - 1)};
  }

  LockEvent call(unsigned I, Target To, unsigned Step, bool Holding) {
    LockEvent E;
    E.What = LockEvent::Kind::Call;
    E.At = at(I, Step);
    E.Called.Callee = entityOf(To.Unit, To.I);
    E.Called.Name = nameOf(To.Unit, To.I);
    E.Called.On.From = AccessPath::Root::This;
    E.Called.On.Fields = {"c:@N@app@S@" + classOf(Unit, I) + "@FI@next_"};
    if (Holding)
      E.Held.push_back({0, LockMode::Exclusive, false, at(I, 1), ""});
    return E;
  }

  LockSummary locksOf(unsigned I) {
    LockSummary S;
    S.Entity = entityOf(Unit, I);
    S.Name = nameOf(Unit, I);
    S.In = {S.Entity, S.Name, false};
    S.At = at(I, 0);
    const bool Takes = below(16) == 0;
    if (Takes) {
      LockObject Lock;
      Lock.Path.From = AccessPath::Root::This;
      Lock.Path.Fields = {"c:@N@app@S@" + classOf(Unit, I) + "@FI@mutex_"};
      Lock.Text = "mutex_";
      Lock.Name = classOf(Unit, I) + "::mutex_";
      Lock.One = true;
      S.Objects.push_back(Lock);
      LockEvent Take;
      Take.At = at(I, 1);
      Take.Taken.push_back({0, LockMode::Exclusive, false, at(I, 1), ""});
      S.Events.push_back(Take);
    }
    if (below(100) == 0) {
      LockEvent Block;
      Block.What = LockEvent::Kind::Block;
      Block.At = at(I, 2);
      Block.Blocks.Name = "sleep";
      Block.Blocks.Waits = "waits for a time";
      S.Events.push_back(Block);
    }
    if (I + 1 == UnitSize)
      return S;
    if (Takes)
      S.Events.push_back(
          call(I, deeper(std::max(I, Leaves), below(4) == 0), 3, true));
    const unsigned Calls = I >= Leaves ? below(2) : 3;
    for (unsigned N = 0; N != Calls; ++N)
      S.Events.push_back(call(I, deeper(I, N == 2), 4 + N, false));
    return S;
  }

  FunctionSummary functionOf(unsigned I) {
    FunctionSummary F;
    F.Entity = entityOf(Unit, I);
    F.Name = nameOf(Unit, I);
    F.At = at(I, 0);
    for (unsigned N = 0; N != 3 && I + 1 != UnitSize; ++N) {
      const Target To = deeper(I, N == 2);
      F.Calls.insert({entityOf(To.Unit, To.I), false});
    }
    if (below(30) != 0)
      return F;
    Escape E;
    E.What.Of.From = AccessPath::Root::Parameter;
    E.Where = below(2) == 0 ? Destination::Thread : Destination::Stored;
    if (E.Where == Destination::Stored) {
      E.Keeper.From = AccessPath::Root::This;
      E.Keeper.Fields = {"c:@N@app@S@" + classOf(Unit, I) + "@FI@tasks_"};
    }
    E.Noun = "task";
    E.Way = {{at(I, 5), "'" + F.Name + "' passes it on here"}};
    addEscape(F.Escapes, std::move(E));
    return F;
  }

  const unsigned Units, Unit;
  std::mt19937 Numbers;
};

} // namespace

int main(int Count, char **Arguments) {
  if (Count != 3) {
    llvm::errs() << "usage: make-program FUNCTIONS FOLDER\n";
    return 2;
  }
  const unsigned Units = std::max(1, std::atoi(Arguments[1]) / int(UnitSize));
  const std::string Folder = Arguments[2];
  if (llvm::sys::fs::create_directories(Folder))
    return 2;
  for (unsigned Unit = 0; Unit != Units; ++Unit) {
    std::error_code EC;
    llvm::raw_fd_ostream OS(Folder + "/" + std::to_string(Unit) + ".unit", EC);
    if (EC)
      return 2;
    OS << writeUnitFile(Maker(Units, Unit).make());
  }
  return 0;
}
