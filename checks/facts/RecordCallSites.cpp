//===- RecordCallSites.cpp - Calls of user code -> call sites -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What goes into a call that no row describes, and what is called: the entity
// of a function, or an object that can be called. Functions of system headers
// are of interest only when something that can be called goes in.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "model/ReadAnnotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

CallArgument FunctionCollector::argumentOf(const Expr *Arg,
                                           QualType ParamType) {
  CallArgument A;
  if (isa<CXXDefaultArgExpr>(Arg))
    return A;
  const QualType T = Arg->getType();
  A.At = place(Arg->getExprLoc());
  A.Callable = Types.holdsCallable(T);
  if (A.Callable)
    A.Crossings = crossingsOf(Arg);
  const bool ByReference =
      Arg->isGLValue() && !ParamType.isNull() && ParamType->isReferenceType();
  if (ByReference)
    A.Object = objectOf(Arg);
  else if (T->isPointerType())
    A.Object = pointeeOf(Arg);
  if (Types.mayBorrow(T))
    A.Holds = decayCopyOf(Arg);
  if (A.Callable) {
    addRuns(Arg, A.Runs);
    describeThis(A, Arg);
  }
  return A;
}

/// Where the result of a call is: in the variable that it initializes.
StorageId FunctionCollector::resultOf(const Expr *E) {
  const auto Variable = InitializerOf.find(E);
  return Variable != InitializerOf.end() ? storageOf(Variable->second)
                                         : temporaryOf(E);
}

/// A callable that a member or global takes over may run when this function has
/// returned.
void FunctionCollector::recordStore(ObjectRef To, const Expr *From,
                                    const Value &Held, bool Keep,
                                    SourceLocation At) {
  if (!llvm::is_contained(CallableMembers, To.Root) || Held.empty() ||
      !Types.holdsCallable(From->getType()))
    return;
  SpawnSite Site;
  Site.Kind = SpawnKind::Stored;
  Site.Name = Facts.Storages[To.Root].Name;
  Site.Noun = "callback";
  Site.At = place(At);
  Site.Crossing = Held;
  Site.Keeper = Facts.Storages[To.Root].Path;
  addRuns(From, Site.Runs);
  describeThis(Site, From);
  const auto Id = static_cast<SpawnId>(Facts.Spawns.size());
  Facts.Spawns.push_back(std::move(Site));
  addFact(event::Spawn{Id, To.Root, Keep}, At);
}

/// The object that a call calls: a closure, functor, `std::function` or pointer
/// to a function.
std::optional<ObjectRef> FunctionCollector::callableOf(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return Op->getOperator() == OO_Call ? std::optional(receiverOf(E))
                                        : std::nullopt;
  if (simpleName(Callee) == "invoke" && isStandard(Callee) &&
      E->getNumArgs() != 0)
    return objectOf(E->getArg(0));
  if (Callee)
    return std::nullopt;
  const Expr *Called = E->getCallee()->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(Called);
      U && U->getOpcode() == UO_Deref)
    Called = U->getSubExpr()->IgnoreParenImpCasts();
  return Called->isGLValue() ? objectOf(Called) : ObjectRef();
}

/// Whether a call may reach a function that overrides the named one. `B::f()`
/// calls the function of B as it stands.
static bool dispatches(const Expr *E, const FunctionDecl *To) {
  const auto *Method = dyn_cast<CXXMethodDecl>(To);
  if (!Method || !Method->isVirtual() || Method->hasAttr<FinalAttr>() ||
      Method->getParent()->hasAttr<FinalAttr>())
    return false;
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  const auto *Named =
      Call ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens()) : nullptr;
  return Named && !Named->hasQualifier();
}

