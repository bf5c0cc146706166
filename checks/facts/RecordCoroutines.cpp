//===- RecordCoroutines.cpp - Calls of coroutines -> events ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine's frame has copies of its parameters, but only refers to what
// those refer to, and to the closure or object that it is a member of. Whoever
// has its result may resume it later; one that nobody has runs on by itself.
// Such a call is recorded as one that starts something that its result is the
// handle of.
//
// Not seen: coroutines without a body, and results that go to other functions,
// which most often wait for them.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "model/BrokenCode.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

static const CoroutineBodyStmt *coroutineBody(const FunctionDecl *Callee) {
  const FunctionDecl *Body = seenBody(Callee);
  return Body ? dyn_cast<CoroutineBodyStmt>(Body->getBody()) : nullptr;
}

static bool isNamed(QualType T, StringRef Name) {
  const TagDecl *Tag = T.isNull() ? nullptr : T->getAsTagDecl();
  return Tag && modelName(Tag) == Name;
}

/// What the promise's function of that name returns; null: it is not simple.
static QualType promisedBy(const CoroutineBodyStmt *Body, StringRef Name) {
  const CXXRecordDecl *Promise =
      Body->getPromiseDecl()->getType()->getAsCXXRecordDecl();
  if (!Promise || !Promise->hasDefinition())
    return {};
  for (const CXXMethodDecl *M : Promise->getDefinition()->methods())
    if (M->getIdentifier() && M->getName() == Name)
      return M->getReturnType();
  return {};
}

namespace {

/// Looks for what a coroutine uses once somebody else may have gone on.
class LateUses {
public:
  explicit LateUses(const CoroutineBodyStmt *Body)
      : Suspended(isNamed(promisedBy(Body, "initial_suspend"),
                          "std::suspend_always")) {
    visit(Body->getBody());
  }

  bool has(const ParmVarDecl *P) const { return Parameters.contains(P); }

  /// The object that the coroutine is a member of, or a capture.
  bool UsesObject = false;

private:
  static bool suspends(const Stmt *S) {
    if (isa<CoyieldExpr>(S))
      return true;
    const auto *Await = dyn_cast<CoawaitExpr>(S);
    return Await &&
           !isNamed(Await->getOperand()->getType(), "std::suspend_never");
  }

  static bool containsSuspension(const Stmt *S) {
    return S && !isa<LambdaExpr>(S) &&
           (suspends(S) || llvm::any_of(S->children(), containsSuspension));
  }

  void visit(const Stmt *S) {
    if (!S)
      return;
    // What comes early in one round comes late in the next.
    const bool Loops = isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt>(S);
    Suspended |= Loops && containsSuspension(S);
    if (Suspended)
      note(S);
    if (const auto *L = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : L->capture_inits())
        visit(Init);
      return;
    }
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S))
      visit(Await->getOperand());
    else
      llvm::for_each(S->children(), [&](const Stmt *C) { visit(C); });
    Suspended |= suspends(S);
  }

  void note(const Stmt *S) {
    UsesObject |= isa<CXXThisExpr>(S);
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (!Ref)
      return;
    UsesObject |= Ref->refersToEnclosingVariableOrCapture();
    if (const auto *P = dyn_cast<ParmVarDecl>(Ref->getDecl()))
      Parameters.insert(P);
  }

  bool Suspended;
  llvm::SmallPtrSet<const ParmVarDecl *, 4> Parameters;
};

/// What a call is part of.
struct Surroundings {
  /// The statement, or what is left of the full expression when it is taken out
  /// of what is only implicit.
  const Stmt *Root = nullptr;
  bool IsAwaited = false;
};

/// Looks for E below S.
bool findAround(const Stmt *S, const Expr *E, Surroundings &Found) {
  if (!S || (isa<LambdaExpr>(S) && S != E))
    return false;
  if (S == E)
    return true;
  for (const Stmt *Child : S->children()) {
    Surroundings Inner = Found;
    const bool Starts = !isa<Expr>(S);
    if (Starts)
      Inner = {isa<DeclStmt, ReturnStmt, CoreturnStmt>(S) ? S : Child, false};
    Inner.IsAwaited |= isa<CoroutineSuspendExpr>(S);
    if (findAround(Child, E, Inner)) {
      Found = Inner;
      return true;
    }
  }
  return false;
}

const Stmt *withoutImplicit(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  return E ? skipToValue(E)->IgnoreParenImpCasts() : S;
}

} // namespace

bool FunctionCollector::resumesCoroutine(QualType T) const {
  const HandleRow *Row = Rows.handle(T);
  return Row && Row->Resumes;
}

