//===- RecordDrops.cpp - Owners that let go -> lock steps -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `Pointer.reset()`, `Map.erase(It)`, `Items.clear()`, `Pointer = nullptr` and
// `delete` run the destructors of what was owned: surely where one owner had
// it, perhaps where it was shared.
//
// Not seen: a new value in place of an old one, which mostly is the first; a
// container or owner out of which the function moves something; owners with a
// deleter of their own; shared owners where the function has another one.
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

namespace fearless {

using namespace clang;

/// Levels of owners, elements and fields that are followed.
static constexpr unsigned MaxDepth = 4;

static const Type *typeKey(QualType T) {
  return T.getNonReferenceType().getCanonicalType().getTypePtr();
}

static QualType typeArgument(const CXXRecordDecl *R, unsigned I) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (!Special || I >= Special->getTemplateArgs().size() ||
      Special->getTemplateArgs()[I].getKind() != TemplateArgument::Type)
    return {};
  return Special->getTemplateArgs()[I].getAsType();
}

bool isUniqueOwner(const CXXRecordDecl *R) {
  const StringRef Name = simpleName(R);
  if (Name == "scoped_ptr")
    return true;
  if (Name != "unique_ptr" || !isStandard(R))
    return false;
  const QualType Deleter = typeArgument(R, 1);
  return Deleter.isNull() ||
         simpleName(Deleter->getAsCXXRecordDecl()) == "default_delete";
}

unsigned elementTypes(const CXXRecordDecl *R) {
  if (!isStandard(R))
    return 0;
  return StringSwitch<unsigned>(simpleName(R))
      .Cases({"vector", "deque", "list", "forward_list", "array", "optional",
              "stack", "queue"},
             1)
      .Cases({"set", "multiset", "unordered_set", "unordered_multiset",
              "priority_queue"},
             1)
      .Cases({"map", "multimap", "unordered_map", "unordered_multimap", "pair"},
             2)
      .Default(0);
}

/// What is moved out of, swapped or released, and who shares ownership.
void LockRecorder::surveyOwners(const Stmt *S) {
  if (!S)
    return;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const StringRef Name = simpleName(Call->getDirectCallee());
    const bool Moves = StringSwitch<bool>(Name)
                           .Cases({"move", "swap", "exchange", "forward",
                                   "make_move_iterator"},
                                  true)
                           .Default(false);
    const bool LetsOut =
        StringSwitch<bool>(Name)
            .Cases({"swap", "release", "extract", "merge", "splice"}, true)
            .Default(false);
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
        Member && LetsOut)
      MovedOut.insert(typeKey(Member->getObjectType()));
    if (Moves)
      for (const Expr *Arg : Call->arguments())
        MovedOut.insert(typeKey(Arg->getType()));
  } else if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Declared : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Declared);
          V && !V->getType()->isReferenceType())
        Sharing.try_emplace(typeKey(V->getType()), V);
  }
  for (const Stmt *Child : S->children())
    surveyOwners(Child);
}

/// Another variable may hold what this owner lets go.
bool LockRecorder::isKeptElsewhere(QualType Owner, const Dropping &By) {
  if (!OwnersAreKnown) {
    OwnersAreKnown = true;
    for (const ParmVarDecl *P : In.What.Function->parameters())
      Sharing.try_emplace(typeKey(P->getType()), P);
    surveyOwners(In.What.Function->getBody());
  }
  const Type *Key = typeKey(Owner);
  if (MovedOut.contains(Key))
    return true;
  const ValueDecl *Other = Sharing.lookup(Key);
  return Other && Other != By.By && In.Types.sharesOwnership(Owner);
}

void LockRecorder::addEnd(const CXXDestructorDecl *D, const AccessPath &Path,
                          const Dropping &By) {
  LockStep Step;
  Step.Do = LockAction::Call;
  Step.Called = describeCall(D, {});
  Step.Called.IsDestructor = true;
  Step.Called.On = Path;
  Step.Called.Doubt = By.Doubt;
  Step.Called.IsVirtual = By.MayBeDerived && D->isVirtual() &&
                          !D->hasAttr<FinalAttr>() &&
                          !D->getParent()->hasAttr<FinalAttr>();
  In.addFact(event::Lock{add(std::move(Step), By.At)}, By.At);
}

/// What ends with an object, by a destructor that is not written or behind its
/// body.
void LockRecorder::dropParts(const CXXRecordDecl *R, const AccessPath &Path,
                             const Dropping &By, unsigned Depth) {
  for (const FieldDecl *F : R->fields())
    dropObject(F->getType(), Path.field(In.Entities(F)), By, Depth + 1);
  for (const CXXBaseSpecifier &B : R->bases())
    dropObject(B.getType(), Path, By, Depth + 1);
}

