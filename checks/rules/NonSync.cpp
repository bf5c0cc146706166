//===- NonSync.cpp - fearless-non-sync ------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what crosses at each spawn by reference, pointer, `this` or shared
// pointer, and leads to an object that is not Sync. It is no problem while only
// one thread can reach the object: a finding needs the spawner to use it while
// the thread may be running.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeCrossing.h"
#include "rules/Rule.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

std::vector<Finding> findNonSync(const Program &P);

static std::string sentence(const SpawnSite &Spawn, const Crossing &C,
                            const Answer &Why) {
  const std::string Not =
      Why.Of == Trait::ThreadSafe ? " is not thread-safe" : " is not Sync";
  const std::string Other = " is shared with another " + Spawn.Noun + ", but ";
  const std::string Culprit = quote(Why.Type.empty() ? C.Type : Why.Type);
  if (!C.isValue())
    return (C.Name.empty() ? "a " + quote(C.Type) : quote(C.Name)) + Other +
           quote(C.Type) + Not;
  if (C.Name.empty())
    return "an object" + Other + Culprit + Not;
  return "what " + quote(C.Name) + " leads to" + Other + Culprit + Not;
}

/// The answer that speaks against the crossing; null if none does. A value that
/// fails for its own sake is fearless-non-send's.
static const Answer *objectionTo(const Crossing &C) {
  const auto Counts = [&](const Answer &A) {
    return (A.isNo() || A.isSuspicious()) &&
           (!C.isValue() || A.Of != Trait::Send);
  };
  if (C.isValue() && C.Core.isNo() && C.Core.Of == Trait::Send)
    return nullptr;
  if (Counts(C.Core))
    return &C.Core;
  // What is done to an object that crosses by reference is to be seen.
  return C.isValue() && Counts(C.Strict) ? &C.Strict : nullptr;
}

/// The write is in a field of the object, which the threads need not use.
static bool isInField(const Answer &Why) {
  return (Why.Leaf == LeafKind::UnguardedWrite ||
          Why.Leaf == LeafKind::PlainCount) &&
         llvm::any_of(Why.Chain, [](const Reason &R) {
           return llvm::StringRef(R.Text).starts_with("field ");
         });
}

/// Why an objection is only possible, beside what the flow leaves open.
static std::string doubtOf(const Crossing &C, const Answer &Why) {
  if (&Why == &C.Strict)
    return "whether a lock is held for all uses";
  if (Why.Leaf == LeafKind::Pointer)
    return "whether others use what the pointer leads to";
  if (!Why.isNo())
    return "whether const members write";
  if (isInField(Why))
    return "whether both threads use that field";
  // A thread that works for its own class knows which members it may use.
  if (C.How == CrossingKind::This && Why.Leaf != LeafKind::Annotation)
    return "which members the thread uses";
  return "";
}

std::vector<Finding> findNonSync(const Program &P) {
  std::vector<Finding> Findings;
  for (const FunctionFacts &F : P.Unit.Functions) {
    // Where something did not compile, the join may be what is missing.
    if (F.Broken)
      continue;
    std::optional<FunctionFlow> Flow;
    for (SpawnId Id = 0; Id != F.Spawns.size(); ++Id) {
      const SpawnSite &Spawn = F.Spawns[Id];
      for (const Crossing &C : Spawn.Crossings) {
        const Answer *Why = objectionTo(C);
        if (!isRunByThread(Spawn) || !Why || !C.Of || F.Blocks.empty())
          continue;
        if (!Flow)
          Flow = solveFlow(F);
        const std::optional<SharedUse> R = findSharedUse(F, *Flow, Id, *C.Of);
        // What is moved away is not reached by its old name.
        if (!R || C.How == CrossingKind::Move)
          continue;
        std::string Doubt = doubtOf(C, *Why);
        if (Doubt.empty())
          Doubt = R->Doubt;
        if (Doubt.empty())
          Doubt = Spawn.Doubt;
        const Objection O{&F, &Spawn, &C, Why, Doubt, R->Use};
        Findings.push_back(
            describeCrossing("fearless-non-sync", O, sentence(Spawn, C, *Why)));
      }
    }
  }
  return oncePerPlace(std::move(Findings));
}

} // namespace fearless
