//===- RecordAccesses.cpp - CFG elements -> accesses ----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What reads and what writes: scalars by their conversions and assignments,
// objects of library classes by the member functions called on them
// ([container.requirements.dataraces]: begin, find, at and the like read, and
// operator[] does where it makes no element), others by being copied or moved.
// Members of user classes are left to the summaries of their bodies.
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/AccessRecorder.h"
#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"

namespace fearless {

using namespace clang;
using Root = AccessPath::Root;

/// Only what another thread may reach: not the function's own variables that
/// nothing refers to.
bool AccessRecorder::isOfInterest(const AccessPath &Place) const {
  if (!Place.isKnown() || !isOnePlace(Place))
    return false;
  // By value, unless something behind it is meant.
  if (Place.From == Root::Parameter && Place.Fields.empty()) {
    const auto *F = In.What.Function;
    return Place.Index < F->getNumParams() &&
           F->getParamDecl(Place.Index)->getType()->isReferenceType();
  }
  return true;
}

void AccessRecorder::recordPlace(AccessKind Do, AccessPath Place,
                                 const Expr *Object, bool Accumulates) {
  if (!isOfInterest(Place))
    return;
  Access A;
  A.Do = Do;
  A.Object = std::move(Place);
  A.Text = In.Locks.spell(Object);
  const QualType T = Object->getType().getNonReferenceType();
  A.Type = In.typeText(T);
  A.FitsAtomic = T->isScalarType();
  A.Accumulates = Accumulates;
  A.At = In.place(Object->getExprLoc());
  const auto Id = static_cast<AccessId>(In.Facts.Accesses.All.size());
  In.Facts.Accesses.All.push_back(std::move(A));
  In.addFact(event::Access{Id}, Object->getExprLoc());
}

/// (Part of) a variable of the function's own that nothing else refers to, or a
/// temporary, also by way of what is streamed to it: no other thread can reach
/// it.
bool AccessRecorder::isPrivate(const Expr *Object) const {
  const Expr *E = skipToObject(Object);
  bool ThroughCall = false;
  while (true) {
    const auto *Member = dyn_cast<MemberExpr>(E);
    const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
    const Expr *Of = nullptr;
    if (Member && !Member->isArrow())
      Of = Member->getBase();
    else if (Call)
      Of = Call->getImplicitObjectArgument();
    else if (Op && Op->getOperator() == OO_LessLess)
      Of = Op->getArg(0);
    if (!Of || Of->getType()->isPointerType())
      break;
    ThroughCall |= Call != nullptr;
    E = skipToObject(Of);
  }
  if (isa<MaterializeTemporaryExpr>(E) || E->isPRValue())
    return true;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || ThroughCall || V->hasGlobalStorage() ||
      V->getDeclContext() != In.What.Function ||
      V->getType()->isReferenceType() || In.OfVariable.count(V))
    return false;
  // Other threads may reach it by what comes later.
  In.Missed.insert(V);
  return true;
}

/// Nobody can write it.
static bool isConstant(const Expr *E) {
  E = skipToObject(E);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl()->getType().isConstQualified();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && Ref->getDecl()->getType().isConstQualified();
}

void AccessRecorder::record(AccessKind Do, const Expr *Object,
                            bool Accumulates) {
  const QualType T = Object->getType();
  if (Do == AccessKind::Read && isConstant(Object))
    return;
  if (isPrivate(Object) || isSignalType(T) || In.Rows.lock(T) ||
      In.Rows.guard(T) || In.Rows.handle(T))
    return;
  recordPlace(Do, placeOf(Object), Object, Accumulates);
}

void AccessRecorder::recordStmt(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E || E->isTypeDependent() || E->containsErrors())
    return;
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E)) {
    if (C->getCastKind() == CK_LValueToRValue)
      record(AccessKind::Read, C->getSubExpr());
  } else if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAssignmentOp())
      record(AccessKind::Write, B->getLHS(), B->isCompoundAssignmentOp());
  } else if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->isIncrementDecrementOp())
      record(AccessKind::Write, U->getSubExpr(), /*Accumulates=*/true);
  } else if (const auto *Make = dyn_cast<CXXConstructExpr>(E)) {
    recordConstruct(Make);
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    recordCall(Call);
  }
}

