//===- RecordSpawns.cpp - Calls that start threads -> events --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Spawns by row: constructors, functions, and containers or owners that
// construct a handle in place (`emplace_back`, `make_unique<std::thread>`).
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;
using Depth = ObjectRef::Depth;

static bool mentionsEnumerator(const Stmt *S, StringRef QualifiedName) {
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(S);
      Ref && isa<EnumConstantDecl>(Ref->getDecl())) {
    const auto *Constant = cast<EnumConstantDecl>(Ref->getDecl());
    const auto *Enum = cast<EnumDecl>(Constant->getDeclContext());
    return modelName(Enum) + "::" + Constant->getNameAsString() ==
           QualifiedName;
  }
  return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
           return mentionsEnumerator(Child, QualifiedName);
         });
}

static bool mentionsEnumerator(ArrayRef<const Expr *> Args,
                               StringRef QualifiedName) {
  return !QualifiedName.empty() && llvm::any_of(Args, [&](const Expr *Arg) {
    return mentionsEnumerator(Arg, QualifiedName);
  });
}

static const FunctionDecl *namedFunction(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    E = U->getSubExpr()->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

Value FunctionCollector::crossingValue(Transfer How, const Expr *Arg) {
  switch (How) {
  case Transfer::Decay:
    return decayCopyOf(Arg);
  case Transfer::Copy:
    return Arg->isGLValue() && !isa<MaterializeTemporaryExpr>(Arg)
               ? copyOf(Arg)
               : valueOf(Arg);
  case Transfer::Pointer:
    return valueOf(Arg);
  }
  return {};
}

Value FunctionCollector::crossing(const SpawnRow &Row,
                                  ArrayRef<const Expr *> Args,
                                  SpawnSite &Site) {
  // Those behind the callable are often there for enable_if only.
  while (!Args.empty() && isa<CXXDefaultArgExpr>(Args.back()))
    Args = Args.drop_back();
  unsigned Skipped = 0;
  const auto IsSkipped = [&](const Expr *Arg) {
    const TagDecl *Tag = Arg->getType().getNonReferenceType()->getAsTagDecl();
    return Tag && llvm::is_contained(Row.SkipTypes, modelName(Tag));
  };
  while (Skipped < Args.size() && IsSkipped(Args[Skipped]))
    ++Skipped;
  const unsigned Callable = Row.CallableIsLast && !Args.empty()
                                ? Args.size() - 1
                                : Row.Callable + Skipped;
  llvm::SmallVector<const Expr *, 4> Crossing;
  if (Callable < Args.size())
    Crossing.push_back(Args[Callable]);
  if (Row.Args) {
    for (unsigned I : *Row.Args)
      if (I + Skipped < Args.size())
        Crossing.push_back(Args[I + Skipped]);
  } else {
    for (unsigned I = Callable + 1; I < Args.size(); ++I)
      Crossing.push_back(Args[I]);
  }
  Value V;
  for (const Expr *Arg : Crossing) {
    append(V, crossingValue(Row.How, Arg));
    if (const FunctionDecl *F = namedFunction(Arg))
      if (const FunctionDecl *Body = nullptr; F->hasBody(Body))
        addMentions(Body->getBody(), V);
  }
  describeThis(Site, Crossing);
  Accesses.describeSpawn(Crossing, Site);
  Site.Crossings = crossingsOf(Crossing);
  Site.Instance = instantiation();
  return V;
}

/// A value of type T keeps an object of the class alive.
static bool refersStrongly(QualType T, const CXXRecordDecl *Class) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && anyTypeArgument(R, [&](QualType Argument) {
           const CXXRecordDecl *To = Argument->getAsCXXRecordDecl();
           return To && (declaresSameEntity(To, Class) ||
                         (Class->hasDefinition() && Class->isDerivedFrom(To)));
         });
}

/// AddRef() on the own object: a reference that the thread will release.
static bool countsByHand(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
      Call && isa<CXXThisExpr>(
                  Call->getImplicitObjectArgument()->IgnoreParenImpCasts())) {
    const StringRef Name = simpleName(Call->getMethodDecl());
    if (Name.equals_insensitive("addref") || Name == "ref" || Name == "retain")
      return true;
  }
  return llvm::any_of(S->children(), countsByHand);
}

