//===- RecordAttributes.cpp - Capability attributes -> lock steps ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/Attr.h"

namespace fearless {

using namespace clang;

/// What clang's capability attributes say of a function whose body is not seen.
void LockRecorder::addAttributes(const FunctionDecl *To, const Expr *On,
                                 ArrayRef<const Expr *> Args, LockStep &Step) {
  const auto Add = [&](const auto *A, LockAction Does) {
    Step.Otherwise = Does;
    Step.Mode = A->isShared() ? LockMode::Shared : LockMode::Exclusive;
    if (A->args_size() == 0 && On) {
      Step.Locks.push_back(lockOf(On));
    } else if (A->args_size() == 0) {
      LockObject Object;
      Object.Path = Step.Called.On;
      Object.One = Object.Path.isKnown();
      Object.Text = Object.Name = Step.Called.Name;
      Step.Locks.push_back(In.Facts.Locks.add(std::move(Object)));
    }
    for (const Expr *Arg : A->args()) {
      const auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenImpCasts());
      const auto *P = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
      if (P && P->getFunctionScopeIndex() < Args.size()) {
        Step.Locks.push_back(lockOf(Args[P->getFunctionScopeIndex()]));
        continue;
      }
      // The object is that of the callee.
      NamedObject N = nameOf(Arg, 1);
      N.Path = N.Path.substitute(Step.Called.On, Step.Called.Args);
      N.One = true;
      Step.Locks.push_back(addLock(N, Arg));
    }
  };
  if (const auto *A = To->getAttr<AcquireCapabilityAttr>())
    Add(A, LockAction::Acquire);
  else if (const auto *A = To->getAttr<ReleaseCapabilityAttr>())
    Add(A, LockAction::Release);
}

} // namespace fearless
