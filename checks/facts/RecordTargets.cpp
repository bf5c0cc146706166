//===- RecordTargets.cpp - Targets of function objects -> lock steps ------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function object that is given something else drops what it held: a closure,
// and with it the objects that this owns. Which closure that was is known as
// far as the unit assigns one to the same member or variable.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;

/// Levels of owners, elements and fields that are followed.
static constexpr unsigned MaxDepth = 4;

/// What stands for the target of a function object: a virtual function that all
/// destructors override which dropping it may run.
static std::string targetOf(const ValueDecl *Function,
                            const EntityNamer &Entities) {
  return "target of " + Entities(Function);
}

void LockRecorder::dropTarget(const Expr *Function, SourceLocation At) {
  const ValueDecl *Of = nameOf(Function).Last;
  const auto *V = dyn_cast_or_null<VarDecl>(Of);
  if (!Of || (V && !V->hasGlobalStorage()))
    return;
  LockStep Step;
  Step.Do = LockAction::Call;
  Step.Called.Callee = targetOf(Of, In.Entities);
  Step.Called.Name = "the old target of '" + Of->getNameAsString() + "'";
  Step.Called.IsVirtual = true;
  Step.Called.IsDestructor = true;
  Step.Called.Doubt = CallDoubt::OldTarget;
  In.addFact(event::Lock{add(std::move(Step), At)}, At);
}

/// The destructors of a type that user code provides.
static void collectEnds(QualType T, const EntityNamer &Entities,
                        std::set<std::string> &Ends, unsigned Depth = 0) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || Depth > MaxDepth)
    return;
  R = R->getDefinition();
  if (isStandard(R)) {
    const StringRef Name = simpleName(R);
    if (Name == "shared_ptr" || isUniqueOwner(R) || elementTypes(R) != 0)
      anyTypeArgument(R, [&](QualType Of) {
        if (!Of.isNull())
          collectEnds(Of, Entities, Ends, Depth + 1);
        return false;
      });
    return;
  }
  if (const CXXDestructorDecl *D = R->getDestructor(); D && D->isUserProvided())
    Ends.insert(Entities(D));
  else
    for (const FieldDecl *F : R->fields())
      collectEnds(F->getType(), Entities, Ends, Depth + 1);
}

void LockRecorder::recordTarget(const Expr *Function, const Expr *Closure) {
  const ValueDecl *Of = nameOf(Function).Last;
  const Expr *Value = Closure->IgnoreUnlessSpelledInSource();
  while (const auto *Make = dyn_cast<CXXConstructExpr>(Value)) {
    if (Make->getNumArgs() != 1)
      break;
    Value = Make->getArg(0)->IgnoreUnlessSpelledInSource();
  }
  const auto *Lambda = dyn_cast<LambdaExpr>(Value);
  if (!Of || !Lambda)
    return;
  std::set<std::string> Ends;
  for (const FieldDecl *F : Lambda->getLambdaClass()->fields())
    collectEnds(F->getType(), In.Entities, Ends);
  if (!Ends.empty())
    In.Facts.Locks.Targets[targetOf(Of, In.Entities)].merge(Ends);
}

} // namespace fearless