/// Whether `this` crosses, of a counted class, and what crosses beside it.
template <typename Crossing>
void FunctionCollector::describeThis(Crossing &Site,
                                     ArrayRef<const Expr *> Args) {
  const CXXRecordDecl *Class = nullptr;
  const auto FindThis = [&](const Stmt *S, const auto &Self) -> void {
    if (!S)
      return;
    if (const auto *T = dyn_cast<CXXThisExpr>(S))
      Class = T->getType()->getPointeeCXXRecordDecl();
    for (const Stmt *Child : S->children())
      Self(Child, Self);
  };
  for (const Expr *Arg : Args)
    FindThis(Arg, FindThis);
  // `this` may have come by way of a variable.
  if (!Class && This)
    if (const auto *Method = enclosingMethod())
      Class = Method->getParent();
  if (!Class)
    return;
  Site.ThisIsCounted = Types.isCounted(Class);
  Site.KeepsThisAlive = countsByHand(What.Function->getBody());
  llvm::SmallPtrSet<const VarDecl *, 4> Followed;
  const auto Keeps = [&](const Stmt *S, const auto &Self) -> bool {
    if (!S)
      return false;
    if (const auto *L = dyn_cast<LambdaExpr>(S))
      return llvm::any_of(L->captures(), [&](const LambdaCapture &C) {
        return C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy &&
               refersStrongly(C.getCapturedVar()->getType(), Class);
      });
    if (const auto *E = dyn_cast<Expr>(S);
        E && refersStrongly(E->getType(), Class))
      return true;
    // A closure that was stored in a variable first.
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->isLocalVarDecl() && Types.mayBorrow(V->getType()) &&
          Followed.insert(V).second)
        return Self(V->getInit(), Self);
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return Self(Child, Self); });
  };
  Site.KeepsThisAlive |=
      llvm::any_of(Args, [&](const Expr *Arg) { return Keeps(Arg, Keeps); });
}

template void FunctionCollector::describeThis(SpawnSite &,
                                              ArrayRef<const Expr *>);
template void FunctionCollector::describeThis(CallArgument &,
                                              ArrayRef<const Expr *>);

/// Whether the first argument is the object that keeps the callable.
static bool isKeptByFirst(const CallExpr *E, const SpawnRow &Row) {
  if (Row.KeptBy.empty() || E->getNumArgs() == 0)
    return false;
  const CXXRecordDecl *Class =
      E->getArg(0)->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return Class && llvm::is_contained(Row.KeptBy, modelName(Class));
}

/// A callable that somebody else's thread runs: an event loop's, a pool's.
void FunctionCollector::recordTask(const CallExpr *E, const SpawnRow &Row) {
  const llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
  SpawnSite Site;
  Site.Kind = SpawnKind::Task;
  Site.Name = Row.Name;
  Site.Noun = "task";
  Site.At = place(E->getBeginLoc());
  Site.Crossing = crossing(Row, Args, Site);
  for (const Expr *Arg : Args)
    addRuns(Arg, Site.Runs);
  const auto Id = static_cast<SpawnId>(Facts.Spawns.size());
  Facts.Spawns.push_back(std::move(Site));
  event::Spawn Start{Id, std::nullopt, /*Keep=*/true};
  ObjectRef On;
  if (Row.Handle == HandlePlace::Object)
    On = receiverOf(E);
  else if (isKeptByFirst(E, Row)) {
    const Expr *Field = returnedField(E->getArg(0));
    On = objectOf(Field ? Field : E->getArg(0));
  }
  if (On.isKnown()) {
    Start.Handle = On.Root;
    Start.Through = On.How == Depth::Pointee;
  }
  if (Types.holdsHandle(E->getType())) {
    Start.Awaited = temporaryOf(E);
    SpawnSlots[E] = *Start.Awaited;
  }
  addFact(Start, E->getBeginLoc());
}

void FunctionCollector::recordSpawn(const Expr *E, const SpawnRow &Row,
                                    ArrayRef<const Expr *> Args,
                                    StorageId Handle, bool Keep) {
  SpawnSite Site;
  const StringRef Name = Row.Name;
  // A constructor goes by its class: `std::thread`, not `std::thread::thread`.
  const auto [Class, Member] = Name.rsplit("::");
  const bool IsMade = Class.rsplit("::").second == Member || Class == Member;
  Site.Name = (IsMade ? Class : Name).str();
  Site.Noun = Row.Handle == HandlePlace::Result ? "task" : "thread";
  Site.At = place(E->getBeginLoc());
  Site.Deferred = mentionsEnumerator(Args, Row.DeferredBy);
  Site.Crossing = crossing(Row, Args, Site);
  for (const Expr *Arg : Args)
    addRuns(Arg, Site.Runs);
  const auto Id = static_cast<SpawnId>(Facts.Spawns.size());
  Facts.Spawns.push_back(std::move(Site));
  addFact(event::Spawn{Id, Handle, Keep}, E->getBeginLoc());
  const HandleRow *Of = Rows.handle(E->getType());
  if (Facts.Storages[Handle].AtEnd == EndOfThreads::Join &&
      !Facts.Spawns[Id].Deferred && (IsMade || Of))
    Locks.noteWaitAtEnd(Id, IsMade ? Class : StringRef(Of->Name));
  for (const Expr *Arg : Args)
    linkJoined(Arg, Handle);
  if (Row.NonzeroIsFailure) {
    FallibleSpawns[E] = Id;
    FallibleHandles[Id] = Handle;
    if (const std::optional<ConditionId> Failed = conditionOf(E))
      addFact(event::Succeed{Id, *Failed}, E->getBeginLoc());
  }
}

