//===- Ownership.cpp - What objects of a type hold ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Ownership.h"
#include "compat/ClangTypes.h"
#include "compat/ScopeExit.h"
#include "compat/StringSwitch.h"
#include "model/BrokenCode.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

bool isStandard(const NamedDecl *D) {
  const DeclContext *C = D->getDeclContext();
  while (C && C->getParent() && !C->getParent()->isTranslationUnit())
    C = C->getParent();
  const auto *Space = dyn_cast_or_null<NamespaceDecl>(C);
  return Space &&
         (Space->getName() == "std" || Space->getName() == "__gnu_cxx");
}

static StringRef className(const CXXRecordDecl *R) {
  return R->getIdentifier() ? R->getName() : StringRef();
}

/// Asks OfLeaf (type -> yes, no, or look at the parts) of a type and then of
/// its elements: template arguments of standard types, else fields and bases.
template <typename Question>
bool Ownership::anyPart(QualType T, Memo &Known, Question OfLeaf) const {
  if (T.isNull() || T->isDependentType())
    return false;
  if (const std::optional<bool> Answer = OfLeaf(T))
    return *Answer;
  const Type *Canonical = T.getCanonicalType().getTypePtr();
  if (const auto [Entry, Inserted] = Known.try_emplace(Canonical, false);
      !Inserted)
    return Entry->second;
  const auto Ask = [&](QualType Part) { return anyPart(Part, Known, OfLeaf); };
  bool Answer = false;
  if (const ArrayType *Array = T->getAsArrayTypeUnsafe()) {
    Answer = Ask(Array->getElementType());
  } else if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
    if (isStandard(R))
      Answer = anyTypeArgument(R, Ask);
    else if (R->hasDefinition())
      Answer = llvm::any_of(R->bases(),
                            [&](const CXXBaseSpecifier &B) {
                              return Ask(B.getType());
                            }) ||
               llvm::any_of(R->fields(), [&](const FieldDecl *F) {
                 return Ask(F->getType());
               });
  } else if (const RecordDecl *C = T->getAsRecordDecl()) {
    Answer = llvm::any_of(
        C->fields(), [&](const FieldDecl *F) { return Ask(F->getType()); });
  }
  return Known[Canonical] = Answer;
}

bool Ownership::isView(QualType T) const {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R)
    return false;
  if (const TypeRow *Row = Rows.type(R))
    return Row->View;
  return R->hasAttr<PointerAttr>();
}

bool Ownership::sharesOwnership(QualType T) const {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  const TypeRow *Row = R ? Rows.type(R) : nullptr;
  return Row && Row->Shares;
}

bool Ownership::ownsContents(QualType T) const {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || isView(T) || sharesOwnership(T))
    return false;
  return R->hasAttr<OwnerAttr>() || isStandard(R);
}

static bool hasCallOperator(const CXXRecordDecl *R) {
  return R->hasDefinition() && llvm::any_of(R->decls(), [](const Decl *D) {
           const auto *Named = dyn_cast<NamedDecl>(D);
           return Named &&
                  Named->getDeclName().getCXXOverloadedOperator() == OO_Call;
         });
}

bool Ownership::holdsCallable(QualType T) const {
  return anyPart(T, Callables, [&](QualType Leaf) -> std::optional<bool> {
    if (Leaf->isReferenceType())
      return std::nullopt;
    if (Leaf->isFunctionType() || Leaf->isFunctionPointerType() ||
        Leaf->isMemberFunctionPointerType())
      return true;
    const CXXRecordDecl *R = Leaf->getAsCXXRecordDecl();
    if (!R)
      return Leaf->isScalarType() ? std::optional(false) : std::nullopt;
    // std::less and the like hold nothing.
    if (!isStandard(R) && (R->isLambda() || hasCallOperator(R)))
      return true;
    return std::nullopt;
  });
}

bool Ownership::mayBorrow(QualType T) const {
  return anyPart(T, Borrows, [&](QualType Leaf) -> std::optional<bool> {
    if (Leaf->isReferenceType())
      return true;
    if (const auto *Pointer = Leaf->getAs<PointerType>())
      return !Pointer->getPointeeType()->isFunctionType();
    if (Leaf->isFunctionType()) // std::function<void()>
      return true;
    const CXXRecordDecl *R = Leaf->getAsCXXRecordDecl();
    if (!R)
      return Leaf->isScalarType() ? std::optional(false) : std::nullopt;
    if (isView(Leaf) || (isStandard(R) && className(R) == "any"))
      return true;
    if (Rows.handle(Leaf))
      return false;
    return std::nullopt;
  });
}

bool Ownership::holdsHandle(QualType T) const {
  return anyPart(T.getNonReferenceType(), Handles,
                 [&](QualType Leaf) -> std::optional<bool> {
                   if (Rows.handle(Leaf) || Rows.handleArgument(Leaf))
                     return true;
                   if (isView(Leaf))
                     return false;
                   if (const auto *Pointer = Leaf->getAs<PointerType>())
                     return Rows.handle(Pointer->getPointeeType()) != nullptr;
                   if (Leaf->isReferenceType())
                     return Rows.handle(Leaf) != nullptr;
                   if (Leaf->isScalarType())
                     return false;
                   return std::nullopt;
                 });
}

