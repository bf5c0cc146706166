//===- JudgeClasses.cpp - Bases, fields, bodies -> answers ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/FindEvidence.h"
#include "model/JudgeTypes.h"
#include "model/RecognizeLocks.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

static std::string fieldName(const FieldDecl *F) {
  return F->getIdentifier() ? "field '" + F->getNameAsString() + "'"
                            : "an unnamed field";
}

Answer TypeJudge::ofField(Trait Of, const FieldDecl *F, Sharing How) const {
  if (F->isInvalidDecl())
    return answer(Truth::Unknown, LeafKind::Broken, Of,
                  fieldName(F) + " does not compile", place(F->getLocation()));
  const QualType T = F->getType();
  return because(fieldName(F) + " of " + spell(F->getParent()) + " is " +
                     spell(T),
                 place(F->getLocation()), ask(Of, T, How));
}

Answer TypeJudge::deriveFields(Trait Of, const RecordDecl *R,
                               Sharing How) const {
  Answer All = answer(Truth::Yes, LeafKind::Language, Of,
                      R->field_empty() ? "there is nothing in " + spell(R)
                                       : "all that is in " + spell(R) + " is " +
                                             nameOf(Of).str());
  for (const FieldDecl *F : R->fields()) {
    if (F->isUnnamedBitField())
      continue;
    // The fields of an anonymous struct or union are fields of this class.
    const RecordDecl *Anonymous = F->isAnonymousStructOrUnion()
                                      ? F->getType()->getAsRecordDecl()
                                      : nullptr;
    All = both(std::move(All), Anonymous ? deriveFields(Of, Anonymous, How)
                                         : ofField(Of, F, How));
  }
  return All;
}

/// The fields of a closure are its captures.
Answer TypeJudge::deriveClosure(Trait Of, const Decl *R, Sharing How) const {
  Answer All = answer(Truth::Yes, LeafKind::Language, Of,
                      R->field_empty() ? "the lambda captures nothing"
                                       : "all that the lambda captures is " +
                                             nameOf(Of).str());
  auto Field = R->field_begin();
  for (const LambdaCapture &C : R->captures()) {
    if (Field == R->field_end())
      break;
    const std::string Name =
        C.capturesVariable() ? C.getCapturedVar()->getNameAsString() : "this";
    const QualType T = (*Field)->getType();
    All = both(std::move(All),
               because("capture '" + Name + "' of the lambda is " + spell(T),
                       place(C.getLocation()), ask(Of, T, How)));
    ++Field;
  }
  return All;
}

std::optional<Answer> TypeJudge::byEvidence(Trait Of, const Decl *R) const {
  // Libraries have ways to synchronize that no body shows.
  if (isInSystemHeader(R))
    return std::nullopt;
  if (Of == Trait::ThreadSafe)
    return std::nullopt;
  // To copy an object is a const access to it.
  if (const std::optional<Evidence> Count = findPlainCount(R))
    return answer(Truth::No, LeafKind::PlainCount, Of,
                  "copying a " + spell(R) + " changes '" + Count->Written +
                      "' here, which is not atomic",
                  place(Count->At));
  if (Of != Trait::Sync)
    return std::nullopt;
  const std::optional<Evidence> Write = findConstWrite(R);
  if (!Write)
    return std::nullopt;
  return answer(Truth::No, LeafKind::UnguardedWrite, Of,
                "'" + Write->Method + "' of " + spell(R) +
                    " is const, but writes '" + Write->Written +
                    "' here with no lock held",
                place(Write->At));
}

std::optional<Answer> TypeJudge::byMutable(const Decl *R, Sharing How) const {
  for (const FieldDecl *F : R->fields()) {
    if (!F->isMutable() || F->hasAttr<GuardedByAttr>() ||
        looksLikeLock(F->getType()) ||
        ask(Trait::ThreadSafe, F->getType(), How).isYes())
      continue;
    const bool Locked = ownsLock(R);
    return answer(Truth::Unknown, Locked ? LeafKind::Locked : LeafKind::Mutable,
                  Trait::Sync,
                  fieldName(F) + " of " + spell(R) +
                      " is mutable, and whether " +
                      (Locked ? "its lock is held for that is not seen"
                              : "const members write it is not seen"),
                  place(F->getLocation()));
  }
  return std::nullopt;
}

Answer TypeJudge::derive(Trait Of, const Decl *R, Sharing How) const {
  const Decl *Definition = R->getDefinition();
  if (!Definition || Definition->isInvalidDecl())
    return answer(Truth::Unknown, LeafKind::Incomplete, Of,
                  spell(R) + " is not defined here", place(R->getLocation()));
  R = Definition;
  if (R->isLambda())
    return deriveClosure(Of, R, How);
  if (isStandard(R)) {
    if (R->isEmpty() && Of != Trait::ThreadSafe)
      return answer(Truth::Yes, LeafKind::Language, Of,
                    "there is nothing in " + spell(R));
    return answer(Truth::Unknown, LeafKind::NoRow, Of,
                  "no row speaks of " + spell(R));
  }
  if (std::optional<Answer> A = byEvidence(Of, R))
    return about(spellClass(R), std::move(*A));
  Answer All = deriveFields(Of, R, How);
  for (const CXXBaseSpecifier &B : R->bases())
    if (Answer OfBase = ask(Of, B.getType(), How); !OfBase.isYes())
      All = both(because(spell(B.getType()) + " is a base of " + spell(R),
                         place(B.getBeginLoc()), std::move(OfBase)),
                 std::move(All));
  if (Of == Trait::Sync)
    if (std::optional<Answer> A = byMutable(R, How))
      All = both(std::move(All), about(spellClass(R), std::move(*A)));
  // Its methods may hold the lock for all that is in there.
  if (Of == Trait::ThreadSafe && All.isNo() && ownsLock(R))
    return answer(Truth::Unknown, LeafKind::Locked, Of,
                  spell(R) + " has a lock; whether every method holds it is "
                             "not seen",
                  place(R->getLocation()));
  return All;
}

} // namespace fearless
