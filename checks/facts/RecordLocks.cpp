//===- RecordLocks.cpp - Calls -> lock steps ------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a call does to locks: by a row, by clang's capability attributes, or by
// what its function is found to do. That is for flow/ to say; a lock of the
// user's own whose body is nowhere seen is taken for what its members promise.
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/FindLastOwners.h"
#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "model/ReadAnnotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

LockStepId LockRecorder::add(LockStep Step, SourceLocation At) {
  Step.At = In.place(At);
  if (!LastOwnerBlocks)
    LastOwnerBlocks = findLastOwnerBlocks(In.What.Function, In.Order, In.Unit);
  Step.OnlyForLastOwner = LastOwnerBlocks->contains(In.Order[In.Now]);
  const auto Id = static_cast<LockStepId>(In.Facts.Locks.Steps.size());
  In.Facts.Locks.Steps.push_back(std::move(Step));
  return Id;
}

void LockRecorder::recordStmt(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (E && E->isTypeDependent())
    return;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return recordCall(Call);
  if (const auto *Make = dyn_cast<CXXConstructExpr>(S))
    return recordConstruct(Make);
  if (const auto *Closure = dyn_cast<LambdaExpr>(S))
    return recordClosure(Closure);
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
    return recordDelete(Delete);
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Declared : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Declared))
        recordDeclaration(V);
  } else if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    recordReturn(R);
  }
}

/// Takes a lock; one of the user's own by calling its member.
void LockRecorder::recordAcquire(const Expr *Lock, QualType T, LockMode Mode,
                                 std::optional<StorageId> Guard,
                                 SourceLocation At) {
  const LockRow *Row = In.Rows.lock(T);
  if (isDummy(T))
    return;
  LockStep Step;
  Step.Mode = Mode;
  Step.Guard = Guard;
  Step.Locks.push_back(lockOf(Lock));
  const FunctionDecl *Member =
      Row ? nullptr
          : memberOf(T, Mode == LockMode::Shared ? "lock_shared" : "lock");
  if (Member) {
    Step.Do = LockAction::Call;
    Step.Called = describeCall(Member, {});
    Step.Called.On = In.Facts.Locks.Objects[Step.Locks[0]].Path;
    Step.Otherwise = LockAction::Acquire;
  }
  In.addFact(event::Lock{add(std::move(Step), At)}, At);
}

bool LockRecorder::recordLockFunction(const CallExpr *E) {
  const LockFunctionRow *Row = In.Rows.lockFunction(E);
  if (!Row)
    return false;
  if (Row->Does == LockEffect::Try)
    return true; // its result says more
  LockStep Step;
  Step.Do =
      Row->Does == LockEffect::Lock ? LockAction::Acquire : LockAction::Release;
  Step.Mode = Row->Shared ? LockMode::Shared : LockMode::Exclusive;
  for (unsigned I = 0; I != E->getNumArgs(); ++I) {
    if (Row->Arg && *Row->Arg != I)
      continue;
    const Expr *Arg = E->getArg(I);
    // std::lock(l1, l2) on guards takes what they know.
    if (In.Rows.guard(Arg->getType())) {
      if (const std::optional<StorageId> Guard = guardOf(Arg); !Guard) {
        continue;
      } else if (!Step.Guard) {
        Step.Do = LockAction::Relock;
        Step.Guard = Guard;
      } else {
        Step.Others.push_back(*Guard);
      }
      continue;
    }
    const LockId L = lockOf(Arg);
    In.Facts.Locks.Objects[L].Recursive |= Row->Recursive;
    In.Facts.Locks.Objects[L].Spin |= Row->Spin;
    Step.Locks.push_back(L);
  }
  if (!Step.Locks.empty() || Step.Guard)
    In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
               E->getExprLoc());
  return true;
}

bool LockRecorder::recordLockMember(const CXXMemberCallExpr *E) {
  const Expr *Object = E->getImplicitObjectArgument();
  const LockRow *Row = In.Rows.lock(behindPointer(Object->getType()));
  if (!Row)
    return false;
  const StringRef Name = simpleName(E->getMethodDecl());
  LockStep Step;
  if (names(Row->Lock, Name) || names(Row->LockShared, Name))
    Step.Do = LockAction::Acquire;
  else if (names(Row->Unlock, Name) || names(Row->UnlockShared, Name))
    Step.Do = LockAction::Release;
  else
    return names(Row->Try, Name) || names(Row->TryShared, Name);
  if (names(Row->LockShared, Name))
    Step.Mode = LockMode::Shared;
  if (Row->Dummy)
    return true;
  Step.Locks.push_back(lockOf(Object));
  In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
             E->getExprLoc());
  return true;
}