void LockRecorder::dropObject(QualType T, const AccessPath &Path,
                              const Dropping &By, unsigned Depth) {
  while (const ArrayType *A = In.Unit.getAsArrayType(T))
    T = A->getElementType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isDependentType() || Depth > MaxDepth ||
      T->isReferenceType())
    return;
  R = R->getDefinition();
  if (isUniqueOwner(R) || In.Types.sharesOwnership(T)) {
    if (isKeptElsewhere(T, By))
      return;
    Dropping Inner = By;
    Inner.MayBeDerived = true;
    if (!isUniqueOwner(R))
      Inner.Doubt = CallDoubt::LastOwner;
    if (const QualType Owned = typeArgument(R, 0); !Owned.isNull())
      dropObject(Owned, Path, Inner, Depth + 1);
    return;
  }
  if (const unsigned Count = elementTypes(R)) {
    if (isKeptElsewhere(T, By))
      return;
    const bool IsOne = simpleName(R) == "optional" || simpleName(R) == "pair";
    Dropping Inner = By;
    Inner.MayBeDerived = false;
    for (unsigned I = 0; I != Count; ++I)
      if (const QualType Element = typeArgument(R, I); !Element.isNull())
        dropObject(Element, IsOne && Count == 1 ? Path : Path.field("[]"),
                   Inner, Depth + 1);
    return;
  }
  if (isStandard(R)) {
    if (simpleName(R) != "jthread")
      return;
    LockStep Step;
    Step.Do = LockAction::Block;
    Step.Blocks = {"std::jthread::~jthread", "waits for a thread to end",
                   uint8_t(By.Doubt == CallDoubt::None ? 0 : 1), false, ""};
    In.addFact(event::Lock{add(std::move(Step), By.At)}, By.At);
    return;
  }
  if (In.Rows.guard(T) || In.Rows.lock(T))
    return;
  const CXXDestructorDecl *D = R->getDestructor();
  if (D && D->isUserProvided())
    return addEnd(D, Path, By);
  if (D && By.MayBeDerived && D->isVirtual())
    addEnd(D, Path, By);
  dropParts(R, Path, By, Depth);
}

/// The variable or field that an owner is in.
static const ValueDecl *ownerIn(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

/// `reset()`, `reset(nullptr)`
static bool resetsToNothing(const CXXMemberCallExpr *E, ASTContext &Unit) {
  return E->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(E->getArg(0)) ||
         E->getArg(0)->isNullPointerConstant(Unit,
                                             Expr::NPC_ValueDependentIsNotNull);
}

void LockRecorder::recordDrop(const CXXMemberCallExpr *E) {
  const StringRef Name = simpleName(E->getMethodDecl());
  const bool Resets = Name == "reset";
  const bool DropsPart =
      StringSwitch<bool>(Name)
          .Cases({"clear", "erase", "pop_back", "pop_front", "pop"}, true)
          .Default(false);
  if (!Resets && !DropsPart)
    return;
  const Expr *Object = E->getImplicitObjectArgument();
  const QualType T = receiverType(Object, Object->getType()->isPointerType());
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return;
  const bool IsOwner = isUniqueOwner(R) || In.Types.sharesOwnership(T) ||
                       (isStandard(R) && simpleName(R) == "optional");
  if (Resets ? IsOwner && resetsToNothing(E, In.Unit)
             : !IsOwner && elementTypes(R) != 0)
    dropObject(T, pathOf(Object),
               {E->getExprLoc(), CallDoubt::None, ownerIn(Object)});
}

/// `nullptr`, `{}`, `T()`.
static bool isEmptyValue(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr, CXXScalarValueInitExpr>(E))
    return true;
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 0;
  const auto *Make = dyn_cast<CXXConstructExpr>(E);
  if (!Make)
    return false;
  if (Make->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(Make->getArg(0)))
    return true;
  return (Make->getNumArgs() == 1 || isa<CXXDefaultArgExpr>(Make->getArg(1))) &&
         isEmptyValue(Make->getArg(0));
}

void LockRecorder::recordDropByAssignment(const CXXOperatorCallExpr *E) {
  const Expr *To = E->getArg(0);
  const CXXRecordDecl *R = To->getType()->getAsCXXRecordDecl();
  if (!R)
    return;
  if (isFunctionObject(R)) {
    dropTarget(To, E->getExprLoc());
    return recordTarget(To, E->getArg(1));
  }
  if ((isUniqueOwner(R) || In.Types.sharesOwnership(To->getType()) ||
       elementTypes(R) != 0 || (isStandard(R) && simpleName(R) == "jthread")) &&
      isEmptyValue(E->getArg(1)))
    dropObject(To->getType(), pathOf(To),
               {E->getExprLoc(), CallDoubt::None, ownerIn(To)});
}

void LockRecorder::recordDelete(const CXXDeleteExpr *E) {
  const QualType T = E->getDestroyedType();
  if (T.isNull() || E->isArrayForm())
    return;
  Dropping By{E->getExprLoc()};
  By.MayBeDerived = true;
  // The last one to let go deletes itself.
  if (isa<CXXThisExpr>(E->getArgument()->IgnoreParenImpCasts()))
    By.Doubt = CallDoubt::LastOwner;
  dropObject(T, pathOf(E->getArgument()), By);
}

void LockRecorder::recordFieldEnd(const FieldDecl *F) {
  const AccessPath Path = {AccessPath::Root::This, 0, "", {In.Entities(F)}};
  dropObject(F->getType(), Path, {In.What.Function->getBody()->getEndLoc()});
}

void LockRecorder::recordBaseEnd(const CXXBaseSpecifier *B) {
  dropObject(B->getType(), {AccessPath::Root::This, 0, "", {}},
             {In.What.Function->getBody()->getEndLoc()});
}

} // namespace fearless
