//===- JudgeTypes.cpp - Types -> Send, Sync, ThreadSafe -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/JudgeTypes.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/ScopeExit.h"

namespace fearless {

using namespace clang;

/// Nested deeper, types are made by machines.
constexpr unsigned MaxNesting = 100;

Answer answer(Truth Is, LeafKind Leaf, Trait Of, std::string Text, Place At) {
  Answer A;
  A.Is = Is;
  A.Leaf = Leaf;
  A.Of = Of;
  A.Chain.push_back({std::move(Text), std::move(At)});
  return A;
}

Answer about(const std::string &Type, Answer A) {
  A.Type = Type;
  return A;
}

Answer because(std::string Text, Place At, Answer A) {
  A.Chain.insert(A.Chain.begin(), {std::move(Text), std::move(At)});
  return A;
}

std::string TypeJudge::spell(QualType T) const {
  return "'" + spellType(T, Unit) + "'";
}

std::string TypeJudge::spell(const TagDecl *R) const {
  return "'" + spellClass(R) + "'";
}

Place TypeJudge::place(SourceLocation L) const {
  return placeOf(L, Unit.getSourceManager());
}

bool TypeJudge::isInSystemHeader(const clang::Decl *D) const {
  const SourceManager &Sources = Unit.getSourceManager();
  return Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation()));
}

Answer TypeJudge::ask(Trait Of, QualType T, Sharing How) const {
  if (T.isNull() || T->isDependentType() || T->containsErrors())
    return answer(Truth::Unknown, LeafKind::Broken, Of,
                  "the type is not known here");
  // All accesses to something const are const.
  if (Of == Trait::ThreadSafe && T.isConstQualified())
    Of = Trait::Sync;
  T = T.getUnqualifiedType();
  // Rows of C speak of typedefs, which may name what other rows speak of.
  const QualType Canonical = T.getCanonicalType();
  const bool NamesRow =
      T->getAs<TypedefType>() && Rows.type(T) != Rows.type(Canonical);
  const void *Key = (NamesRow ? T : Canonical).getAsOpaquePtr();
  const Question Q{Key, Of, How};
  if (const auto Found = Known.find(Q); Found != Known.end())
    return Found->second;
  if (const auto Found = Provisional.find(Q); Found != Provisional.end()) {
    RestsOn = std::min(RestsOn, Found->second.On);
    return Found->second.Given;
  }
  const auto Depth = static_cast<unsigned>(Asking.size());
  if (const auto Open = Asking.find(Q); Open != Asking.end()) {
    RestsOn = std::min(RestsOn, Open->second);
    return answer(Truth::Yes, LeafKind::Language, Of,
                  spell(T) + " contains itself");
  }
  if (Depth >= MaxNesting)
    return answer(Truth::Unknown, LeafKind::Opaque, Of,
                  "types are nested too deeply to follow");
  const unsigned Outer = RestsOn;
  RestsOn = ~0u;
  Asking.emplace(Q, Depth);
  Answer A = judge(Of, T, How);
  Asking.erase(Q);
  keep(Q, Depth, A);
  RestsOn = RestsOn >= Depth ? Outer : std::min(Outer, RestsOn);
  return A;
}

void TypeJudge::keep(const Question &Q, unsigned Depth, const Answer &A) const {
  // What rests on a question further out is known only with its answer; a no
  // stays one whatever that is.
  const bool Final = RestsOn >= Depth || A.isNo();
  for (auto P = Provisional.begin(); P != Provisional.end();) {
    if (P->second.On != Depth) {
      ++P;
      continue;
    }
    if (A.isYes() && !Final) {
      P++->second.On = RestsOn;
      continue;
    }
    if (A.isYes())
      Known.emplace(P->first, std::move(P->second.Given));
    P = Provisional.erase(P);
  }
  if (Final)
    Known.emplace(Q, A);
  else
    Provisional.insert_or_assign(Q, Resting{A, RestsOn});
}

Answer TypeJudge::shared(QualType T, Sharing How) const {
  const bool NeedsMore = How == Sharing::Strict && !T.isConstQualified();
  return ask(NeedsMore ? Trait::ThreadSafe : Trait::Sync, T, How);
}

