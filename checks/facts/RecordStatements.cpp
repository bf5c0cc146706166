//===- RecordStatements.cpp - Declarations, assignments -> events ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;
using Depth = ObjectRef::Depth;

/// One CFG element. The CFG lists every subexpression before the expression, so
/// only the outermost kind matters here.
void FunctionCollector::recordStmt(const Stmt *S) {
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Declared : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Declared))
        recordDeclaration(V);
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(S)) {
    recordConstruct(C);
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
             Op && Op->getOperator() == OO_Equal && Op->getNumArgs() == 2) {
    recordAssignment(Op->getArg(0), Op->getArg(1));
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    recordCall(Call);
  } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->getOpcode() == BO_Assign)
      recordAssignment(B->getLHS(), B->getRHS());
    else if (B->isAssignmentOp())
      noteWrite(B->getLHS());
  } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
    if (U->isIncrementDecrementOp())
      noteWrite(U->getSubExpr());
  } else if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    recordReturn(R);
  } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
    recordDelete(Delete);
  } else if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S)) {
    recordAwait(Suspend);
  }
}

/// `&t`, or an array as a pointer: nothing is handed over.
static bool isPointerTo(const Stmt *S) {
  if (const auto *U = dyn_cast<UnaryOperator>(S))
    return U->getOpcode() == UO_AddrOf;
  const auto *C = dyn_cast<CastExpr>(S);
  return C && C->getCastKind() == CK_ArrayToPointerDecay;
}

/// Moves every thread that the expression makes or names to To.
bool FunctionCollector::takeHandles(ObjectRef To, const Expr *From, bool Keep) {
  if (!From)
    return false;
  bool Taken = false;
  const bool Points = From->getType()->isPointerType();
  const auto Take = [&](StorageId Slot) {
    const bool Copies = Facts.Storages[Slot].CopiesHandle;
    if (Copies) {
      Value V;
      V.From.push_back(Slot);
      addFact(event::Assign{To.Root, std::move(V), Keep || Taken},
              From->getExprLoc());
    } else {
      addFact(
          event::Move{To.Root, Slot, Keep || Taken, To.How == Depth::Pointee},
          From->getExprLoc());
    }
    Taken = true;
  };
  const auto Walk = [&](const Stmt *S, const auto &Self) -> void {
    if (!S || isa<LambdaExpr>(S) || isPointerTo(S))
      return;
    const auto *E = dyn_cast<Expr>(S);
    if (const auto Slot = E ? SpawnSlots.find(E) : SpawnSlots.end();
        Slot != SpawnSlots.end())
      return Take(Slot->second);
    if (const auto *Made = dyn_cast<MaterializeTemporaryExpr>(S)) {
      const bool Before = Taken;
      Taken = false;
      Self(Made->getSubExpr(), Self);
      const bool Inside = Taken;
      Taken |= Before;
      if (Inside)
        return;
    }
    // What a handle is asked for does not take it over.
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
        Call && !Types.holdsHandle(Call->getType()))
      return;
    // A pointer takes over what another pointer leads to, or what was made.
    if (E && E->isGLValue() && Types.holdsHandle(E->getType()) &&
        (!Points || E->getType()->isPointerType()))
      if (const ObjectRef Of = objectOf(E); Of.isKnown())
        return Take(Of.Root);
    for (const Stmt *Child : S->children())
      Self(Child, Self);
  };
  Walk(From, Walk);
  return Taken;
}

/// The closure among the arguments of an initializer, as in
/// `auto Guard = finally([&] { t.join(); });`
static const LambdaExpr *closureWithin(const Stmt *S) {
  if (!S)
    return nullptr;
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return L;
  for (const Stmt *Child : S->children())
    if (const LambdaExpr *L = closureWithin(Child))
      return L;
  return nullptr;
}

