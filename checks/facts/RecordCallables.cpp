//===- RecordCallables.cpp - Calls of callables -> lock steps -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls whose function is not known, and standard functions that run what they
// are given before they return.
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;

bool isFunctionObject(const CXXRecordDecl *R) {
  return R && StringSwitch<bool>(simpleName(R))
                  .Cases({"function", "move_only_function", "copyable_function",
                          "function_ref", "Function", "FunctionRef",
                          "AnyInvocable", "unique_function"},
                         true)
                  .Default(false);
}

/// The path of what is called. A callable that is passed by value is known by
/// its position as long as nothing else is stored in it.
AccessPath LockRecorder::pathOfCallable(const Expr *Called) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(Called->IgnoreParenImpCasts());
  const auto *P = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  if (P && P->getType()->isRecordType() &&
      P->getDeclContext() == In.What.Function && !In.Writes.contains(P))
    return {AccessPath::Root::Parameter, P->getFunctionScopeIndex(), "", {}};
  return pathOf(Called);
}

void LockRecorder::recordUnknownCall(const CallExpr *E) {
  LockStep Step;
  Step.Do = LockAction::Call;
  const Expr *Called = E->getCallee();
  Step.Called.Unknown = UnknownCallee::FunctionPointer;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    Called = Op->getArg(0);
    Step.Called.Unknown = UnknownCallee::FunctionObject;
  }
  Step.Called.Name = textOf(Called);
  Step.Called.Callable = pathOfCallable(Called);
  In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
             E->getExprLoc());
}

/// Standard functions that run what they are given, and return.
void LockRecorder::recordInlineRuns(const CallExpr *E) {
  const StringRef Name = simpleName(E->getDirectCallee());
  const bool Runs =
      StringSwitch<bool>(Name)
          .Cases({"for_each", "for_each_n", "find_if", "find_if_not", "any_of",
                  "all_of", "none_of", "count_if", "sort", "stable_sort"},
                 true)
          .Cases({"transform", "remove_if", "erase_if", "accumulate",
                  "generate", "copy_if", "partition", "invoke", "apply",
                  "visit", "call_once"},
                 true)
          .Cases({"wait", "wait_for", "wait_until"}, true)
          .Default(false);
  if (!Runs)
    return;
  if (Name == "call_once") // and behind it again, as a call
    In.Accesses.recordSignal(E);
  for (const Expr *Arg : E->arguments())
    if (const std::string Entity = runBy(Arg); !Entity.empty()) {
      LockStep Step;
      Step.Do = LockAction::Call;
      Step.Called.Callee = Entity;
      Step.Called.Name = "lambda";
      Step.Called.On.From = AccessPath::Root::This;
      Step.Called.OnPlace.From = AccessPath::Root::This;
      In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
                 E->getExprLoc());
    }
}

} // namespace fearless
