//===- CollectLockOrders.cpp - Attributes -> declared orders --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads clang's attributes on locks, and levels. Clang keeps its own only on
// types that are capabilities. Not seen: arguments that are neither a field nor
// a variable.
//
//===----------------------------------------------------------------------===//

#include "facts/CollectLockOrders.h"
#include "model/ReadAnnotations.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace fearless {

using namespace clang;

static const ValueDecl *namedBy(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    E = U->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

std::vector<LockOrder> collectLockOrders(ArrayRef<const ValueDecl *> Declared,
                                         const EntityNamer &Entities,
                                         const SourceManager &Sources) {
  std::vector<LockOrder> All;
  const auto Add = [&](const ValueDecl *First, const ValueDecl *Second,
                       const Attr *A) {
    if (First && Second && First != Second)
      All.push_back({Entities(First), Entities(Second), spellMember(First),
                     spellMember(Second), placeOf(A->getLocation(), Sources)});
  };
  for (const ValueDecl *D : Declared) {
    for (const auto *A : D->specific_attrs<AcquiredBeforeAttr>())
      for (const Expr *Arg : A->args())
        Add(D, namedBy(Arg), A);
    for (const auto *A : D->specific_attrs<AcquiredAfterAttr>())
      for (const Expr *Arg : A->args())
        Add(namedBy(Arg), D, A);
  }
  return All;
}

std::vector<LockLevel> collectLockLevels(ArrayRef<const ValueDecl *> Declared,
                                         const EntityNamer &Entities,
                                         const SourceManager &Sources) {
  std::vector<LockLevel> All;
  for (const ValueDecl *D : Declared)
    if (const std::optional<DeclaredLevel> Of = lockLevelOf(D))
      All.push_back(
          {Entities(D), spellMember(D), Of->Level, placeOf(Of->At, Sources)});
  return All;
}

} // namespace fearless