void FunctionCollector::recordConstruct(const CXXConstructExpr *E) {
  if (const SpawnRow *Row = Rows.spawn(E->getConstructor())) {
    const StorageId Slot = temporaryOf(E);
    SpawnSlots[E] = Slot;
    llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
    recordSpawn(E, *Row, Args, Slot, /*Keep=*/false);
    return;
  }
  if (isStandard(E->getConstructor()->getParent()))
    return;
  const FunctionDecl *Ctor = E->getConstructor();
  if (E->getConstructor()->isCopyOrMoveConstructor())
    return;
  for (unsigned I = 0; I != E->getNumArgs(); ++I)
    recordArgument(E, Ctor, I, E->getArg(I));
  recordConstruction(E);
}

bool FunctionCollector::isCallable(const Expr *E) const {
  const QualType T = E->getType().getNonReferenceType();
  if (T->isFunctionType() || T->isFunctionPointerType() ||
      T->isMemberFunctionPointerType())
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || Rows.handle(T))
    return false;
  if (R->isLambda())
    return true;
  return llvm::any_of(R->decls(), [](const Decl *D) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    return Named && Named->getDeclName().getCXXOverloadedOperator() == OO_Call;
  });
}

/// Calls that construct a handle in place, or run a callable on many threads.
bool FunctionCollector::recordIndirectSpawn(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (isParallelAlgorithm(E)) { // two threads, which end before it returns
    SpawnSite Site;
    Site.Name = modelName(Callee);
    Site.Noun = "worker thread";
    Site.At = place(E->getBeginLoc());
    for (const Expr *Arg : E->arguments()) {
      addRuns(Arg, Site.Runs);
      if (isCallable(Arg))
        append(Site.Crossing, valueOf(Arg));
    }
    const StorageId Slot = outside(Site.Name, E->getType(), E->getBeginLoc());
    const auto Id = static_cast<SpawnId>(Facts.Spawns.size());
    Facts.Spawns.push_back(std::move(Site));
    for (int Thread = 0; Thread != 2; ++Thread)
      addFact(event::Spawn{Id, Slot, /*Keep=*/true}, E->getBeginLoc());
    addFact(event::Join{Slot}, E->getBeginLoc());
    return false;
  }
  if (!Callee || !Callee->getIdentifier() || !isStandard(Callee))
    return false;
  const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
  const bool Emplaces =
      StringSwitch<bool>(Callee->getName())
          .Cases({"emplace_back", "emplace_front", "emplace", "emplace_hint",
                  "try_emplace", "push_back"},
                 Member != nullptr)
          .Cases({"make_unique", "make_shared", "make_optional"}, !Member)
          .Default(false);
  if (!Emplaces)
    return false;
  const HandleRow *Handle =
      Rows.handleArgument(Member ? Member->getObjectType() : E->getType());
  const SpawnRow *Row = Handle ? Rows.constructor(*Handle) : nullptr;
  if (!Row)
    return false;
  const auto First = llvm::find_if(
      E->arguments(), [&](const Expr *Arg) { return isCallable(Arg); });
  if (First == E->arguments().end())
    return false;
  const llvm::SmallVector<const Expr *, 4> Args(First, E->arguments().end());
  if (!Member) {
    const StorageId Slot = temporaryOf(E);
    SpawnSlots[E] = Slot;
    recordSpawn(E, *Row, Args, Slot, /*Keep=*/false);
    return true;
  }
  const ObjectRef To = receiverOf(E);
  const StorageId Slot =
      To.isKnown()
          ? To.Root
          : outside("a container", Member->getObjectType(), E->getExprLoc());
  recordSpawn(E, *Row, Args, Slot, /*Keep=*/true);
  return true;
}

} // namespace fearless
