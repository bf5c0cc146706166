//===- Summary.h - What one function does to its inputs ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One record a function: what outlives the call of what its callers passed, and
// where it goes; which of the callables that it can reach it runs; what it
// starts and calls. In terms of access paths and entities only, so that
// summaries can be stored, merged and linked without any source.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_SUMMARY_H
#define FEARLESS_CHECKS_SUMMARY_SUMMARY_H

#include "facts/Objects.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <set>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

/// A value that the caller provides.
struct Origin {
  AccessPath Of;
  /// A pointer or reference to it; else the value that it holds.
  bool Address = false;

  auto operator<=>(const Origin &) const = default;
};

/// Where a value that outlives the call goes.
enum class Destination : uint8_t {
  /// To a thread, as (a part of) its callable or arguments.
  Thread,
  /// Into an object that the caller knows, to be called later.
  Stored,
  /// Into such an object, as something that it may refer to later.
  Object,
  /// Into the call of a function that is not seen.
  Unknown,
};

/// Something of the caller's outlives the call.
struct Escape {
  Origin What;
  Destination Where = Destination::Thread;
  /// What keeps it, or keeps the handle of the thread; not known: nobody does.
  AccessPath Keeper;
  /// What was not seen and would have to hold; empty: it surely escapes.
  std::string Doubt;
  /// The way from the entry of the function to the destination.
  std::vector<Hop> Way;
  /// What messages call it: "thread", "task" or "callback".
  std::string Noun;

  /// Escapes that differ in the way only are one.
  auto key() const { return std::tie(What, Where, Keeper); }
  bool operator==(const Escape &) const = default;
};

/// A call whose target may be another function of the program.
struct CalledFunction {
  std::string Entity;
  bool IsVirtual = false;

  auto operator<=>(const CalledFunction &) const = default;
};

/// A value of the caller's goes to a function that its own unit does not see.
struct Passing {
  Origin What;
  CalledFunction To;
  unsigned Parameter = 0;
  /// The object and the arguments of the call.
  AccessPath On;
  std::vector<AccessPath> Args;
  Place At;

  auto operator<=>(const Passing &) const = default;
};

/// What one function does.
struct FunctionSummary {
  std::string Entity;
  /// Qualified, for messages and dumps.
  std::string Name;
  Place At;
  /// Ordered by key, each key once.
  std::vector<Escape> Escapes;
  /// The callables that are called before the function returns: parameters,
  /// members, globals.
  std::set<AccessPath> Runs;
  std::set<CalledFunction> Calls;
  /// What the program has to say more of than the unit.
  std::set<Passing> Passes;
  /// The functions that threads run which are started here.
  std::set<std::string> Starts;

  /// Nothing that a caller would have to know.
  bool empty() const {
    return Escapes.empty() && Runs.empty() && Calls.empty() && Passes.empty() &&
           Starts.empty();
  }
  bool operator==(const FunctionSummary &) const = default;
};

/// What a unit tells of the functions that it sees.
struct UnitSummary {
  /// By entity. A header's inline function arrives from every unit, and is the
  /// same in each.
  std::map<std::string, FunctionSummary> Functions;
  /// For each virtual function, those that override it directly.
  std::map<std::string, std::set<std::string>> Overriders;

  bool operator==(const UnitSummary &) const = default;
};

/// Adds an escape, or keeps the one of the same key that is surer, and then the
/// one with the shorter way: what is kept does not depend on the order. Whether
/// that changed anything.
bool addEscape(std::vector<Escape> &To, Escape E);

/// Adds what another unit knows. Commutative, associative and idempotent.
void merge(UnitSummary &Into, const UnitSummary &From);

/// The words of dumps.
llvm::StringRef nameOf(Destination D);

/// Prints a summary: what `fearless dump summary` shows.
void printSummary(llvm::raw_ostream &OS, const UnitSummary &Unit);

} // namespace fearless

#endif
