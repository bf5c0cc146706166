//===- ExpandCallbacks.cpp - Closures that callees run under locks --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `registry.each([&] { ... })`: the callee runs what it is given while it holds
// locks of its own, which only the caller knows together with the closure. Such
// a run becomes an event of the caller: a call of the closure, with the locks
// of both held. Not seen: closures that a callee hands on.
//
//===----------------------------------------------------------------------===//

#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

/// The closure that the caller hands over and that the event of the callee
/// runs, if it is one. A template knows which one it is.
static llvm::StringRef closureRun(const LockEvent &Inner,
                                  const LockCall &Call) {
  if (Inner.What != LockEvent::Kind::Call || Inner.Held.empty())
    return "";
  const bool Known = Inner.Called.Unknown == UnknownCallee::None;
  for (const auto &[Index, Closure] : Call.Runs)
    if (Known ? Inner.Called.Callee == Closure
              : Inner.Called.Callable.From == AccessPath::Root::Parameter &&
                    Inner.Called.Callable.Fields.empty() &&
                    Inner.Called.Callable.Index == Index)
      return Closure;
  return "";
}

/// What the callee holds, as the caller sees it.
static std::vector<LockAt> heldIn(const LinkedLocks &Callee,
                                  const LockEvent &Inner, const LockCall &Call,
                                  LockSummary &Caller) {
  std::vector<LockAt> All;
  for (LockAt Held : Inner.Held) {
    LockObject Lock = Callee.Summary.Objects[Held.Lock];
    if (isLockOfGuard(Lock.Path) ||
        isOwnLocal(Lock.Path, Callee.Summary.Entity))
      continue;
    Lock.Path = liftPath(Lock.Path, Call, Caller.Entity);
    Lock.One &= Lock.Path.isKnown();
    const auto Same =
        llvm::find_if(Caller.Objects, [&](const LockObject &Other) {
          return Other.Path == Lock.Path && Lock.Path.isKnown();
        });
    Held.Lock = static_cast<LockId>(Same - Caller.Objects.begin());
    if (Same == Caller.Objects.end()) {
      Lock.Text = Lock.Name;
      Caller.Objects.push_back(std::move(Lock));
    }
    Held.Taker = Callee.Summary.Name;
    All.push_back(std::move(Held));
  }
  return All;
}

void expandCallbacks(LockProgram &P) {
  for (LinkedLocks &F : P.Functions) {
    std::vector<LockEvent> Runs;
    for (const LockEvent &E : F.Summary.Events) {
      if (E.Called.Runs.empty() || E.Called.IsVirtual)
        continue;
      for (int To : P.definitionsOf(E.Called.Callee, F)) {
        const LinkedLocks &Callee = P.Functions[To];
        if (&Callee == &F)
          continue;
        for (const LockEvent &Inner : Callee.Summary.Events) {
          const llvm::StringRef Closure = closureRun(Inner, E.Called);
          if (Closure.empty())
            continue;
          LockEvent Run = E;
          Run.IsOfCallee = true;
          llvm::append_range(Run.Held,
                             heldIn(Callee, Inner, E.Called, F.Summary));
          Run.Called = LockCall();
          Run.Called.Callee = Closure.str();
          Run.Called.Name = "lambda";
          Run.Called.On.From = AccessPath::Root::This;
          Run.GuardLocks.clear();
          Runs.push_back(std::move(Run));
        }
      }
    }
    llvm::append_range(F.Summary.Events, Runs);
  }
}

} // namespace fearless