void FunctionCollector::addCallSite(CallSite Site, const Expr *E,
                                    const FunctionDecl *To,
                                    ArrayRef<const Expr *> Args) {
  const bool TakesCallable = llvm::any_of(Args, [&](const Expr *Arg) {
    return !isa<CXXDefaultArgExpr>(Arg) && Types.holdsCallable(Arg->getType());
  });
  const bool InSystemHeader =
      To && Unit.getSourceManager().isInSystemHeader(To->getLocation());
  if (InSystemHeader && !TakesCallable && !Site.Callable)
    return;
  Site.Args.reserve(Args.size());
  for (unsigned I = 0; I != Args.size(); ++I) {
    const ParmVarDecl *P =
        To && I < To->getNumParams() ? To->getParamDecl(I) : nullptr;
    Site.Args.push_back(argumentOf(Args[I], P ? P->getType() : QualType()));
    Site.Args.back().NoEscape = P && isDeclaredNotToEscape(P);
  }
  if (To && !isStandard(To)) {
    Site.Callee = Entities(To);
    Site.Name = To->getNameAsString();
    Site.IsVirtual = dispatches(E, To);
  }
  Site.At = place(E->getExprLoc());
  const bool HoldsHandle = Types.holdsHandle(E->getType());
  if (HoldsHandle || Types.mayBorrow(E->getType()) ||
      (TakesCallable && !E->getType()->isVoidType()))
    Site.Result = resultOf(E);
  const CXXRecordDecl *Result = E->getType()->getAsCXXRecordDecl();
  Site.ResultHasEnd =
      Result && Result->hasDefinition() && !Result->hasTrivialDestructor();
  if (Site.Result && (TakesCallable || HoldsHandle))
    SpawnSlots[E] = *Site.Result;
  const auto Id = static_cast<CallId>(Facts.Calls.size());
  Facts.Calls.push_back(std::move(Site));
  addFact(event::Call{Id}, E->getExprLoc());
  if (!isFallibleSpawn(E))
    return;
  FallibleCalls[E] = Id;
  if (const std::optional<ConditionId> Failed = conditionOf(E))
    addFact(event::Outcome{Id, *Failed}, E->getExprLoc());
}

void FunctionCollector::recordCallSite(const CallExpr *E) {
  const FunctionDecl *To = E->getDirectCallee();
  if (To &&
      (To->getBuiltinID() != 0 || To->isReplaceableGlobalAllocationFunction()))
    return;
  CallSite Site;
  Site.Callable = callableOf(E);
  const bool OnObject =
      isa<CXXMemberCallExpr>(E) ||
      (isa<CXXOperatorCallExpr>(E) && isa_and_nonnull<CXXMethodDecl>(To));
  llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
  // f(x) has f as its first argument, f.operator()(x) has not.
  if (isa<CXXOperatorCallExpr>(E) && isa_and_nonnull<CXXMethodDecl>(To))
    Args.erase(Args.begin());
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(To);
  if (Method && Method->getParent()->isLambda()) {
    // Its `this` is that of the function around it.
    if (Method->getParent()->getDeclContext() == What.Function && This) {
      Site.On.emplace();
      Site.On->Object = ObjectRef::itself(*This);
    }
  } else if (OnObject) {
    Site.On.emplace();
    Site.On->Object = receiverOf(E);
    bool IsPointer = false;
    if (const Expr *Object = receiver(E, IsPointer)) {
      Site.On->At = place(Object->getExprLoc());
      // What a shared pointer leads to lives on in its copies.
      if (Site.On->Object.isItself() && sharedPointerOf(Object).isKnown())
        Site.On->Object.How = ObjectRef::Depth::Contents;
    }
  }
  addCallSite(std::move(Site), E, To, Args);
}

void FunctionCollector::recordConstruction(const CXXConstructExpr *E) {
  CallSite Site;
  Site.On.emplace();
  Site.On->Object = ObjectRef::itself(resultOf(E));
  Site.On->At = place(E->getExprLoc());
  const llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
  addCallSite(std::move(Site), E, E->getConstructor(), Args);
}

} // namespace fearless
