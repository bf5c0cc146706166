//===- RecognizeLocks.cpp - What may be a lock ----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/RecognizeLocks.h"
#include "compat/StringSwitch.h"
#include "model/MatchModel.h"
#include "model/Ownership.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// Words of names of locks, guards, atomics; "block" and "clock" are no locks.
static bool isLockName(StringRef Name) {
  const std::string Lower = Name.lower();
  std::string Plain = Lower;
  for (const StringRef Harmless : {"block", "clock"})
    for (size_t At; (At = Plain.find(Harmless)) != std::string::npos;)
      Plain.erase(At, Harmless.size());
  for (const StringRef Word :
       {"lock", "mutex", "mtx", "guard", "atomic", "spin", "semaphore", "once",
        "critical", "monitor", "synchroni", "futex", "exclusive"})
    if (StringRef(Plain).contains(Word))
      return true;
  return false;
}

static bool isLockCall(StringRef Name) {
  return isLockName(Name) || Name.starts_with("__sync") ||
         Name.starts_with_insensitive("interlocked") ||
         StringSwitch<bool>(Name.lower())
             .Cases({"acquire", "enter", "exchange", "fetch_add", "fetch_sub",
                     "dispatch_sync"},
                    true)
             .Default(false);
}

bool looksLikeLock(QualType T) {
  while (!T.isNull() && (T->isReferenceType() || T->isPointerType()))
    T = T->getPointeeType();
  if (T.isNull())
    return false;
  if (T->isAtomicType())
    return true;
  for (const auto *Alias = T->getAs<TypedefType>(); Alias;
       Alias = Alias->getDecl()->getUnderlyingType()->getAs<TypedefType>())
    if (isLockName(Alias->getDecl()->getName()))
      return true;
  const TagDecl *Tag = T->getAsTagDecl();
  if (!Tag)
    return false;
  if (Tag->hasAttr<CapabilityAttr>() || Tag->hasAttr<ScopedLockableAttr>())
    return true;
  if (Tag->getIdentifier() && isLockName(Tag->getName()))
    return true;
  // A smart pointer, array or wrapper of one.
  const auto *R = dyn_cast<CXXRecordDecl>(Tag);
  return R && isStandard(R) && anyTypeArgument(R, looksLikeLock);
}

bool ownsLock(const CXXRecordDecl *R, const CXXRecordDecl *Except) {
  if (!R->hasDefinition())
    return true;
  return llvm::any_of(R->fields(),
                      [](const FieldDecl *F) {
                        const CXXRecordDecl *Held =
                            F->getType()->getAsCXXRecordDecl();
                        return looksLikeLock(F->getType()) ||
                               (Held && !isStandard(Held) && ownsLock(Held));
                      }) ||
         llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &B) {
           const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
           if (Base && Base == Except)
             return false;
           return looksLikeLock(B.getType()) || !Base || ownsLock(Base);
         });
}

/// A call of code that is not seen and is given nothing: it may well enter a
/// critical section.
static bool isUnseenCommand(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Call->getNumArgs() == 0 && !Callee->hasBody() &&
         Callee->getReturnType()->isVoidType() && !isStandard(Callee);
}

bool mayLock(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Declared : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Declared);
          V && looksLikeLock(V->getType()))
        return true;
  if (const auto *E = dyn_cast<Expr>(S); E && looksLikeLock(E->getType()))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || isLockCall(simpleName(Callee)) || isUnseenCommand(Call) ||
        Callee->hasAttr<AcquireCapabilityAttr>() ||
        Callee->hasAttr<AssertCapabilityAttr>())
      return true;
  }
  return llvm::any_of(S->children(), mayLock);
}

bool isAnnotatedAsLocked(const FunctionDecl *F) {
  return F->hasAttr<RequiresCapabilityAttr>() ||
         F->hasAttr<AcquireCapabilityAttr>() ||
         F->hasAttr<NoThreadSafetyAnalysisAttr>();
}

} // namespace fearless
