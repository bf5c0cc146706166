//===- DescribeCrossing.cpp - Crossings -> findings -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the findings about crossings have in common: the chain of reasons, the
// spawn, the spawner's use, the instantiation, and the remedy that fits the
// leaf.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeCrossing.h"
#include <set>

namespace fearless {

bool isRunByThread(const SpawnSite &Spawn) {
  return !Spawn.Deferred &&
         (Spawn.Kind == SpawnKind::Thread || Spawn.Kind == SpawnKind::Task);
}

void addChain(std::vector<Step> &Steps, const Answer &A, const Place &At) {
  bool First = true;
  for (const Reason &R : A.Chain) {
    Steps.push_back(
        {R.At.isValid() ? R.At : At, (First ? "because " : "and ") + R.Text});
    First = false;
  }
}

static std::string remedyFor(const Objection &O) {
  const Answer &A = *O.Why;
  if (!A.Affinity.empty())
    return "use it only on the " + A.Affinity +
           "; from others, send that thread a message or a copy of the data";
  switch (A.Leaf) {
  case LeafKind::PlainCount:
    return "use a pointer with an atomic count such as std::shared_ptr, or "
           "give "
           "the thread a deep copy";
  case LeafKind::UnguardedWrite:
  case LeafKind::Mutable:
    return "guard that write with a mutex or make it atomic, or give each "
           "thread an object of its own";
  case LeafKind::Annotation:
    return A.Of == Trait::Send
               ? "give the thread an object of its own, made there"
               : "guard every use with one mutex, or give each thread an "
                 "object "
                 "of its own";
  default:
    return A.Of == Trait::Send
               ? "give the thread a copy of the data, made there"
               : "guard every use with one mutex, or give each thread an "
                 "object "
                 "of its own";
  }
}

Finding describeCrossing(llvm::StringRef Check, const Objection &O,
                         std::string Message) {
  const Crossing &C = *O.What;
  Finding F;
  F.Check = Check.str();
  F.At = C.At;
  F.Message = std::move(Message);
  addChain(F.Steps, *O.Why, C.At);
  if (O.Spawn->At.isValid() && O.Spawn->At.Line != C.At.Line)
    F.Steps.push_back(
        {O.Spawn->At, "the " + O.Spawn->Noun + " is started here"});
  if (O.Use)
    F.Steps.push_back({O.Use->At, (C.Name.empty() ? "it" : quote(C.Name)) +
                                      " is used here, while the " +
                                      O.Spawn->Noun + " may be running"});
  if (!O.Spawn->Instance.Name.empty() && O.Spawn->Instance.At.isValid())
    F.Steps.push_back({O.Spawn->Instance.At, "in the instantiation " +
                                                 quote(O.Spawn->Instance.Name) +
                                                 ", which is asked for here"});
  F.Steps.push_back({C.At, remedyFor(O)});
  if (!O.Doubt.empty())
    addDoubt(F, O.Doubt, C.At);
  return F;
}

std::vector<Finding> oncePerPlace(std::vector<Finding> Findings) {
  std::vector<Finding> Kept;
  std::set<Place> Definite, Any;
  for (const Finding &F : Findings)
    if (F.Sureness == Confidence::Definite)
      Definite.insert(F.At);
  for (Finding &F : Findings)
    if ((F.Sureness == Confidence::Definite || !Definite.count(F.At)) &&
        Any.insert(F.At).second)
      Kept.push_back(std::move(F));
  return Kept;
}

} // namespace fearless
