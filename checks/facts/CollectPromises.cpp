//===- CollectPromises.cpp - Classes -> promises and what they are --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Promises of other people's classes are theirs to keep: classes in system
// headers are left out. A class that promises nothing is looked at where one of
// its bases does.
//
//===----------------------------------------------------------------------===//

#include "facts/CollectPromises.h"
#include "model/FindEvidence.h"
#include "model/RecognizeLocks.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// What the class says against being used by several threads at a time. Plain
/// fields are no evidence by themselves: they may be used on one thread only.
static Answer deriveThreadSafe(const CXXRecordDecl *R,
                               const CXXRecordDecl *PromisingBase,
                               const SourceManager &Sources) {
  if (!ownsLock(R, PromisingBase))
    if (const std::optional<Evidence> Write = findPlainWrite(R))
      return answer(Truth::No, LeafKind::UnguardedWrite, Trait::ThreadSafe,
                    "'" + Write->Method + "' of '" + spellClass(R) +
                        "' writes '" + Write->Written +
                        "' here with no lock held",
                    placeOf(Write->At, Sources));
  return answer(Truth::Unknown, LeafKind::Locked, Trait::ThreadSafe,
                "nothing is seen that speaks against it");
}

std::vector<KeptPromise>
collectPromises(ArrayRef<const CXXRecordDecl *> Classes, const TypeJudge &Judge,
                const SourceManager &Sources) {
  std::vector<KeptPromise> All;
  const auto Add = [&](const CXXRecordDecl *R, const Promise &P,
                       const CXXRecordDecl *Base) {
    KeptPromise Kept;
    Kept.Type = spellClass(R);
    Kept.Of = P.Of;
    Kept.At = placeOf(P.At, Sources);
    Kept.Reason = P.Reason;
    Kept.Problem = P.Problem;
    Kept.Conditional = P.If.What != TypeCondition::Kind::True;
    if (Kept.Conditional)
      Kept.Derived =
          answer(Truth::Unknown, LeafKind::Opaque, P.Of, "it is conditional");
    else
      Kept.Derived = P.Of == Trait::ThreadSafe
                         ? deriveThreadSafe(R, Base, Sources)
                         : Judge.derive(P.Of, R);
    return Kept;
  };
  for (const CXXRecordDecl *R : Classes) {
    const std::vector<Promise> Own = promisesOf(R);
    for (const Promise &P : Own)
      // `thread_safe` promises Sync, too: once is enough.
      if (P.isPositive() &&
          (All.empty() || All.back().At != placeOf(P.At, Sources) ||
           All.back().Type != spellClass(R)))
        All.push_back(Add(R, P, nullptr));
    for (const CXXBaseSpecifier &B : R->bases()) {
      const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
      if (!Base)
        continue;
      for (const Promise &P : promisesOf(Base)) {
        if (!P.isPositive() ||
            llvm::any_of(Own, [&](const Promise &O) { return O.Of == P.Of; }))
          continue;
        KeptPromise Kept = Add(R, P, Base);
        Kept.Base = spellClass(Base);
        Kept.BaseAt = Kept.At;
        Kept.At = placeOf(R->getLocation(), Sources);
        All.push_back(std::move(Kept));
      }
    }
  }
  return All;
}

} // namespace fearless