/// What the frame refers to of this function's own: the rest is the business of
/// whoever has it.
Value FunctionCollector::valueOfFrame(const CallExpr *E,
                                      const CoroutineBodyStmt *Body) {
  Value V;
  const FunctionDecl *Callee = E->getDirectCallee();
  const LateUses Uses(Body);
  const FunctionDecl *Definition = seenBody(Callee);
  bool IsPointer = false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const Expr *Object =
      Method && !Method->isStatic() ? receiver(E, IsPointer) : nullptr;
  if (Object && Uses.UsesObject) {
    if (Method->getParent()->isLambda()) {
      append(V, borrowOf(objectOf(Object), LoanKind::This, Object));
      append(V, decayCopyOf(Object));
    } else if (!isa<CXXThisExpr>(Object->IgnoreParenImpCasts())) {
      append(V, IsPointer ? valueOf(Object)
                          : borrowOf(objectOf(Object), LoanKind::This, Object));
    }
  }
  const unsigned First = isa<CXXOperatorCallExpr>(E) && Method ? 1 : 0;
  for (unsigned I = First; I < E->getNumArgs(); ++I) {
    const unsigned Index = I - First;
    if (Index >= Definition->getNumParams() ||
        !Uses.has(Definition->getParamDecl(Index)))
      continue;
    const Expr *Arg = E->getArg(I);
    const QualType T = Definition->getParamDecl(Index)->getType();
    if (T->isReferenceType())
      append(V, borrowOf(objectOf(Arg), LoanKind::Reference, Arg));
    else if (Types.mayBorrow(T))
      append(V, decayCopyOf(Arg));
  }
  llvm::erase_if(V.Loans, [&](LoanId L) {
    const StorageKind Of = Facts.Storages[Facts.Loans[L].Of].Kind;
    return Of != StorageKind::Local && Of != StorageKind::Temporary &&
           Of != StorageKind::Parameter;
  });
  return V;
}

void FunctionCollector::recordCoroutine(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  const CoroutineBodyStmt *Body = Callee && resumesCoroutine(E->getType())
                                      ? coroutineBody(Callee)
                                      : nullptr;
  if (!Body)
    return;
  Surroundings Around;
  if (!findAround(What.Function->getBody(), E, Around) || Around.IsAwaited)
    return;
  SpawnSite Site;
  Site.Kind = SpawnKind::Coroutine;
  Site.Name = Callee->getNameAsString();
  Site.Noun = "coroutine";
  Site.At = place(E->getBeginLoc());
  Site.Crossing = valueOfFrame(E, Body);
  if (Site.Crossing.empty())
    return;
  const StorageId Handle = temporaryOf(E);
  SpawnSlots[E] = Handle;
  const auto Id = static_cast<SpawnId>(Facts.Spawns.size());
  Facts.Spawns.push_back(std::move(Site));
  addFact(event::Spawn{Id, Handle, /*Keep=*/false}, E->getBeginLoc());
  if (isNamed(promisedBy(Body, "initial_suspend"), "std::suspend_never") &&
      isNamed(promisedBy(Body, "final_suspend"), "std::suspend_never"))
    addFact(event::Detach{Handle}, E->getBeginLoc());
  // The CFG says when a temporary ends only if that does something, and not
  // below a return.
  const bool IsReturn = isa<ReturnStmt, CoreturnStmt>(Around.Root);
  for (const Expr *Part : E->arguments())
    if (Part->isGLValue() && (IsReturn || !Part->getType().isDestructedType()))
      if (const ObjectRef Of = objectOf(Part);
          Of.isItself() &&
          Facts.Storages[Of.Root].Kind == StorageKind::Temporary)
        EndsBehind[withoutImplicit(Around.Root)].push_back(Of.Root);
}

/// Ends what was made for one call, behind the full expression.
void FunctionCollector::endTemporariesBehind(const Stmt *S) {
  const auto Ends = EndsBehind.find(S);
  if (Ends == EndsBehind.end())
    return;
  addFact(event::Expire{std::move(Ends->second), EndReason::FullExpression},
          S->getEndLoc());
  EndsBehind.erase(Ends);
}

/// What is awaited is done then.
void FunctionCollector::recordAwait(const CoroutineSuspendExpr *E) {
  // Whoever resumes this coroutine may do so when a thread is done.
  addFact(event::Share{0, /*Anything=*/true, "co_await"}, E->getExprLoc());
  const Expr *Operand = E->getOperand();
  if (!resumesCoroutine(Operand->getType()))
    return;
  if (const ObjectRef Of = objectOf(Operand); Of.isKnown())
    addFact(event::Join{Of.Root}, E->getExprLoc());
}

} // namespace fearless
