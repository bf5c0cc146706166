//===- RecordGuards.cpp - What becomes of guards -> lock steps ------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Constructors of guards with their tags, members, moves and returns. Objects
// of the user's own classes count as guards if they end with a destructor:
// whether that releases anything is found from its body. The ends of guards are
// the Expire events of their storages.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// Objects of the type may hold a lock until their end.
bool LockRecorder::mayHoldLock(QualType T) const {
  T = T.getNonReferenceType();
  if (In.Rows.guard(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isLambda())
    return false;
  if (isStandard(R))
    return llvm::is_contained({"optional", "pair", "tuple", "unique_ptr"},
                              simpleName(R)) &&
           anyTypeArgument(R, [&](QualType A) {
             return !A.isNull() && In.Rows.guard(A) != nullptr;
           });
  if (R->hasUserDeclaredDestructor() && R->getDestructor() &&
      R->getDestructor()->isUserProvided())
    return true;
  return llvm::any_of(R->fields(), [&](const FieldDecl *F) {
    return In.Rows.guard(F->getType());
  });
}

std::optional<StorageId> LockRecorder::guardOf(const Expr *E) const {
  const ObjectRef Of =
      E->getType()->isPointerType() ? In.pointeeOf(E) : In.objectOf(E);
  if (Of.isItself())
    return Of.Root;
  // A parameter that points to a guard stands for it.
  if (Of.How == ObjectRef::Depth::Pointee)
    for (const auto &Param : In.Facts.Locks.GuardParams)
      if (Param.second == Of.Root)
        return Of.Root;
  return std::nullopt;
}

/// The end of a storage runs the destructor of its class.
void LockRecorder::noteEnd(StorageId S, QualType T, const AccessPath &Path,
                           SourceLocation At) {
  In.Facts.Locks.ReleasesAtEnd[S] = mayHoldLock(T);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || isStandard(R) || In.Rows.guard(T))
    return;
  const CXXDestructorDecl *D = R->getDestructor();
  if (!D || !D->isUserProvided())
    return;
  LockStep Step;
  Step.Do = LockAction::Call;
  Step.Called = describeCall(D, {});
  Step.Called.IsDestructor = true;
  Step.Called.On = Path;
  Step.Called.OnGuard = S;
  In.Facts.Locks.Ends[S] = add(std::move(Step), At);
}

void LockRecorder::recordCleanup(const VarDecl *V, const FunctionDecl *F) {
  LockStep Step;
  Step.Do = LockAction::Call;
  Step.Called = describeCall(F, {});
  // It is given the variable's address; paths follow pointers.
  Step.Called.Args.push_back(nameOfVariable(V, /*Depth=*/0).Path);
  In.addFact(event::Lock{add(std::move(Step), V->getEndLoc())}, V->getEndLoc());
}