/// Whether the call of a constructor or operator runs no code of the user's.
static bool isPlain(const CXXMethodDecl *M) {
  return isStandard(M->getParent()) || M->isImplicit() || M->isDefaulted();
}

void AccessRecorder::recordConstruct(const CXXConstructExpr *E) {
  const CXXConstructorDecl *Ctor = E->getConstructor();
  if (E->getNumArgs() == 0 || !Ctor->isCopyOrMoveConstructor() ||
      !isPlain(Ctor) || !E->getArg(0)->isGLValue())
    return;
  const bool Moves = Ctor->isMoveConstructor() && isStandard(Ctor->getParent());
  record(Moves ? AccessKind::Write : AccessKind::Read, E->getArg(0));
}

/// Members of containers, strings and the like that read only, const or not.
static bool readsOnly(StringRef Name) {
  return StringSwitch<bool>(Name)
      .Cases({"begin", "end", "rbegin", "rend", "front", "back", "data"}, true)
      .Cases({"find", "lower_bound", "upper_bound", "equal_range", "at", "get"},
             true)
      .Cases({"value", "top", "str"}, true)
      .Cases({"shared_from_this", "weak_from_this"}, true)
      .Default(false);
}

/// A member of a class of the library, called on an object.
void AccessRecorder::recordMember(const CallExpr *E, const Expr *Object,
                                  bool IsPointer) {
  const auto *Method = cast<CXXMethodDecl>(E->getDirectCallee());
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
  const CXXRecordDecl *Class = Object->getType()->getAsCXXRecordDecl();
  if (IsPointer)
    Class = Object->getType()->getPointeeCXXRecordDecl();
  bool Reads = Method->isConst() || readsOnly(simpleName(Method));
  if (Op && Op->getOperator() == OO_Subscript)
    Reads = !Class || !simpleName(Class).ends_with("map");
  else if (Op &&
           (Op->getOperator() == OO_Star || Op->getOperator() == OO_Arrow))
    Reads = true;
  const AccessKind Do = Reads ? AccessKind::Read : AccessKind::Write;
  if (!IsPointer)
    return record(Do, Object);
  if (!isSignalType(Object->getType()->getPointeeType()))
    recordPlace(Do, placeBehind(Object), Object, /*Accumulates=*/false);
}

/// Standard functions that write what they are given by reference.
static bool writesArgument(const FunctionDecl *F, unsigned I) {
  if (!isStandard(F))
    return false;
  const StringRef Name = simpleName(F);
  if (Name == "swap")
    return true;
  if (Name == "exchange")
    return I == 0;
  if (Name == "getline")
    return I < 2;
  const OverloadedOperatorKind Op = F->getOverloadedOperator();
  return (Op == OO_LessLess && I == 0) || Op == OO_GreaterGreater;
}

void AccessRecorder::recordCall(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (isSignal(E))
    return recordSignal(E);
  if (!Callee)
    return;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op && Method && Op->isAssignmentOp() && isPlain(Method)) {
    record(AccessKind::Write, Op->getArg(0), Op->getOperator() != OO_Equal);
    if (Op->getNumArgs() == 2 && Op->getArg(1)->isLValue() &&
        Op->getArg(1)->getType()->isRecordType())
      record(AccessKind::Read, Op->getArg(1));
    return;
  }
  if (!isStandard(Callee))
    return;
  bool IsPointer = false;
  if (const Expr *Object = Method ? receiver(E, IsPointer) : nullptr)
    recordMember(E, Object, IsPointer);
  const unsigned Skip = Method && isa<CXXOperatorCallExpr>(E) ? 1 : 0;
  for (unsigned I = 0; I < Callee->getNumParams() && I + Skip < E->getNumArgs();
       ++I) {
    const QualType T = Callee->getParamDecl(I)->getType();
    const Expr *Arg = E->getArg(I + Skip);
    if (!T->isLValueReferenceType() || !Arg->isLValue())
      continue;
    if (T->getPointeeType().isConstQualified()) {
      record(AccessKind::Read, Arg);
      continue;
    }
    if (writesArgument(Callee, I))
      record(AccessKind::Write, Arg);
  }
}

} // namespace fearless