/// The function that an argument runs when it is called: a closure or a
/// function.
std::string LockRecorder::runBy(const Expr *E) const {
  E = E->IgnoreUnlessSpelledInSource();
  if (const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
      R && R->isLambda()) {
    const CXXMethodDecl *Op = R->getLambdaCallOperator();
    return Op && !Op->isDependentContext() ? In.Entities(Op) : "";
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    E = U->getSubExpr()->IgnoreParens();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return In.Entities(F);
  if (const auto *Make = dyn_cast<CXXConstructExpr>(E);
      Make && Make->getNumArgs() == 1)
    return runBy(Make->getArg(0));
  return "";
}

static bool isDispatched(const FunctionDecl *To) {
  const auto *M = dyn_cast<CXXMethodDecl>(To);
  return M && M->isVirtual() && !M->hasAttr<FinalAttr>() &&
         !M->getParent()->hasAttr<FinalAttr>() && !isa<CXXDestructorDecl>(M);
}

LockCall LockRecorder::describeCall(const FunctionDecl *To,
                                    ArrayRef<const Expr *> Args) const {
  LockCall Call;
  Call.Callee = In.Entities(To);
  Call.Name = To->getNameAsString();
  if (const auto *M = dyn_cast<CXXMethodDecl>(To))
    Call.Name = M->getParent()->isLambda()
                    ? "lambda"
                    : M->getParent()->getNameAsString() + "::" + Call.Name;
  Call.IsVirtual = isDispatched(To);
  Call.BlockingIsDeclared = declaredToBlock(To).has_value();
  for (unsigned I = 0; I != Args.size(); ++I) {
    const QualType T = Args[I]->getType();
    Call.Args.emplace_back();
    if (const std::optional<bool> Flag = isNotZero(Args[I], In.Unit))
      Call.Flags[I] = *Flag;
    // A number that the function was given, and hands on as it is. Of a pointer
    // that it was not given, it is not thought that it may be null.
    const ValueDecl *D = namedVariable(Args[I]->IgnoreParenImpCasts());
    const bool HandsOn = isa_and_nonnull<ParmVarDecl>(D) &&
                         D->getDeclContext() == In.What.Function &&
                         !In.Writes.contains(D);
    if (HandsOn && T->isIntegralOrEnumerationType())
      Call.Args.back() = {AccessPath::Root::Parameter,
                          cast<ParmVarDecl>(D)->getFunctionScopeIndex(),
                          "",
                          {}};
    else if (!HandsOn && T->isPointerType())
      Call.Flags.try_emplace(I, true);
    const QualType Object = behindPointer(T);
    if (holdsGuard(Object)) {
      const Expr *Made = skipToValue(Args[I]);
      if (const std::optional<StorageId> Guard = guardOf(Args[I]))
        Call.Guards[I] = *Guard;
      else if (isa<CXXConstructExpr, CallExpr>(Made) && Made->isPRValue())
        Call.Guards[I] = In.temporaryOf(Made);
    }
    if (In.Rows.guard(Object))
      continue;
    if (Object->isRecordType() || T->isPointerType())
      Call.Args.back() = pathOf(Args[I]);
    const CXXRecordDecl *R = Object->getAsCXXRecordDecl();
    if (isLockable(Object) || isLockedBy(R, "lock") || isLockedBy(R, "Lock"))
      Call.Texts[I] = textOf(Args[I]);
    if (Object->isRecordType() || Object->isFunctionType())
      if (std::string Runs = runBy(Args[I]); !Runs.empty())
        Call.Runs[I] = std::move(Runs);
  }
  return Call;
}

/// Whether the block, or the one that it leads to, ends the program.
static bool endsProgram(const CFGBlock *B) {
  const auto Ends = [](const CFGBlock *Block) {
    return Block->hasNoReturnElement() &&
           llvm::none_of(*Block, [](const CFGElement &E) {
             const auto S = E.getAs<CFGStmt>();
             return S && isa<CXXThrowExpr>(S->getStmt());
           });
  };
  // A call that may throw ends its block; the first way is the ordinary one.
  const CFGBlock *Next = nullptr;
  if (!B->succ_empty() && !B->getTerminatorStmt())
    Next = *B->succ_begin();
  return Ends(B) || (Next && Ends(Next));
}

static bool isCallOfLambda(const FunctionDecl *To) {
  const auto *M = dyn_cast<CXXMethodDecl>(To);
  return M && M->getParent()->isLambda();
}

void LockRecorder::recordUserCall(const CallExpr *E) {
  const FunctionDecl *To = E->getDirectCallee();
  // Whoever does not come back does not wait for the locks of others.
  if (To->isNoReturn() || endsProgram(In.Order[In.Now]) ||
      To->getBuiltinID() != 0 || To->isReplaceableGlobalAllocationFunction() ||
      In.Unit.getSourceManager().isInSystemHeader(To->getLocation()))
    return;
  llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    Object = M->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(E) && isa<CXXMethodDecl>(To) &&
             !Args.empty()) {
    Object = Args.front();
    Args.erase(Args.begin());
  }
  LockStep Step;
  Step.Do = LockAction::Call;
  Step.Called = describeCall(To, Args);
  In.Accesses.describeCall(To, Object, Args, Step.Called);
  if (Object && isCallOfLambda(To)) {
    // `this` in a closure is that of the function around it.
    if (cast<CXXMethodDecl>(To)->getParent()->getDeclContext() ==
        In.What.Function)
      Step.Called.On.From = AccessPath::Root::This;
  } else if (Object) {
    Step.Called.On = pathOf(Object);
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
        M && Step.Called.IsVirtual) {
      const auto *Named = dyn_cast<MemberExpr>(M->getCallee()->IgnoreParens());
      Step.Called.IsVirtual = Named && !Named->hasQualifier();
    }
    if (mayHoldLock(behindPointer(Object->getType())))
      Step.Called.OnGuard = guardOf(Object);
  }
  addAttributes(To, Object, Args, Step);
  const StringRef Name = simpleName(To);
  if (!Step.Otherwise && Object && To->getNumParams() == 0) {
    const auto *R = cast<CXXMethodDecl>(To)->getParent();
    if (StringRef Taker = takerOf(Name); Taker == Name && isLockedBy(R, Taker))
      Step.Otherwise = LockAction::Acquire;
    else if (!Taker.empty() && isLockedBy(R, Taker))
      Step.Otherwise = LockAction::Release;
    if (Step.Otherwise)
      Step.Locks.push_back(lockOf(Object));
  }
  if (!Step.Otherwise && isNamedLikeLocking(To, Step)) {
    Step.Locks.push_back(lockOf(Args[0]));
    In.Facts.Locks.Objects[Step.Locks.back()].ByName = true;
  }
  if (E->isPRValue() && mayHoldLock(E->getType())) {
    Step.Guard = In.temporaryOf(skipToValue(E));
    noteEnd(*Step.Guard, E->getType(), {}, E->getEndLoc());
  }
  In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
             E->getExprLoc());
}

