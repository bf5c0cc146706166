//===- RecordEnteredGuards.cpp - Guards that the caller made --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Guards that exist when a function is entered: parameters, what parameters
// lead to, and members of the object. Each knows a lock that has no name of its
// own here: the caller puts its own in the place.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;

/// The locks that a guard knows when the function is entered.
void LockRecorder::tieEntered(StorageId Guard, AccessPath Path, StringRef Name,
                              SourceLocation At) {
  LockObject Object;
  Object.Path = std::move(Path);
  Object.Path.Fields = {"guarded"};
  Object.One = true;
  Object.Text = Object.Name = "the lock of " + Name.str();
  LockStep Step;
  Step.Do = LockAction::Tie;
  Step.Guard = Guard;
  Step.Locks.push_back(In.Facts.Locks.add(std::move(Object)));
  In.addFact(event::Lock{add(std::move(Step), At)}, At);
}

void LockRecorder::recordParameters() {
  for (const ParmVarDecl *P : In.What.Function->parameters()) {
    const QualType T = P->getType(), Object = behindPointer(T);
    const unsigned Index = P->getFunctionScopeIndex();
    const AccessPath Path = {AccessPath::Root::Parameter, Index, "", {}};
    if (In.Rows.guard(Object)) {
      const StorageId S =
          T->isReferenceType() ? In.callersObject(P) : In.storageOf(P);
      In.Facts.Locks.GuardParams[Index] = S;
      if (In.Rows.guard(T) && !T->isReferenceType())
        In.Facts.Locks.ReleasesAtEnd[S] = true;
      tieEntered(S, Path, P->getName(), P->getLocation());
    } else if (T->isReferenceType() || T->isPointerType()) {
      // Guards among the members of what it leads to.
      if (const CXXRecordDecl *R = Object->getAsCXXRecordDecl();
          R && R->hasDefinition() && !isStandard(R))
        tieMembers(R, Path,
                   (P->getName() + (T->isPointerType() ? "->" : ".")).str(),
                   P->getLocation());
    }
  }
  // Guards among the members of the object.
  const auto *M = dyn_cast<CXXMethodDecl>(In.What.Function);
  if (!M || M->isStatic() || isa<CXXConstructorDecl>(M) ||
      M->getParent()->isLambda())
    return;
  tieMembers(M->getParent(), {AccessPath::Root::This, 0, "", {}}, "",
             M->getLocation());
}

/// Likewise, of the guards that are members of an object.
void LockRecorder::tieMembers(const CXXRecordDecl *R, const AccessPath &Path,
                              const std::string &Prefix, SourceLocation At) {
  for (const FieldDecl *Field : R->fields()) {
    const QualType T = Field->getType();
    if (!In.Rows.guard(T) || T->isReferenceType())
      continue;
    const StorageId S =
        In.outside(Prefix + Field->getNameAsString(), T, Field->getLocation(),
                   Path.field(In.Entities(Field)));
    tieEntered(S, Path, Field->getName(), At);
  }
}

} // namespace fearless