bool Ownership::canSignal(QualType T) const {
  return anyPart(
      T.getNonReferenceType(), Signals,
      [&](QualType Leaf) -> std::optional<bool> {
        if (Leaf.isVolatileQualified() || Leaf->isAtomicType())
          return true;
        if (const auto *Alias = Leaf->getAs<TypedefType>();
            Alias && StringSwitch<bool>(Alias->getDecl()->getName())
                         .Cases({"pthread_cond_t", "sem_t", "pthread_barrier_t",
                                 "cnd_t"},
                                true)
                         .Default(false))
          return true;
        if (Leaf->isPointerType() || Leaf->isReferenceType()) {
          const QualType Pointee = Leaf->getPointeeType();
          const RecordDecl *R = Pointee->getAsRecordDecl();
          return R && (!R->getDefinition() || canSignal(Pointee));
        }
        if (Leaf->isScalarType())
          return false;
        const CXXRecordDecl *R = Leaf->getAsCXXRecordDecl();
        if (!R)
          return std::nullopt;
        if (Rows.handle(Leaf))
          return true;
        if (isStandard(R)) {
          if (StringSwitch<bool>(className(R))
                  .Cases({"condition_variable", "condition_variable_any",
                          "promise", "latch", "barrier", "counting_semaphore",
                          "atomic", "atomic_flag", "packaged_task",
                          "stop_source"},
                         true)
                  .Default(false))
            return true;
          return std::nullopt;
        }
        // What has no definition, or may be something derived, is not seen.
        if (!R->hasDefinition() ||
            (R->isPolymorphic() && !R->isEffectivelyFinal()))
          return true;
        return std::nullopt;
      });
}

bool Ownership::copyIsRemedy(QualType T) const {
  T = T.getNonReferenceType();
  if (T->isArithmeticType() || T->isEnumeralType() || sharesOwnership(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && isStandard(R) && className(R) == "basic_string";
}

bool Ownership::isCounted(const CXXRecordDecl *R) const {
  if (!R || !R->hasDefinition())
    return false;
  const auto HasMethod = [&](StringRef Name) {
    return llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
      return M->getIdentifier() && M->getName().equals_insensitive(Name);
    });
  };
  if ((HasMethod("AddRef") || HasMethod("ref")) &&
      (HasMethod("Release") || HasMethod("deref") || HasMethod("unref")))
    return true;
  return llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &B) {
    const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
    return Base &&
           (className(Base) == "enable_shared_from_this" || isCounted(Base));
  });
}

HandlesAtEnd Ownership::ofDestructor(const CXXDestructorDecl *D) const {
  const FunctionDecl *Body = seenBody(D);
  if (!Body)
    return HandlesAtEnd::Unknown;
  if (actsOnHandle(Body->getBody(), HandleAction::Join))
    return HandlesAtEnd::Join;
  if (actsOnHandle(Body->getBody(), HandleAction::Detach))
    return HandlesAtEnd::Detach;
  return HandlesAtEnd::Nothing;
}

HandlesAtEnd Ownership::handlesAtEnd(QualType T) const {
  T = T.getNonReferenceType();
  if (const HandleRow *Row = Rows.handle(T)) {
    switch (Row->AtEnd) {
    case HandleEnd::Join:
      return HandlesAtEnd::Join;
    case HandleEnd::Terminate:
      return HandlesAtEnd::Terminate;
    case HandleEnd::Leak:
      return HandlesAtEnd::Nothing;
    }
  }
  if (const ArrayType *Array = T->getAsArrayTypeUnsafe())
    return handlesAtEnd(Array->getElementType());
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || !holdsHandle(T))
    return HandlesAtEnd::Nothing;
  // A type that contains itself adds nothing to its own answer.
  const Type *Canonical = T.getCanonicalType().getTypePtr();
  if (!Ending.insert(Canonical).second)
    return HandlesAtEnd::Nothing;
  const ScopeExit Done([&] { Ending.erase(Canonical); });
  HandlesAtEnd OfParts = HandlesAtEnd::Nothing;
  const auto Combine = [&](QualType Part) {
    const HandlesAtEnd Of = handlesAtEnd(Part);
    if (Of != HandlesAtEnd::Nothing && OfParts != HandlesAtEnd::Join)
      OfParts = Of;
    return false;
  };
  if (isStandard(R)) {
    anyTypeArgument(R, Combine);
    return OfParts;
  }
  if (isBroken(R))
    return HandlesAtEnd::Unknown;
  if (const CXXDestructorDecl *D = R->getDestructor(); D && D->isUserProvided())
    if (const HandlesAtEnd Own = ofDestructor(D); Own != HandlesAtEnd::Nothing)
      return Own;
  for (const CXXBaseSpecifier &B : R->bases())
    Combine(B.getType());
  for (const FieldDecl *F : R->fields())
    Combine(F->getType());
  return OfParts;
}

} // namespace fearless