void LockRecorder::recordCall(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee) {
    if (!E->getCallee()->isTypeDependent() &&
        !isa<CXXPseudoDestructorExpr>(E->getCallee()->IgnoreParens()))
      recordUnknownCall(E);
    return;
  }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    const auto *M = dyn_cast<CXXMethodDecl>(Callee);
    if (Op->getOperator() == OO_Call && M && isFunctionObject(M->getParent()))
      return recordUnknownCall(E);
    if (Op->getOperator() == OO_Equal && Op->getNumArgs() == 2) {
      recordDropByAssignment(Op);
      if (mayHoldLock(Op->getArg(0)->getType()))
        recordAssignment(Op);
    }
  }
  if (In.Rows.spawn(Callee)) {
    recordBlocking(E);
    return;
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
    if (Callee->getIdentifier() &&
        (recordGuardMember(Member) || recordLockMember(Member)))
      return;
  if (simpleName(Callee) == "swap" && E->getNumArgs() == 2 &&
      In.Rows.guard(E->getArg(0)->getType().getNonReferenceType()))
    return recordGuardSwap(E->getArg(0), E->getArg(1), E->getExprLoc());
  if (recordLockFunction(E) || recordLockInit(E) || recordBlocking(E))
    return;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
    recordDrop(Member);
  if (isStandard(Callee))
    return recordInlineRuns(E);
  recordLockPassing(Callee, llvm::ArrayRef(E->getArgs(), E->getNumArgs()));
  recordUserCall(E);
}

} // namespace fearless