Answer TypeJudge::judge(Trait Of, QualType T, Sharing How) const {
  if (std::optional<Answer> A = byRow(Of, T, How))
    return *A;
  if (const ArrayType *Array = Unit.getAsArrayType(T))
    return because("its elements are " + spell(Array->getElementType()), {},
                   ask(Of, Array->getElementType(), How));
  if (T->isPointerType() || T->isReferenceType())
    return judgePointer(Of, T, How);
  if (T->isAtomicType())
    return answer(Truth::Yes, LeafKind::Language, Of, "it is atomic");
  if (T->isRecordType())
    return judgeClass(Of, T, How);
  if (T->isFunctionType())
    return answer(Truth::Yes, LeafKind::Language, Of,
                  "code is the same for all threads");
  if (T->isVoidType())
    return answer(Truth::Unknown, LeafKind::Opaque, Of,
                  "'void' says nothing about what is there");
  if (T->isBlockPointerType())
    return answer(Truth::Unknown, LeafKind::Opaque, Of,
                  "what a block holds is not known from its type");
  if (Of != Trait::ThreadSafe)
    return answer(Truth::Yes, LeafKind::Language, Of,
                  spell(T) + (T->isEnumeralType() ? " is an enumeration"
                                                  : " is a built-in type"));
  return about(spellType(T, Unit),
               answer(Truth::No, LeafKind::Language, Of,
                      "two threads that write one " + spell(T) + " race"));
}

/// What is behind a pointer may be of a derived class, and may be used by
/// nobody else: only rows and annotations on the pointer speak of that.
Answer TypeJudge::pointee(Answer A, QualType To) const {
  const CXXRecordDecl *R = To->getAsCXXRecordDecl();
  if (A.isYes() && R && R->hasDefinition() && R->isPolymorphic() &&
      !R->isEffectivelyFinal() && A.Leaf == LeafKind::Language)
    return answer(Truth::Unknown, LeafKind::Polymorphic, A.Of,
                  "the object may be of a class derived from " + spell(To));
  return A;
}

Answer TypeJudge::judgePointer(Trait Of, QualType T, Sharing How) const {
  const QualType To = T->getPointeeType();
  if (Of == Trait::ThreadSafe && !T->isReferenceType())
    return answer(Truth::No, LeafKind::Language, Of,
                  "two threads that write one pointer race");
  if (To->isFunctionType())
    return answer(Truth::Yes, LeafKind::Language, Of,
                  "code is the same for all threads");
  if (To->isVoidType())
    return answer(Truth::Unknown, LeafKind::Opaque, Of,
                  spell(T) + " says nothing about what it points to");
  const bool IsReference = T->isReferenceType();
  // What is done to a reference is done to the object.
  if (Of == Trait::ThreadSafe)
    return because("a reference leads to " + spell(To), {},
                   pointee(ask(Of, To, How), To));
  Answer A = pointee(shared(To, How), To);
  // Whether somebody else has the object, too, a raw pointer does not tell.
  if (A.isNo() && How == Sharing::Core) {
    A.Is = Truth::Unknown;
    A.Leaf = LeafKind::Pointer;
  }
  return because(
      (IsReference ? "a reference leads to " : "a pointer leads to ") +
          spell(To),
      {}, std::move(A));
}

Answer TypeJudge::judgeClass(Trait Of, QualType T, Sharing How) const {
  const auto *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return judgeRecord(Of, T->getAsRecordDecl(), How);
  if (std::optional<Answer> A = byPromise(Of, Class, How))
    return *A;
  return derive(Of, Class, How);
}

Answer TypeJudge::judgeRecord(Trait Of, const RecordDecl *R,
                              Sharing How) const {
  if (const RecordDecl *Definition = R->getDefinition())
    return deriveFields(Of, Definition, How);
  return answer(Truth::Unknown, LeafKind::Incomplete, Of,
                spell(R) + " is not defined here", place(R->getLocation()));
}

} // namespace fearless
