//===- MatchLocks.cpp - Types -> rows about locks and guards --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class counts as a lock or guard also by its bases; C's locks go by the
// names of their typedefs.
//
//===----------------------------------------------------------------------===//

#include "model/MatchModel.h"
#include "clang/AST/DeclCXX.h"

namespace fearless {

using namespace clang;

template <typename Row>
const Row *ModelMatcher::ofClass(const llvm::StringMap<Row> &Rows,
                                 const CXXRecordDecl *R) const {
  const Row *Found = lookUp(Rows, nameOf(R));
  if (!Found && R->hasDefinition())
    R->forallBases([&](const CXXRecordDecl *Base) {
      if (!Found)
        Found = lookUp(Rows, nameOf(Base));
      return true;
    });
  return Found;
}

const LockRow *ModelMatcher::lock(QualType T) const {
  T = T.getNonReferenceType();
  for (const auto *Alias = T->getAs<TypedefType>(); Alias;
       Alias = Alias->getDecl()->getUnderlyingType()->getAs<TypedefType>())
    if (const LockRow *Row = lookUp(Rows.Locks, nameOf(Alias->getDecl())))
      return Row;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return nullptr;
  const auto [Known, New] = LockOf.try_emplace(R->getCanonicalDecl(), nullptr);
  if (New)
    Known->second = ofClass(Rows.Locks, R);
  return Known->second;
}

const GuardRow *ModelMatcher::guard(QualType T) const {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R)
    return nullptr;
  const auto [Known, New] = GuardOf.try_emplace(R->getCanonicalDecl(), nullptr);
  if (New)
    Known->second = ofClass(Rows.Guards, R);
  return Known->second;
}

} // namespace fearless
