//===- FindLockEdges.cpp - A linked program -> edges of the lock order ----===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

bool isReleased(const AccessPath &Held,
                const std::vector<AccessPath> &Released) {
  return llvm::any_of(Released, [&](const AccessPath &Path) {
    return Path == Held || (!Path.isKnown() && classOf(Path) == classOf(Held) &&
                            !classOf(Path).empty());
  });
}

std::string spellDoubt(CallDoubt Doubt) {
  switch (Doubt) {
  case CallDoubt::None:
    return "which function is called";
  case CallDoubt::LastOwner:
    return "whether the owner that lets go is the last one";
  case CallDoubt::OldTarget:
    return "what the function object held before";
  }
  return "";
}

template <class Reached>
static std::vector<ChainStep> chain(const LockProgram &P, const Reached &Start,
                                    std::vector<Reached> LinkedLocks::*List) {
  std::vector<ChainStep> Steps;
  const Reached *R = &Start;
  while (Steps.size() != 24) {
    Steps.push_back({R->At, ""});
    if (R->Callee < 0)
      break;
    const LinkedLocks &Callee = P.Functions[R->Callee];
    Steps.back().Calls = Callee.Summary.Name;
    if (R->Item >= (Callee.*List).size())
      break;
    R = &(Callee.*List)[R->Item];
  }
  return Steps;
}

std::vector<ChainStep> chainOf(const LockProgram &P, const ReachedLock &R) {
  return chain(P, R, &LinkedLocks::Locks);
}

std::vector<ChainStep> chainOf(const LockProgram &P, const ReachedBlock &R) {
  return chain(P, R, &LinkedLocks::Blocks);
}

const LinkedLocks &takerOf(const LockProgram &P, const LockEdge &E) {
  int Function = E.Function;
  const ReachedLock *R = &E.Second;
  for (unsigned Depth = 0; R->Callee >= 0 && Depth != 24; ++Depth) {
    Function = R->Callee;
    if (R->Item >= P.Functions[Function].Locks.size())
      break;
    R = &P.Functions[Function].Locks[R->Item];
  }
  return P.Functions[Function];
}

/// Of what callers hold, all that excludes others and is not released
/// meanwhile.
static void addGates(std::set<std::string> &To,
                     const std::map<std::string, LockMode> &HeldByCallers,
                     const std::vector<AccessPath> &Released) {
  for (const auto &[Class, Mode] : HeldByCallers)
    if (Mode == LockMode::Exclusive &&
        llvm::none_of(Released, [&](const AccessPath &Path) {
          return classOf(Path) == Class;
        }))
      To.insert(Class);
}

std::vector<LockEdge> findLockEdges(const LockProgram &P) {
  std::vector<LockEdge> Edges;
  for (size_t I = 0; I != P.Functions.size(); ++I) {
    const LinkedLocks &F = P.Functions[I];
    for (const LockEvent &E : F.Summary.Events) {
      if (E.Held.empty())
        continue;
      for (ReachedLock &Second : reachedLocks(P, F, E)) {
        // Whoever calls this function says whether it happens.
        Second.Possible |= Second.Given != E.Given;
        // What is held already is waited for by nobody else.
        const bool IsHeld = llvm::any_of(E.Held, [&](const LockAt &Held) {
          return Second.Lock.Path.isKnown() && Second.Lock.One &&
                 F.Summary.Objects[Held.Lock].Path == Second.Lock.Path;
        });
        for (const LockAt &First : E.Held) {
          const LockObject &Lock = F.Summary.Objects[First.Lock];
          if (isReleased(Lock.Path, Second.Released) ||
              (IsHeld && Lock.Path != Second.Lock.Path))
            continue;
          LockEdge Edge{First, Lock, Second, static_cast<int>(I), {}};
          for (const LockAt &Other : E.Held)
            if (Other.Lock != First.Lock && Other.Mode == LockMode::Exclusive &&
                !isReleased(F.Summary.Objects[Other.Lock].Path,
                            Second.Released))
              Edge.Gates.insert(classOf(F.Summary.Objects[Other.Lock].Path));
          if (F.HeldByCallers)
            addGates(Edge.Gates, *F.HeldByCallers, Second.Released);
          Edges.push_back(std::move(Edge));
        }
      }
    }
  }
  return Edges;
}

} // namespace fearless
