//===- DescribeLocks.cpp - Sentences about held locks ---------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeLocks.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

std::string spellLock(const LockObject &Lock) {
  return "'" + (Lock.Text.empty() ? Lock.Name : Lock.Text) + "'";
}

Step describeTaking(const LockAt &Held, const LockObject &Lock) {
  const char *How =
      Held.Mode == LockMode::Shared ? "locked for reading here" : "locked here";
  if (Held.Taker.empty())
    return {Held.Since, spellLock(Lock) + " is " + How};
  return {Held.Since,
          spellLock(Lock) + " is " + How + ", by '" + Held.Taker + "'"};
}

void describeCalls(const std::vector<ChainStep> &Chain,
                   std::vector<Step> &Steps) {
  for (size_t I = 0; I + 1 < Chain.size(); ++I)
    if (!Chain[I].Calls.empty())
      Steps.push_back({Chain[I].At, "'" + Chain[I].Calls + "' is called here"});
}

std::vector<std::string> nameHeld(const LinkedLocks &F,
                                  const std::vector<LockAt> &Held) {
  std::vector<std::string> Names;
  for (const LockAt &L : Held) {
    const LockObject &Lock = F.Summary.Objects[L.Lock];
    const std::string &Name = Lock.Text.empty() ? Lock.Name : Lock.Text;
    if (!llvm::is_contained(Names, Name))
      Names.push_back(Name);
  }
  return Names;
}

std::vector<LockAt> heldAcross(const LinkedLocks &F, const LockEvent &E,
                               const std::vector<AccessPath> &Released) {
  std::vector<LockAt> Held;
  for (const LockAt &L : E.Held) {
    const AccessPath &Path = F.Summary.Objects[L.Lock].Path;
    if (!isReleased(Path, Released) && !isOwnLocal(Path, F.Summary.Entity))
      Held.push_back(L);
  }
  return Held;
}

} // namespace fearless
