//===- SelectLocks.cpp - The lock summaries that a program needs ----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of a unit's functions, those that lock, block or run code that is not seen,
// themselves or through calls. Calls of others that are defined in the unit are
// left out: what another unit has under their names is none of theirs.
//
//===----------------------------------------------------------------------===//

#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

class Selection {
public:
  explicit Selection(const LockProgram &P)
      : P(P), Matters(P.Functions.size(), false), Callers(P.Functions.size()) {
    for (size_t I = 0; I != P.Functions.size(); ++I) {
      if (!P.Functions[I].Summary.Inits.empty())
        mark(static_cast<int>(I));
      for (const LockEvent &E : P.Functions[I].Summary.Events)
        visit(static_cast<int>(I), E);
    }
    while (!Pending.empty()) {
      const int Callee = Pending.back();
      Pending.pop_back();
      for (int Caller : Callers[Callee])
        mark(Caller);
    }
  }

  /// The summary without calls that do nothing.
  LockSummary of(size_t I) const {
    LockSummary S = P.Functions[I].Summary;
    llvm::erase_if(S.Events, [&](const LockEvent &E) {
      return isIdle(E) || E.IsOfCallee;
    });
    return S;
  }

private:
  /// The definition that a call surely goes to; -1 if that is not known.
  int definitionOf(const LockEvent &E) const {
    if (E.What != LockEvent::Kind::Call || E.Called.IsVirtual ||
        E.Called.Unknown != UnknownCallee::None)
      return -1;
    const auto Found = P.ByEntity.find(E.Called.Callee);
    return Found == P.ByEntity.end() ? -1 : Found->second.front();
  }

  bool isIdle(const LockEvent &E) const {
    const int Callee = definitionOf(E);
    return Callee >= 0 && !Matters[Callee];
  }

  void visit(int Caller, const LockEvent &E) {
    if (const int Callee = definitionOf(E); Callee >= 0)
      Callers[Callee].push_back(Caller);
    else
      mark(Caller);
  }

  void mark(int Function) {
    if (Matters[Function])
      return;
    Matters[Function] = true;
    Pending.push_back(Function);
  }

  const LockProgram &P;
  std::vector<bool> Matters;
  std::vector<std::vector<int>> Callers;
  std::vector<int> Pending;
};

} // namespace

std::vector<LockSummary> selectLocks(const LockProgram &P) {
  // What does nothing counts all the same where another might have been called.
  std::set<std::string> Virtual;
  for (const auto &[Entity, By] : P.Overriders) {
    Virtual.insert(Entity);
    Virtual.insert(By.begin(), By.end());
  }
  const Selection Selected(P);
  std::vector<LockSummary> Summaries;
  for (size_t I = 0; I != P.Functions.size(); ++I) {
    LockSummary S = Selected.of(I);
    if (!S.Events.empty() || !S.Inits.empty() || Virtual.count(S.Entity))
      Summaries.push_back(std::move(S));
  }
  return Summaries;
}

} // namespace fearless
