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

#include "summary/Summary.h"
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