bool LockRecorder::holdsGuard(QualType T) const {
  if (In.Rows.guard(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isLambda())
    return false;
  if (isStandard(R))
    return anyTypeArgument(
        R, [&](QualType Of) { return !Of.isNull() && holdsGuard(Of); });
  return llvm::any_of(R->fields(), [&](const FieldDecl *F) {
    return In.Rows.guard(F->getType()) != nullptr;
  });
}

static StringRef tagOf(QualType T) {
  return simpleName(T.getNonReferenceType()->getAsCXXRecordDecl());
}

void LockRecorder::recordGuardConstruct(const CXXConstructExpr *E,
                                        const GuardRow &Row) {
  const StorageId Guard = In.temporaryOf(skipToValue(E));
  const SourceLocation At = E->getExprLoc();
  In.Facts.Locks.ReleasesAtEnd[Guard] = true;
  LockStep Step;
  Step.Guard = Guard;
  Step.Mode = Row.Shared ? LockMode::Shared : LockMode::Exclusive;
  if (Row.ModeArg && !Row.ExclusiveByDefault)
    Step.Mode = LockMode::Shared;
  if (Row.Unlocks)
    Step.Do = LockAction::Suspend;
  llvm::SmallVector<const Expr *, 2> Locks;
  for (unsigned I = 0; I != E->getNumArgs(); ++I) {
    const Expr *Arg = E->getArg(I);
    const QualType T = Arg->getType();
    if (Arg->isNullPointerConstant(In.Unit, Expr::NPC_ValueDependentIsNotNull))
      continue;
    if (Row.ModeArg == I && T->isBooleanType()) {
      bool Exclusive = true;
      if (Arg->EvaluateAsBooleanCondition(Exclusive, In.Unit))
        Step.Mode = Exclusive ? LockMode::Exclusive : LockMode::Shared;
    } else if (tagOf(T) == "defer_lock_t") {
      Step.Do = LockAction::Tie;
    } else if (tagOf(T) == "adopt_lock_t") {
      Step.Do = LockAction::Adopt;
    } else if (tagOf(T) == "try_to_lock_t") {
      Step.Do = LockAction::Tie;
    } else if (In.Rows.guard(T)) {
      if (const std::optional<StorageId> From = guardOf(Arg)) {
        Step.From = From;
        if (!Row.Unlocks)
          Step.Do = LockAction::Move;
      }
    } else if (T->isRecordType() && isStandard(T->getAsCXXRecordDecl()) &&
               (tagOf(T) == "duration" || tagOf(T) == "time_point")) {
      Step.Do = LockAction::Tie;
    } else if (!T->isArithmeticType()) {
      if (!isDummy(T->isPointerType() ? T->getPointeeType()
                                      : T.getNonReferenceType()))
        Locks.push_back(Arg);
    }
  }
  if (Locks.size() == 1 && Step.Do == LockAction::Acquire) {
    const QualType T = Locks[0]->getType();
    return recordAcquire(Locks[0], T->isPointerType() ? T->getPointeeType() : T,
                         Step.Mode, Guard, At);
  }
  for (const Expr *Lock : Locks)
    Step.Locks.push_back(lockOf(Lock));
  if (!Step.Locks.empty() || Step.From)
    In.addFact(event::Lock{add(std::move(Step), At)}, At);
}

/// Returning a variable that is made in the place of the result: compilers copy
/// or move nothing.
static bool isOfReturnedVariable(const CXXConstructExpr *E) {
  if (!E->getConstructor()->isCopyOrMoveConstructor() || E->getNumArgs() == 0)
    return false;
  const auto *V = dyn_cast_or_null<VarDecl>(
      namedVariable(E->getArg(0)->IgnoreParenImpCasts()));
  return V && V->isNRVOVariable();
}

void LockRecorder::recordConstruct(const CXXConstructExpr *E) {
  const QualType T = E->getType();
  const CXXConstructorDecl *Ctor = E->getConstructor();
  if (const GuardRow *Row = In.Rows.guard(T))
    return recordGuardConstruct(E, *Row);
  if (isStandard(Ctor) || Ctor->isImplicit() || Ctor->isDefaulted() ||
      isOfReturnedVariable(E) ||
      In.Unit.getSourceManager().isInSystemHeader(Ctor->getLocation()))
    return;
  const llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
  LockStep Step;
  Step.Do = LockAction::Call;
  Step.Called = describeCall(Ctor, Args);
  In.Accesses.describeCall(Ctor, nullptr, Args, Step.Called);
  if (mayHoldLock(T)) {
    Step.Guard = In.temporaryOf(skipToValue(E));
    noteEnd(*Step.Guard, T, {}, E->getEndLoc());
    addAttributes(Ctor, nullptr, Args, Step);
  }
  const std::optional<StorageId> Guard = Step.Guard;
  In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
             E->getExprLoc());
  // What the constructor has not let go of is the new object's.
  if (holdsGuard(T))
    for (const Expr *Arg : Args)
      if (In.Rows.guard(Arg->getType()) && !Arg->isLValue())
        recordMove(*Guard, Arg, E->getExprLoc());
}

