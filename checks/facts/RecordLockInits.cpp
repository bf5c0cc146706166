//===- RecordLockInits.cpp - Whether locks are made recursive -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutex of C is recursive by how it is initialized, not by its type. One that
// is initialized with an attribute of unknown kind counts as recursive: whoever
// takes the trouble to pass one mostly wants that. Not seen: initialization in
// another unit.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

static std::optional<uint64_t> constantOf(const Expr *E, const ASTContext &In) {
  Expr::EvalResult Result;
  if (E->isValueDependent() || !E->EvaluateAsInt(Result, In))
    return std::nullopt;
  return Result.Val.getInt().getZExtValue();
}

/// The kind that the function sets an attribute object to; nothing if it sets
/// none, or one that is not constant.
static void findKinds(const Stmt *S, const ValueDecl *Attribute,
                      const ASTContext &In, bool &Sets, bool &IsPlain) {
  if (!S)
    return;
  if (const auto *Call = dyn_cast<CallExpr>(S);
      Call && Call->getNumArgs() == 2 &&
      simpleName(Call->getDirectCallee()) == "pthread_mutexattr_settype") {
    const Expr *Of = Call->getArg(0)->IgnoreParenImpCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(Of))
      Of = U->getSubExpr()->IgnoreParenImpCasts();
    if (namedVariable(Of) == Attribute) {
      Sets = true;
      // PTHREAD_MUTEX_NORMAL, or glibc's adaptive one.
      const std::optional<uint64_t> Kind = constantOf(Call->getArg(1), In);
      IsPlain &= Kind == 0U || Kind == 3U;
    }
  }
  for (const Stmt *Child : S->children())
    findKinds(Child, Attribute, In, Sets, IsPlain);
}

static bool mayMakeRecursive(const Expr *Attribute, const Stmt *Body,
                             const ASTContext &In) {
  if (Attribute->isNullPointerConstant(const_cast<ASTContext &>(In),
                                       Expr::NPC_ValueDependentIsNotNull))
    return false;
  const Expr *Of = Attribute->IgnoreParenImpCasts();
  const auto *U = dyn_cast<UnaryOperator>(Of);
  const ValueDecl *Local =
      U && U->getOpcode() == UO_AddrOf
          ? namedVariable(U->getSubExpr()->IgnoreParenImpCasts())
          : nullptr;
  const auto *V = dyn_cast_or_null<VarDecl>(Local);
  if (!V || !V->isLocalVarDecl())
    return true;
  bool Sets = false, IsPlain = true;
  findKinds(Body, V, In, Sets, IsPlain);
  return Sets && !IsPlain;
}

bool LockRecorder::recordLockInit(const CallExpr *E) {
  const StringRef Name = simpleName(E->getDirectCallee());
  if (E->getNumArgs() != 2)
    return false;
  bool Recursive = false;
  if (Name == "pthread_mutex_init")
    Recursive =
        mayMakeRecursive(E->getArg(1), In.What.Function->getBody(), In.Unit);
  else if (Name == "mtx_init") // mtx_recursive is a bit of its own
    Recursive = constantOf(E->getArg(1), In.Unit).value_or(1) % 2 == 1;
  else
    return false;
  if (Recursive)
    if (std::string Class = classOf(pathOf(E->getArg(0))); !Class.empty())
      In.Facts.Locks.MayRecurse.insert(std::move(Class));
  return true;
}

void markRecursiveLocks(UnitFacts &Unit) {
  std::set<std::string> Recursive;
  for (const FunctionFacts &F : Unit.Functions)
    Recursive.insert(F.Locks.MayRecurse.begin(), F.Locks.MayRecurse.end());
  if (Recursive.empty())
    return;
  for (FunctionFacts &F : Unit.Functions)
    for (LockObject &Lock : F.Locks.Objects)
      Lock.Recursive |= Recursive.count(classOf(Lock.Path)) != 0;
}

} // namespace fearless
