//===- RecordBoundary.cpp - What comes in and goes out -> events ----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The boundary of a function: what parameters and members hold when it is
// entered, what a constructor gives its members, and what is returned.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;
using Depth = ObjectRef::Depth;

/// What parameters hold when the function is entered. View parameters refer to
/// something of the caller's.
void FunctionCollector::recordParameters() {
  for (const ParmVarDecl *P : What.Function->parameters()) {
    const QualType T = P->getType();
    if (!Types.mayBorrow(T.getNonReferenceType()))
      continue;
    const StorageId Held =
        T->isReferenceType() ? callersObject(P) : storageOf(P);
    Value V;
    if (!T->isReferenceType() && Types.isView(T))
      V.Loans.push_back(addLoan(LoanKind::View,
                                {Depth::Itself, callersObject(P)},
                                P->getLocation(), viewText(T)));
    V.Loans.push_back(
        addLoan(LoanKind::Incoming, ObjectRef::itself(Held), P->getLocation()));
    addFact(event::Assign{Held, std::move(V), false}, P->getLocation());
  }
}

/// Likewise, what is there for members that hold callables, once all are known.
void FunctionCollector::recordMembersAtEntry() {
  Now = 0;
  for (const StorageId Member : CallableMembers) {
    if (Facts.Storages[Member].Kind == StorageKind::Callers)
      continue; // a parameter
    Value V;
    V.Loans.push_back(addLoan(LoanKind::Incoming, ObjectRef::itself(Member),
                              DeclaredAt[Member]));
    addFact(event::Assign{Member, std::move(V), false}, DeclaredAt[Member]);
  }
}

void FunctionCollector::recordReturn(const ReturnStmt *S) {
  const Expr *Result = S->getRetValue();
  if (!Result)
    return;
  if (Types.mayBorrow(Result->getType()) && !Result->isLValue()) {
    if (!Facts.Result) {
      Facts.Result = addStorage(StorageKind::Temporary, "", Result->getType(),
                                S->getBeginLoc());
      Facts.Storages[*Facts.Result].Path.From = AccessPath::Root::Result;
    }
    addFact(event::Assign{*Facts.Result, decayCopyOf(Result), /*Keep=*/true},
            S->getBeginLoc());
  }
  if (!Types.holdsHandle(Result->getType()))
    return;
  const StorageId Slot = slotFor(S);
  if (takeHandles(ObjectRef::itself(Slot), Result, /*Keep=*/false))
    addFact(event::Leave{Slot, /*Returned=*/true, ""}, S->getBeginLoc());
}

/// A member that a constructor initializes.
void FunctionCollector::recordInitializer(const CXXCtorInitializer *I) {
  const FieldDecl *Field = I->getAnyMember();
  if (!Field || !I->getInit())
    return;
  const QualType T = Field->getType();
  if (!Types.holdsHandle(T) && !Types.mayBorrow(T))
    return;
  const AccessPath Path = Facts.Storages[thisStorage()].Path;
  const StorageId To = outside(Field->getName(), T, Field->getLocation(),
                               Path.field(Entities(Field)));
  if (Types.holdsHandle(T))
    takeHandles(ObjectRef::itself(To), I->getInit(), /*Keep=*/false);
  else if (!T->isReferenceType())
    if (Value Held = valueOf(I->getInit()); !Held.empty())
      addFact(event::Assign{To, std::move(Held), false},
              I->getSourceLocation());
}

} // namespace fearless