void FunctionCollector::recordDeclaration(const VarDecl *V) {
  noteWrite(V, V->getLocation());
  const QualType T = V->getType();
  const Expr *Init = V->getInit();
  // In code that does not compile, a list in parentheses has no type.
  if (Init && Init->getType().isNull())
    Init = nullptr;
  if (V->hasGlobalStorage() && Types.holdsHandle(T))
    takeHandles(ObjectRef::itself(storageOf(V)), Init, /*Keep=*/true);
  if (V->hasGlobalStorage() || T->isReferenceType())
    return;
  const SourceLocation At = V->getLocation();
  // for (std::thread *t : ts): t leads to what ts holds.
  if (const auto Loop = LoopOf.find(V);
      Loop != LoopOf.end() &&
      Types.holdsHandle(Loop->second->getRangeInit()->getType()))
    if (const ObjectRef Of = objectOf(Loop->second->getRangeInit());
        Of.isKnown()) {
      Value Element;
      Element.Loans.push_back(addLoan(LoanKind::Copy, Of, At));
      addFact(event::Assign{storageOf(V), std::move(Element), false}, At);
      return;
    }
  if (Types.holdsHandle(T)) {
    const StorageId To = storageOf(V);
    if (!takeHandles(ObjectRef::itself(To), Init, /*Keep=*/false))
      addFact(event::Assign{To, {}, false}, At);
  }
  if (Types.mayBorrow(T)) {
    Value Held = Init ? valueOf(Init) : Value();
    if (!Held.empty() || knownStorageOf(V))
      addFact(event::Assign{storageOf(V), std::move(Held), false}, At);
  }
  if (!Init)
    return;
  const Expr *Plain = Init->IgnoreUnlessSpelledInSource();
  if (const ObjectRef Source = linkSourceOf(Init); Source.isKnown())
    addFact(event::Link{storageOf(V), Source.Root}, At);
  noteFallibleSpawn(Plain, V);
  noteConstant(V, Init);
  // An object that runs a closure at its end.
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl();
      R && !R->isLambda() && R->hasDefinition() && !R->hasTrivialDestructor() &&
      !isStandard(R) && !Rows.handle(T))
    if (const LambdaExpr *L = closureWithin(Init)) {
      RunsAtEnd[V] = L;
      storageOf(V); // so that its end is recorded
    }
}

/// `int Error = pthread_create(...)`: the thread exists where Error is zero;
/// and `Started = !Error`: where Started is true.
void FunctionCollector::noteFallibleSpawn(const Expr *Test,
                                          const ValueDecl *Result) {
  const ConditionTest T = testOf(Test);
  if (const auto Call = FallibleCalls.find(T.Tested);
      Call != FallibleCalls.end())
    if (const std::optional<ConditionId> Tests = conditionOf(Result))
      addFact(event::Outcome{Call->second, *Tests, /*FailsIf=*/!T.Negated},
              Test->getExprLoc());
  std::optional<SpawnId> Spawn;
  if (const auto Call = FallibleSpawns.find(T.Tested);
      Call != FallibleSpawns.end())
    Spawn = Call->second;
  else if (const ValueDecl *D = namedVariable(T.Tested); D && ResultOf.count(D))
    Spawn = ResultOf[D];
  if (!Spawn)
    return;
  if (!T.Negated)
    ResultOf[Result] = *Spawn;
  if (const std::optional<ConditionId> Tests = conditionOf(Result))
    addFact(event::Succeed{*Spawn, *Tests, /*FailsIf=*/!T.Negated},
            Test->getExprLoc());
}

