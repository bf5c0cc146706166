//===- NonSend.cpp - fearless-non-send ------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the values that cross at each spawn and whose type is not Send. What
// makes a copied value dangerous, a count that copies share, does no harm to
// one that is moved while nobody keeps a copy: that is possible only. What
// belongs to one thread may not cross in any way.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeCrossing.h"
#include "rules/Rule.h"

namespace fearless {

std::vector<Finding> findNonSend(const Program &P);

static std::string sentence(const SpawnSite &Spawn, const Crossing &C) {
  const std::string How = C.How == CrossingKind::Copy   ? "is copied to"
                          : C.How == CrossingKind::Move ? "is moved to"
                                                        : "goes to";
  if (C.Name.empty())
    return "a " + quote(C.Type) + " " + How + " another " + Spawn.Noun +
           ", but that type is not Send";
  return quote(C.Name) + " " + How + " another " + Spawn.Noun + ", but " +
         quote(C.Type) + " is not Send";
}

std::vector<Finding> findNonSend(const Program &P) {
  std::vector<Finding> Findings;
  for (const FunctionFacts &F : P.Unit.Functions)
    for (const SpawnSite &Spawn : F.Spawns)
      for (const Crossing &C : Spawn.Crossings) {
        if (!isRunByThread(Spawn) || !C.isValue() || !C.Core.isNo() ||
            C.Core.Of != Trait::Send)
          continue;
        Objection O{&F, &Spawn, &C, &C.Core, "", nullptr};
        if (C.Core.Leaf == LeafKind::PlainCount && C.How != CrossingKind::Copy)
          O.Doubt = "whether the spawner keeps a copy of it";
        if (O.Doubt.empty())
          O.Doubt = Spawn.Doubt;
        Findings.push_back(
            describeCrossing("fearless-non-send", O, sentence(Spawn, C)));
      }
  return oncePerPlace(std::move(Findings));
}

} // namespace fearless
