//===- ReachLocks.cpp - An event -> what it may take, and where it blocks -===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What callees reach, in the terms of the caller. Locks of guards and variables
// of a callee's own are left out: nobody else takes those. A function may block
// if its arguments are not known to exclude that.
//
//===----------------------------------------------------------------------===//

#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

/// Paths of a callee, as the caller sees them.
static std::vector<AccessPath> liftPaths(const std::vector<AccessPath> &Paths,
                                         const LockEvent &E,
                                         const LockCall &Call,
                                         const LockSummary &Caller) {
  std::vector<AccessPath> Lifted;
  for (const AccessPath &Path : Paths) {
    if (isLockOfGuard(Path)) {
      if (const auto Locks = E.GuardLocks.find(guardIndexOf(Path));
          Locks != E.GuardLocks.end())
        for (LockId L : Locks->second)
          Lifted.push_back(Caller.Objects[L].Path);
      continue;
    }
    Lifted.push_back(liftPath(Path, Call, Caller.Entity));
  }
  return Lifted;
}

namespace {

/// What a call says of the parameters on which something in its target depends.
struct Comes {
  /// They are as they have to be; nothing: not known.
  std::optional<bool> Surely = true;
  /// The caller's own parameters that have to be so.
  std::map<unsigned, bool> Given;
};

} // namespace

/// Whether something that is given those parameters happens in a call.
static Comes comesTo(const LockCall &Call,
                     const std::map<unsigned, bool> &Given,
                     const LockEvent &E) {
  Comes Now;
  Now.Given = E.Given;
  for (const auto &[Parameter, Value] : Given) {
    const auto Flag = Call.Flags.find(Parameter);
    const AccessPath *Passed =
        Parameter < Call.Args.size() ? &Call.Args[Parameter] : nullptr;
    if (Flag != Call.Flags.end()) {
      if (Flag->second != Value)
        return {false, {}};
    } else if (Passed && Passed->From == AccessPath::Root::Parameter &&
               Passed->Fields.empty()) {
      if (Now.Given.try_emplace(Passed->Index, Value).first->second != Value)
        return {false, {}};
    } else {
      Now.Surely.reset();
    }
  }
  return Now;
}

/// Whoever drops one owner of several under a lock does not see the end of the
/// count, unless it is dropped by the code that holds the lock.
template <class Reached>
static void doubtLastOwner(const LockEvent &E, Reached &R) {
  if (!E.OnlyForLastOwner || !E.Held.empty() || R.Possible)
    return;
  R.Possible = true;
  R.Doubt = CallDoubt::LastOwner;
}

std::vector<ReachedLock>
reachedLocks(const LockProgram &P, const LinkedLocks &F, const LockEvent &E) {
  std::vector<ReachedLock> All;
  if (E.What == LockEvent::Kind::Take)
    for (const LockAt &Taken : E.Taken)
      All.push_back({F.Summary.Objects[Taken.Lock], Taken.Mode, Taken.Try,
                     false, CallDoubt::None, E.Given, E.Released, E.At, -1, 0});
  for (ReachedLock &R : All)
    doubtLastOwner(E, R);
  if (E.What != LockEvent::Kind::Call)
    return All;
  for (const CallTarget &To : P.targetsOf(F, E)) {
    const LinkedLocks &Callee = P.Functions[To.Function];
    for (unsigned I = 0; I != Callee.Locks.size(); ++I) {
      ReachedLock R = Callee.Locks[I];
      if (isOwnLocal(R.Lock.Path, Callee.Summary.Entity) ||
          isLockOfGuard(R.Lock.Path))
        continue;
      Comes Now = comesTo(To.Call, R.Given, E);
      if (Now.Surely == false)
        continue;
      R.Given = std::move(Now.Given);
      R.Lock.Path = liftPath(R.Lock.Path, To.Call, F.Summary.Entity);
      R.Lock.One &= R.Lock.Path.isKnown();
      R.Possible |= To.Possible || !Now.Surely;
      if (To.Call.Doubt != CallDoubt::None)
        R.Doubt = To.Call.Doubt;
      R.Released = liftPaths(R.Released, E, To.Call, F.Summary);
      R.Released.insert(R.Released.end(), E.Released.begin(), E.Released.end());
      R.At = E.At;
      R.Callee = To.Function;
      R.Item = I;
      doubtLastOwner(E, R);
      All.push_back(std::move(R));
    }
  }
  return All;
}

std::vector<ReachedBlock>
reachedBlocks(const LockProgram &P, const LinkedLocks &F, const LockEvent &E) {
  std::vector<ReachedBlock> All;
  // Who waits holds what it lets go of: the first on the way that is seen to
  // hold it.
  const auto Add = [&](ReachedBlock R) {
    doubtLastOwner(E, R);
    if (R.LetsUnknown)
      R.LetsUnknown = llvm::none_of(E.Held, [&](const LockAt &Held) {
        return isReleased(F.Summary.Objects[Held.Lock].Path, R.Released);
      });
    All.push_back(std::move(R));
  };
  if (E.What == LockEvent::Kind::Block) {
    ReachedBlock R{E.Blocks, false,      CallDoubt::None,
                   E.Given,  E.Released, E.Blocks.LetsGo,
                   E.At,     -1,         0};
    R.Released.insert(R.Released.end(), E.Lets.begin(), E.Lets.end());
    Add(std::move(R));
  }
  if (E.What != LockEvent::Kind::Call)
    return All;
  for (const CallTarget &To : P.targetsOf(F, E)) {
    if (To.Call.BlockingIsDeclared)
      continue;
    const LinkedLocks &Callee = P.Functions[To.Function];
    for (unsigned I = 0; I != Callee.Blocks.size(); ++I) {
      ReachedBlock R = Callee.Blocks[I];
      Comes Now = comesTo(To.Call, R.Given, E);
      if (Now.Surely == false)
        continue;
      R.Given = std::move(Now.Given);
      R.Possible |= To.Possible;
      if (To.Call.Doubt != CallDoubt::None)
        R.Doubt = To.Call.Doubt;
      R.Released = liftPaths(R.Released, E, To.Call, F.Summary);
      R.Released.insert(R.Released.end(), E.Released.begin(), E.Released.end());
      R.At = E.At;
      R.Callee = To.Function;
      R.Item = I;
      Add(std::move(R));
    }
  }
  return All;
}

} // namespace fearless