void FunctionCollector::recordAssignment(const Expr *To, const Expr *From) {
  noteWrite(To);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(To->IgnoreParenImpCasts())) {
    noteFallibleSpawn(From->IgnoreParenImpCasts(), Ref->getDecl());
    noteConstant(Ref->getDecl(), From);
  }
  const ObjectRef Object = objectOf(To);
  if (!Object.isKnown())
    return;
  const Expr *Plain = To->IgnoreParenImpCasts();
  const bool Whole =
      Object.isItself() &&
      (isa<DeclRefExpr>(Plain) ||
       Facts.Storages[Object.Root].Kind == StorageKind::Outside) &&
      !isa<ArraySubscriptExpr>(Plain);
  if (Types.holdsHandle(To->getType())) {
    if (const ObjectRef Source = linkSourceOf(From); Source.isKnown())
      addFact(event::Link{Object.Root, Source.Root}, To->getExprLoc());
    if (takeHandles(Object, From, !Whole) || !Whole)
      return;
    // t = std::nullopt, t = {}: destroying a handle joins or ends the program.
    if (Facts.Storages[Object.Root].AtEnd == EndOfThreads::Leak)
      addFact(event::Assign{Object.Root, {}, false}, To->getExprLoc());
    else
      addFact(event::Join{Object.Root}, To->getExprLoc());
  } else if (Types.mayBorrow(To->getType())) {
    Value Held =
        From->isGLValue() && !isa<MaterializeTemporaryExpr>(skipToObject(From))
            ? copyOf(From)
            : valueOf(From);
    addFact(event::Assign{Object.Root, Held, !Whole}, To->getExprLoc());
    recordStore(Object, From, Held, !Whole, To->getExprLoc());
  }
}

/// `Started = true;`: branches on the variable know it from here on.
void FunctionCollector::noteConstant(const ValueDecl *D, const Expr *Value) {
  if (Value->isValueDependent() || Unstable.contains(D))
    return;
  const std::optional<llvm::APSInt> Constant =
      Value->getIntegerConstantExpr(Unit);
  if (const std::optional<ConditionId> C = conditionOf(D); C && Constant)
    addFact(event::Set{*C, *Constant != 0}, Value->getExprLoc());
}

/// The promise or task whose future an expression gets: `p.get_future()`, also
/// shared, moved, or behind a pointer.
ObjectRef FunctionCollector::linkSourceOf(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreUnlessSpelledInSource());
  const FunctionRow *Row = Call ? Rows.function(Call) : nullptr;
  if (!Row)
    return {};
  if (Row->Result == ResultIs::Link)
    return receiverOf(Call);
  bool IsPointer = false;
  if (Row->Result != ResultIs::Argument)
    return {};
  if (const Expr *Object = receiver(Call, IsPointer))
    return linkSourceOf(Object);
  return Call->getNumArgs() == 1 ? linkSourceOf(Call->getArg(0)) : ObjectRef();
}

void FunctionCollector::recordDelete(const CXXDeleteExpr *E) {
  const QualType T = E->getDestroyedType();
  const ObjectRef Object = pointeeOf(E->getArgument());
  if (T.isNull() || !Object.isKnown() || !Types.holdsHandle(T))
    return;
  switch (Types.handlesAtEnd(T)) {
  case HandlesAtEnd::Join:
  case HandlesAtEnd::Terminate:
    addFact(event::Join{Object.Root}, E->getBeginLoc());
    break;
  case HandlesAtEnd::Detach:
    addFact(event::Detach{Object.Root}, E->getBeginLoc());
    break;
  case HandlesAtEnd::Unknown:
    addFact(event::Share{Object.Root, false,
                         "the destructor of '" + typeText(T) + "'"},
            E->getBeginLoc());
    break;
  case HandlesAtEnd::Nothing:
    break;
  }
}

/// Conditions that mention what is written hold no longer.
void FunctionCollector::noteWrite(const Expr *To) {
  const Expr *E = To->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    noteWrite(Ref->getDecl(), To->getExprLoc(), /*Behind=*/To->isPRValue());
  else if (const auto *Member = dyn_cast<MemberExpr>(E))
    noteWrite(Member->getMemberDecl(), To->getExprLoc());
}

/// Behind: what a pointer leads to is written; whether it is null stays.
void FunctionCollector::noteWrite(const ValueDecl *D, SourceLocation At,
                                  bool Behind) {
  for (ConditionId C = 0; C != Conditions.size(); ++C)
    if (Conditions[C].Mentions.contains(D) &&
        !(Behind && Conditions[C].Mentions.size() == 1))
      addFact(event::Forget{C}, At);
}

} // namespace fearless