/// A guard that moves into a closure is for whoever runs that: nothing here
/// holds its locks any more.
void LockRecorder::recordClosure(const LambdaExpr *E) {
  for (const Expr *Init : E->capture_inits()) {
    if (!Init || Init->isGLValue() || !In.Rows.guard(Init->getType()))
      continue;
    LockStep Step;
    Step.Do = LockAction::Unlock;
    Step.Guard = In.temporaryOf(skipToValue(Init));
    In.addFact(event::Lock{add(std::move(Step), Init->getExprLoc())},
               Init->getExprLoc());
  }
}

void LockRecorder::recordMove(StorageId To, const Expr *From,
                              SourceLocation At) {
  LockStep Step;
  Step.Do = LockAction::Move;
  Step.Guard = To;
  const Expr *Value = skipToValue(From);
  if (const auto *List = dyn_cast<InitListExpr>(Value)) {
    for (const Expr *Element : List->inits())
      if (holdsGuard(Element->getType()))
        recordMove(To, Element, At);
    return;
  }
  // A user's own guard, moved as a whole: a constructor that moves takes over
  // what is to be released.
  if (const auto *Make = dyn_cast<CXXConstructExpr>(Value);
      Make && Make->getConstructor()->isMoveConstructor() &&
      !In.Rows.guard(Make->getType()))
    Value = Make->getArg(0);
  if (From->isGLValue())
    Step.From = guardOf(From);
  else if (Value->isGLValue())
    Step.From = guardOf(Value);
  else if (isa<CXXConstructExpr, CallExpr>(Value))
    Step.From = In.temporaryOf(Value);
  if (Step.From && *Step.From != To)
    In.addFact(event::Lock{add(std::move(Step), At)}, At);
}

void LockRecorder::recordDeclaration(const VarDecl *V) {
  const QualType T = V->getType();
  if (V->hasGlobalStorage() || !V->getInit() || T->isReferenceType() ||
      !T->isRecordType() || !mayHoldLock(T))
    return;
  const StorageId S = In.storageOf(V);
  const std::string Owner =
      isa<FunctionDecl>(V->getDeclContext())
          ? In.Entities(cast<FunctionDecl>(V->getDeclContext()))
          : "";
  noteEnd(S, T,
          {AccessPath::Root::Local,
           0,
           Owner + " " + V->getNameAsString() + " " +
               std::to_string(In.place(V->getLocation()).Line),
           {}},
          V->getLocation());
  recordMove(S, V->getInit(), V->getLocation());
}

/// A guard that is a member. Not seen: one that is a base.
void LockRecorder::recordInitializer(const CXXCtorInitializer *I) {
  const FieldDecl *Field = I->getAnyMember();
  if (!Field || !I->getInit() || !mayHoldLock(Field->getType()))
    return;
  const AccessPath Path = In.Facts.Storages[In.thisStorage()].Path;
  const StorageId To =
      In.outside(Field->getName(), Field->getType(), Field->getLocation(),
                 Path.field(In.Entities(Field)));
  recordMove(To, I->getInit(), I->getSourceLocation());
}

void LockRecorder::recordReturn(const ReturnStmt *S) {
  const Expr *Value = S->getRetValue();
  if (!Value || Value->isGLValue() || !mayHoldLock(Value->getType()))
    return;
  if (!In.Facts.Locks.Result)
    In.Facts.Locks.Result = In.addStorage(StorageKind::Temporary, "",
                                          Value->getType(), S->getBeginLoc());
  recordMove(*In.Facts.Locks.Result, Value, S->getBeginLoc());
}

void LockRecorder::recordAssignment(const CXXOperatorCallExpr *E) {
  if (const std::optional<StorageId> To = guardOf(E->getArg(0)))
    recordMove(*To, E->getArg(1), E->getExprLoc());
}

} // namespace fearless
