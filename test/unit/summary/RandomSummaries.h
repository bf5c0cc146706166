//===- RandomSummaries.h - Summaries for property tests ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same summary for the same seed, everywhere: no distribution of the
// standard library. There are few names, so that two summaries speak of the
// same functions, and escapes have the same keys.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_TEST_UNIT_SUMMARY_RANDOMSUMMARIES_H
#define FEARLESS_TEST_UNIT_SUMMARY_RANDOMSUMMARIES_H

#include "summary/UnitFile.h"
#include <random>

namespace fearless {

class RandomSummaries {
public:
  explicit RandomSummaries(unsigned Seed) : Numbers(Seed) {}

  /// From 0 up to, and without, End.
  unsigned below(unsigned End) { return word() % End; }

  UnitSummary unit(unsigned MostFunctions = 6) {
    UnitSummary Unit;
    for (unsigned N = below(MostFunctions + 1); N > 0; --N) {
      FunctionSummary F = function();
      Unit.Functions[F.Entity] = F;
    }
    for (unsigned N = below(3); N > 0; --N)
      Unit.Overriders[text()] = texts();
    return Unit;
  }

  /// All that a unit tells.
  UnitFile file() {
    UnitFile File;
    File.Summary = unit();
    for (unsigned N = below(4); N > 0; --N)
      File.Locks[locks()] = ids();
    if (below(2) == 0)
      File.Orders.insert({text(), text(), text(), text(), place()});
    if (below(2) == 0)
      File.Levels.insert({text(), text(), below(9), place()});
    for (unsigned N = below(3); N > 0; --N)
      File.Units[*ids().begin()] = record();
    return File;
  }

private:
  uint32_t word() { return uint32_t(Numbers()); }

  FunctionSummary function() {
    FunctionSummary F;
    F.Entity = text();
    F.Name = text();
    F.At = place();
    for (unsigned N = below(4); N > 0; --N)
      addEscape(F.Escapes, escape());
    for (unsigned N = below(3); N > 0; --N)
      F.Runs.insert(path());
    for (unsigned N = below(3); N > 0; --N)
      F.Calls.insert({text(), below(2) == 0});
    F.Starts = texts();
    if (below(3) == 0)
      F.Passes.insert({{path(), below(2) == 0},
                       {text(), below(2) == 0},
                       below(3),
                       path(),
                       {path()},
                       place()});
    return F;
  }

  Escape escape() {
    Escape E;
    E.Where = Destination(below(unsigned(Destination::Unknown) + 1));
    E.What.Of.From = AccessPath::Root::This;
    if (below(2) == 0) {
      E.What = {path(), below(2) == 0};
      E.Keeper = path();
    }
    E.Doubt = below(2) == 0 ? text() : "";
    for (unsigned N = below(4); N > 0; --N)
      E.Way.push_back({place(), text()});
    E.Noun = text();
    return E;
  }

  AccessPath path() {
    AccessPath P;
    P.From = AccessPath::Root(below(unsigned(AccessPath::Root::Result) + 1));
    if (P.From == AccessPath::Root::Parameter)
      P.Index = below(3);
    if (P.From == AccessPath::Root::Global)
      P.Global = text();
    for (unsigned N = below(3); P.isKnown() && N > 0; --N)
      P.Fields.push_back(text());
    return P;
  }

  Place place() {
    const unsigned Line = below(3) == 0 ? word() : below(300);
    return {text(), Line, below(130), word()};
  }

  LockSummary locks() {
    LockSummary S;
    S.Entity = text();
    S.Name = text();
    S.In = {text(), text(), below(2) == 0};
    S.At = place();
    for (unsigned N = 1 + below(2); N > 0; --N)
      S.Objects.push_back({path(), text(), text(), below(2) == 0, below(2) == 0,
                           below(2) == 0});
    for (unsigned N = below(4); N > 0; --N)
      S.Events.push_back(event());
    if (below(3) == 0)
      S.Effects.Leaves.push_back({S.Objects[0], LockMode::Shared});
    if (below(3) == 0)
      S.Effects.Releases.push_back(path());
    if (below(3) == 0)
      S.Inits.insert({path(), LockMaking(below(3)), text(), below(3)});
    S.OrdersObjects = below(2) == 0;
    S.Spawned = below(2) == 0;
    return S;
  }

  LockEvent event() {
    LockEvent E;
    E.What = LockEvent::Kind(below(3));
    E.At = place();
    if (below(2) == 0)
      E.Held.push_back({0, LockMode(below(2)), below(2) == 0, place(), text()});
    if (below(3) == 0)
      E.Released.push_back(path());
    E.OnlyForLastOwner = below(2) == 0;
    if (E.What == LockEvent::Kind::Take)
      E.Taken.push_back({0, LockMode(below(2)), false, place(), ""});
    if (E.What == LockEvent::Kind::Block)
      E.Blocks = {text(), text(), uint8_t(below(3)), below(2) == 0, text()};
    if (E.What != LockEvent::Kind::Call)
      return E;
    E.Called.Callee = text();
    E.Called.Name = text();
    E.Called.IsVirtual = below(2) == 0;
    E.Called.Doubt = CallDoubt(below(3));
    E.Called.On = path();
    for (unsigned N = below(3); N > 0; --N)
      E.Called.Args.push_back(path());
    if (below(3) == 0)
      E.Called.Runs[below(3)] = text();
    if (below(3) == 0) {
      E.Called.Unknown = UnknownCallee::FunctionObject;
      E.Called.Callable = path();
    }
    if (below(3) == 0)
      E.GuardLocks[below(3)] = {0};
    return E;
  }

  UnitRecord record() {
    UnitRecord R;
    R.File = text();
    R.Files = {text(), text()};
    R.Checks[text()] = Profile(below(2));
    R.HeaderFilter = text();
    Finding F;
    F.Check = text();
    F.At = place();
    F.Steps = {{place(), text()}};
    F.Sureness = Confidence(below(2));
    F.Fixes = {{place(), place(), text()}};
    F.In = {text(), text(), false};
    F.Identity = {text()};
    R.Results.Reported = {F};
    R.Open = {{{text(), true}, below(3), {F}, {{Supposition(below(6)), F}}}};
    R.Results.QuietAt = {{text(), place()}};
    R.Comments = {{text(), place(), text(), below(9), below(9)}};
    R.Broken = below(2) == 0;
    R.Counts.Functions = below(9);
    R.Counts.Unseen = below(9);
    if (below(2) == 0)
      R.Counts.TooLarge = {{text(), place()}};
    return R;
  }

  std::set<std::string> ids() {
    std::set<std::string> Ids = {"0123"};
    if (below(2) == 0)
      Ids = {"cafe", "f00d"};
    return Ids;
  }

  std::set<std::string> texts() {
    std::set<std::string> Texts;
    for (unsigned N = below(3); N > 0; --N)
      Texts.insert(text());
    return Texts;
  }

  std::string text() {
    static const char *const Texts[] = {
        "",          "c:@F@f#",    "c:@F@f#I#",       "c:@S@Pool@F@post#",
        "c:@S@Pool", "pool.h",     "caf\xC3\xA9.cpp", "'post' keeps it here",
        "a\tb\"c\\", "std::thread"};
    return Texts[below(std::size(Texts))];
  }

  std::mt19937 Numbers;
};

} // namespace fearless

#endif
