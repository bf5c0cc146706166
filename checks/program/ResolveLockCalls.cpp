//===- ResolveLockCalls.cpp - What a call runs, as far as locks go --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call goes to the functions of its entity in the caller's own units, and
// where there are none, to any of the program: then it is only possible that it
// is one of several. Virtual calls go to all that override; what is handed to a
// function that runs it is called, too.
//
//===----------------------------------------------------------------------===//

#include "program/LockProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

bool shareUnit(const LinkedLocks &A, const LinkedLocks &B) {
  if (A.Units.empty() || B.Units.empty())
    return true;
  const bool Fewer = A.Units.size() <= B.Units.size();
  const std::set<std::string> &Few = (Fewer ? A : B).Units,
                              &Many = (Fewer ? B : A).Units;
  return llvm::any_of(Few,
                      [&](const std::string &Id) { return Many.count(Id); });
}

bool isOfEachUnit(const std::string &Class) {
  return Class.find("|c:") != std::string::npos;
}

std::vector<int> LockProgram::definitionsOf(llvm::StringRef Entity,
                                            const LinkedLocks &From) const {
  const auto Found = ByEntity.find(Entity);
  if (Found == ByEntity.end())
    return {};
  const llvm::SmallVector<int, 1> &All = Found->second;
  std::vector<int> Near;
  if (All.size() != 1)
    for (int I : All)
      if (shareUnit(Functions[I], From))
        Near.push_back(I);
  return Near.empty() ? std::vector<int>(All.begin(), All.end()) : Near;
}

/// The targets of a call, without what those run of what they are handed.
static std::vector<CallTarget> directTargets(const LockProgram &P,
                                             const LinkedLocks &From,
                                             const LockEvent &E) {
  std::vector<CallTarget> Targets;
  std::set<std::string> Seen;
  size_t Bodies = 0;
  const auto Add = [&](const std::string &Entity, const auto &Self) -> void {
    if (!Seen.insert(Entity).second || Seen.size() > 16)
      return;
    const std::vector<int> Definitions = P.definitionsOf(Entity, From);
    const bool Elsewhere =
        Definitions.size() > 1 && !shareUnit(P.Functions[Definitions[0]], From);
    Bodies += !Definitions.empty();
    for (int I : Definitions)
      Targets.push_back({I, Elsewhere, E.Called});
    if (!E.Called.IsVirtual)
      return;
    if (const auto Others = P.Overriders.find(Entity);
        Others != P.Overriders.end())
      for (const std::string &Other : Others->second)
        Self(Other, Self);
  };
  Add(E.Called.Callee, Add);
  // Of a class that derives from another, a destructor may be nowhere written.
  if ((Seen.size() > 1 && (Bodies != 1 || E.Called.IsDestructor)) ||
      E.Called.Doubt != CallDoubt::None)
    for (CallTarget &To : Targets)
      To.Possible = true;
  return Targets;
}

std::vector<CallTarget> LockProgram::targetsOf(const LinkedLocks &From,
                                               const LockEvent &E) const {
  if (E.Called.Callee.empty())
    return {};
  std::vector<CallTarget> Targets = directTargets(*this, From, E);
  // Closures that the callee runs before it returns.
  const size_t Direct = Targets.size();
  for (size_t I = 0; I != Direct && !E.Called.Runs.empty(); ++I)
    for (const LockEvent &Inner :
         Functions[Targets[I].Function].Summary.Events) {
      const AccessPath &Callable = Inner.Called.Callable;
      const auto Runs = E.Called.Runs.find(Callable.Index);
      if (Inner.Called.Unknown == UnknownCallee::None ||
          Callable.From != AccessPath::Root::Parameter ||
          !Callable.Fields.empty() || Runs == E.Called.Runs.end())
        continue;
      LockCall Call;
      Call.Callee = Runs->second;
      Call.Name = "lambda";
      Call.On.From = AccessPath::Root::This;
      for (int Closure : definitionsOf(Runs->second, From))
        Targets.push_back({Closure, Targets[I].Possible, Call});
    }
  return Targets;
}

} // namespace fearless
