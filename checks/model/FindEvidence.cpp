//===- FindEvidence.cpp - Bodies -> what speaks against a class -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/FindEvidence.h"
#include "model/FollowWrites.h"
#include "model/MatchModel.h"
#include "model/RecognizeLocks.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace fearless {

using namespace clang;

/// How many calls deep a write is looked for.
constexpr unsigned MaxDepth = 3;

/// Calls of members of the own object, with bodies that are seen.
static void collectOwnCalls(const Stmt *S,
                            llvm::SmallVectorImpl<const CXXMethodDecl *> &To) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
    if (const CXXMethodDecl *M = Call->getMethodDecl();
        M && (!M->isVirtual() || M->hasAttr<FinalAttr>()) &&
        isa<CXXThisExpr>(
            Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
      To.push_back(M);
  for (const Stmt *Child : S->children())
    collectOwnCalls(Child, To);
}

//===----------------------------------------------------------------------===//
// Writes of member functions
//===----------------------------------------------------------------------===//

namespace {

class WriteFinder {
public:
  WriteFinder(const CXXRecordDecl *R, bool InConst) : R(R), InConst(InConst) {}

  std::optional<Evidence> find() {
    // Where there is a lock, who holds it is not known from one body.
    Locked = ownsLock(R);
    for (const CXXMethodDecl *M : R->methods()) {
      if (M->getAccess() != AS_public || M->isStatic() || M->isImplicit() ||
          isa<CXXConstructorDecl, CXXDestructorDecl>(M) ||
          M->isConst() != InConst || M->isCopyAssignmentOperator() ||
          M->isMoveAssignmentOperator())
        continue;
      look(M, 0);
      if (Found) {
        Found->Method = M->getNameAsString();
        return Found;
      }
    }
    return std::nullopt;
  }

private:
  void look(const CXXMethodDecl *M, unsigned Depth) {
    const FunctionDecl *Body = nullptr;
    if (Found || !M->hasBody(Body) || !Seen.insert(Body).second ||
        Body->isDependentContext() || isAnnotatedAsLocked(Body) ||
        mayLock(Body->getBody()))
      return;
    anyWrite(Body->getBody(), [&](const Expr *At, const WrittenPath &P) {
      if (!counts(P))
        return false;
      Found = Evidence{At->getExprLoc(), nameOf(P), ""};
      return true;
    });
    // A class with a lock of its own may hold it for what it calls.
    if (Found || Locked || Depth == MaxDepth)
      return;
    llvm::SmallVector<const CXXMethodDecl *, 4> Calls;
    collectOwnCalls(Body->getBody(), Calls);
    for (const CXXMethodDecl *Callee : Calls)
      look(Callee, Depth + 1);
  }

  bool counts(const WrittenPath &P) const {
    if (P.Root == WrittenPath::Static)
      return InConst && !Locked && P.Variable &&
             P.Variable->getTLSKind() == VarDecl::TLS_None &&
             !looksLikeLock(P.Variable->getType());
    if (P.Root != WrittenPath::This || P.Fields.empty())
      return false;
    for (const FieldDecl *F : P.Fields)
      if (F->hasAttr<GuardedByAttr>() || F->hasAttr<PtGuardedByAttr>() ||
          looksLikeLock(F->getType()))
        return false;
    const bool Mutable = llvm::any_of(
        P.Fields, [](const FieldDecl *F) { return F->isMutable(); });
    if (!P.PointerAt)
      return !InConst || Mutable || P.CastsConstAway;
    // Only what the object owns is part of it.
    return *P.PointerAt > 0 && !Locked &&
           isOwningPointer(P.Fields[*P.PointerAt - 1]->getType()) &&
           !pointeeOwnsLock(P.Fields[*P.PointerAt - 1]->getType());
  }

  static bool pointeeOwnsLock(QualType Pointer) {
    return anyTypeArgument(Pointer->getAsCXXRecordDecl(), [](QualType T) {
      const CXXRecordDecl *R = T->getAsCXXRecordDecl();
      return R && ownsLock(R);
    });
  }

  static std::string nameOf(const WrittenPath &P) {
    if (P.Fields.empty())
      return P.Variable->getNameAsString();
    return P.Fields.back()->getNameAsString();
  }

  const CXXRecordDecl *R;
  const bool InConst;
  bool Locked = false;
  llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
  std::optional<Evidence> Found;
};

} // namespace

std::optional<Evidence> findConstWrite(const CXXRecordDecl *R) {
  return WriteFinder(R, /*InConst=*/true).find();
}

std::optional<Evidence> findPlainWrite(const CXXRecordDecl *R) {
  return WriteFinder(R, /*InConst=*/false).find();
}

//===----------------------------------------------------------------------===//
// Counts that copies share
//===----------------------------------------------------------------------===//

namespace {

/// Fields, or pointers to plain integers, that code counts up or down.
using Counts = llvm::SmallDenseMap<const FieldDecl *, SourceLocation, 4>;

/// Whether the write steps by one, up or down.
bool steps(const Stmt *S, bool Up) {
  if (const auto *U = dyn_cast<UnaryOperator>(S))
    return Up ? U->isIncrementOp() : U->isDecrementOp();
  const auto *B = dyn_cast<CompoundAssignOperator>(S);
  return B && B->getOpcode() == (Up ? BO_AddAssign : BO_SubAssign);
}

/// Collects what the code steps. Behind: it works on the object that a pointer
/// of the class leads to, not on the one that is copied.
void collectCounts(const Stmt *S, bool Up, bool Behind, unsigned Depth,
                   Counts &To) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (steps(S, Up)) {
    const auto *E = cast<Expr>(S);
    WrittenPath P;
    followPath(isa<UnaryOperator>(S) ? cast<UnaryOperator>(S)->getSubExpr()
                                     : cast<BinaryOperator>(S)->getLHS(),
               P);
    const bool Known =
        P.Root == WrittenPath::This || P.Root == WrittenPath::Param;
    if (Known && !P.Fields.empty() && (Behind || P.PointerAt) &&
        E->getType()->isIntegerType() &&
        !looksLikeLock(P.Fields.back()->getType()))
      To.try_emplace(P.Fields.back(), E->getExprLoc());
  }
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && Depth != 0) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    const FunctionDecl *Body = nullptr;
    if (Callee && Callee->hasBody(Body) && !Body->isDependentContext() &&
        !(Method && Method->isVirtual()) && !mayLock(Body->getBody())) {
      const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      const bool OnThis =
          Member &&
          isa<CXXThisExpr>(
              Member->getImplicitObjectArgument()->IgnoreParenImpCasts());
      collectCounts(Body->getBody(), Up, Behind || !OnThis, Depth - 1, To);
    }
  }
  for (const Stmt *Child : S->children())
    collectCounts(Child, Up, Behind, Depth, To);
}

Counts countsOf(const FunctionDecl *F, bool Up) {
  Counts Found;
  const FunctionDecl *Body = nullptr;
  if (F && F->hasBody(Body) && !Body->isDependentContext() &&
      !mayLock(Body->getBody()))
    collectCounts(Body->getBody(), Up, /*Behind=*/false, MaxDepth, Found);
  return Found;
}

} // namespace

std::optional<Evidence> findPlainCount(const CXXRecordDecl *R) {
  const CXXDestructorDecl *Dtor = R->getDestructor();
  if (!Dtor || !Dtor->isUserProvided())
    return std::nullopt;
  for (const CXXConstructorDecl *Ctor : R->ctors()) {
    if (!Ctor->isCopyConstructor() || !Ctor->isUserProvided())
      continue;
    const Counts Up = countsOf(Ctor, /*Up=*/true);
    if (Up.empty())
      continue;
    const Counts Down = countsOf(Dtor, /*Up=*/false);
    for (const auto &[Field, At] : Up)
      if (Down.count(Field))
        return Evidence{At, Field->getNameAsString(), ""};
  }
  return std::nullopt;
}

} // namespace fearless
