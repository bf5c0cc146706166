//===- CallbackUnderLock.cpp - fearless-callback-under-lock ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes calls of functions that the holder of a lock does not know: function
// objects, function pointers, virtual functions of observers. What they do is
// not seen, so that is possible trouble; it is definite where a closure that is
// visibly passed in blocks. Silent where it takes the lock again: that is a
// double lock.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeLocks.h"
#include "rules/Rule.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace fearless {

std::vector<Finding> findCallbackUnderLock(const Program &Whole);

namespace {

/// Names of interfaces that others implement to be told something.
bool isObserverLike(llvm::StringRef Function) {
  const llvm::StringRef Class = Function.rsplit("::").first;
  return llvm::any_of(
      llvm::ArrayRef<llvm::StringRef>{"Listener", "Observer", "Callback",
                                      "Handler", "Delegate", "Subscriber",
                                      "Visitor", "Client"},
      [&](llvm::StringRef End) { return Class.ends_with(End); });
}

std::string whatIsCalled(const LockEvent &E) {
  switch (E.Called.Unknown) {
  case UnknownCallee::FunctionObject:
    return "function object '" + E.Called.Name + "'";
  case UnknownCallee::FunctionPointer:
    return "function pointer '" + E.Called.Name + "'";
  case UnknownCallee::None:
    return "virtual function '" + E.Called.Name + "'";
  }
  return "";
}

/// A caller that passes in a closure which surely blocks.
struct Bound {
  const LinkedLocks *Caller = nullptr;
  const LockEvent *Call = nullptr;
  const ReachedBlock *Block = nullptr;
};

class CallbackFinder {
public:
  explicit CallbackFinder(const LockProgram &P) : P(P) {}

  std::optional<Finding> judge(const LinkedLocks &F, const LockEvent &E,
                               const std::vector<Bound> &Bindings) const {
    const bool Unknown = E.Called.Unknown != UnknownCallee::None;
    const bool Observer = E.Called.IsVirtual && !E.Called.IsDestructor &&
                          isObserverLike(E.Called.Name);
    if (E.What != LockEvent::Kind::Call || (!Unknown && !Observer))
      return std::nullopt;
    const std::vector<LockAt> Held = heldAcross(F, E, E.Released);
    if (Held.empty())
      return std::nullopt;
    const std::vector<std::string> Names = nameHeld(F, Held);
    const std::string Locks = quoteNames(Names);
    Finding Found;
    Found.Check = "fearless-callback-under-lock";
    Found.At = E.At;
    Found.In = F.Summary.In;
    Found.Message = whatIsCalled(E) + " is called while " + Locks +
                    (Names.size() == 1 ? " is" : " are") + " held";
    for (const LockAt &L : Held)
      Found.Steps.push_back(describeTaking(L, F.Summary.Objects[L.Lock]));
    if (Bindings.empty()) {
      Found.Steps.push_back(
          {E.At, "it may take any lock, or wait; copy what it needs, unlock " +
                     Locks + ", and then call it"});
      addDoubt(Found, "what it does", E.At);
      return Found;
    }
    const Bound &B = Bindings.front();
    Found.Steps.push_back({B.Call->At, "'" + B.Caller->Summary.Name +
                                           "' passes in what is called"});
    const std::vector<ChainStep> Chain = chainOf(P, *B.Block);
    describeCalls(Chain, Found.Steps);
    Found.Steps.push_back(
        {Chain.back().At,
         "'" + B.Block->Blocks.Name + "' " + B.Block->Blocks.Waits + " here"});
    Found.Steps.push_back({E.At, "unlock " + Locks + " before calling it"});
    return Found;
  }

  /// For each function, by parameter, closures passed in that surely block.
  std::map<std::pair<int, unsigned>, std::vector<Bound>> bindings() const {
    std::map<std::pair<int, unsigned>, std::vector<Bound>> All;
    for (const LinkedLocks &F : P.Functions)
      for (const LockEvent &E : F.Summary.Events) {
        if (E.What != LockEvent::Kind::Call || E.Called.Runs.empty())
          continue;
        const std::vector<int> To = P.definitionsOf(E.Called.Callee, F);
        if (To.empty())
          continue;
        for (const auto &[Index, Entity] : E.Called.Runs)
          for (int Closure : P.definitionsOf(Entity, F))
            for (const ReachedBlock &R : P.Functions[Closure].Blocks)
              if (R.Blocks.Tier == 0 && !R.Possible && !R.Blocks.LetsGo)
                for (int Callee : To)
                  All[{Callee, Index}].push_back({&F, &E, &R});
      }
    return All;
  }

private:
  const LockProgram &P;
};

} // namespace

std::vector<Finding> findCallbackUnderLock(const Program &Whole) {
  std::vector<Finding> Findings;
  const LockProgram &P = locksOf(Whole.Unit);
  const CallbackFinder Finder(P);
  const auto Bindings = Finder.bindings();
  for (size_t I = 0; I != P.Functions.size(); ++I)
    for (const LockEvent &E : P.Functions[I].Summary.Events) {
      std::vector<Bound> Known;
      const AccessPath &Callable = E.Called.Callable;
      if (Callable.From == AccessPath::Root::Parameter &&
          Callable.Fields.empty())
        if (const auto Found =
                Bindings.find({static_cast<int>(I), Callable.Index});
            Found != Bindings.end())
          Known = Found->second;
      if (std::optional<Finding> F = Finder.judge(P.Functions[I], E, Known))
        Findings.push_back(std::move(*F));
    }
  return Findings;
}

} // namespace fearless
