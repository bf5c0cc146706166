//===- MergeSummaries.cpp - Summaries of many units -> one ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Units may disagree on a function (an #ifdef, another flag). Then what is kept
// is what any of them says.
//
//===----------------------------------------------------------------------===//

#include "summary/UnitFile.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

/// Orders escapes of one key: the better one first.
static bool isBetter(const Escape &A, const Escape &B) {
  const auto Rank = [](const Escape &E) {
    return std::make_tuple(!E.Doubt.empty(), E.Way.size());
  };
  if (Rank(A) != Rank(B))
    return Rank(A) < Rank(B);
  if (std::tie(A.Doubt, A.Noun) != std::tie(B.Doubt, B.Noun))
    return std::tie(A.Doubt, A.Noun) < std::tie(B.Doubt, B.Noun);
  return std::lexicographical_compare(
      A.Way.begin(), A.Way.end(), B.Way.begin(), B.Way.end(),
      [](const Hop &X, const Hop &Y) {
        return std::tie(X.At, X.What) < std::tie(Y.At, Y.What);
      });
}

bool addEscape(std::vector<Escape> &To, Escape E) {
  const auto Place =
      llvm::lower_bound(To, E, [](const Escape &A, const Escape &B) {
        return A.key() < B.key();
      });
  if (Place == To.end() || Place->key() != E.key())
    To.insert(Place, std::move(E));
  else if (isBetter(E, *Place))
    *Place = std::move(E);
  else
    return false;
  return true;
}

static void merge(FunctionSummary &Into, const FunctionSummary &From) {
  if (std::tie(From.At, From.Name) < std::tie(Into.At, Into.Name))
    std::tie(Into.At, Into.Name) = std::tie(From.At, From.Name);
  for (const Escape &E : From.Escapes)
    addEscape(Into.Escapes, E);
  Into.Runs.insert(From.Runs.begin(), From.Runs.end());
  Into.Calls.insert(From.Calls.begin(), From.Calls.end());
  Into.Passes.insert(From.Passes.begin(), From.Passes.end());
  Into.Starts.insert(From.Starts.begin(), From.Starts.end());
}

void merge(UnitSummary &Into, const UnitSummary &From) {
  for (const auto &[Entity, Function] : From.Functions)
    if (const auto [Entry, Inserted] =
            Into.Functions.try_emplace(Entity, Function);
        !Inserted)
      merge(Entry->second, Function);
  for (const auto &[Entity, By] : From.Overriders)
    Into.Overriders[Entity].insert(By.begin(), By.end());
}

/// Two runs over what is called one unit: one stands for both, whichever came
/// first here.
static void merge(UnitRecord &Into, const UnitRecord &From) {
  if (Into == From)
    return;
  const auto BytesOf = [](const UnitRecord &Record) {
    UnitFile Alone;
    Alone.Units.try_emplace("", Record);
    return writeUnitFile(Alone);
  };
  if (BytesOf(From) < BytesOf(Into))
    Into = From;
}

/// Moves over what is not there yet.
static void merge(UnitSummary &Into, UnitSummary &&From) {
  Into.Functions.merge(From.Functions);
  Into.Overriders.merge(From.Overriders);
  merge(Into, std::as_const(From));
}

void merge(UnitFile &Into, UnitFile From) {
  merge(Into.Summary, std::move(From.Summary));
  Into.Locks.merge(From.Locks);
  for (auto &[Function, Ids] : From.Locks)
    Into.Locks[Function].merge(Ids);
  Into.Orders.merge(From.Orders);
  Into.Levels.merge(From.Levels);
  Into.Units.merge(From.Units);
  for (const auto &[Id, Record] : From.Units)
    merge(Into.Units[Id], Record);
}

} // namespace fearless
