//===- JudgeLockTypes.cpp - Types -> whether they are locks ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Locks of the user's own are known by their members, and by what their names
// say of recursion and spinning; C's also by how a variable is initialized.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// Members of locks of the user's own: what takes, and what releases.
static constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral>
    TakesAndReleases[] = {{"lock", "unlock"},     {"Lock", "Unlock"},
                          {"acquire", "release"}, {"Acquire", "Release"},
                          {"enter", "leave"},     {"Enter", "Leave"}};

StringRef takerOf(StringRef Member) {
  for (const auto &[Takes, Releases] : TakesAndReleases)
    if (Member == Takes || Member == Releases)
      return Takes;
  return "";
}

/// Whether a class that no row knows has members to take and release it, and
/// looks like a lock.
bool LockRecorder::isLockedBy(const CXXRecordDecl *R, StringRef Method) const {
  if (!R || !R->hasDefinition())
    return false;
  if (R->hasAttr<CapabilityAttr>())
    return true;
  const auto *Pair = llvm::find_if(
      TakesAndReleases, [&](const auto &P) { return P.first == Method; });
  const std::string Name = simpleName(R).lower();
  if (Pair == std::end(TakesAndReleases) ||
      !llvm::any_of(
          std::initializer_list<StringRef>{"mutex", "lock", "critical"},
          [&](StringRef Part) { return StringRef(Name).contains(Part); }))
    return false;
  return llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
    return simpleName(M) == Pair->second;
  });
}

bool LockRecorder::isLockable(QualType T) const {
  if (In.Rows.lock(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return memberOf(T, "lock") && memberOf(T, "unlock") && R && !In.Rows.guard(T);
}

const FunctionDecl *LockRecorder::memberOf(QualType T, StringRef Name) const {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return nullptr;
  for (const CXXMethodDecl *M : R->methods())
    if (simpleName(M) == Name)
      return M;
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const FunctionDecl *M = memberOf(Base.getType(), Name))
      return M;
  return nullptr;
}

void LockRecorder::describeType(QualType T, LockObject &Object) const {
  if (const LockRow *Row = In.Rows.lock(T)) {
    Object.Recursive |= Row->Recursive;
    Object.Spin |= Row->Spin;
    return;
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return;
  const std::string Name = simpleName(R).lower();
  Object.Recursive |= StringRef(Name).contains("recursive") ||
                      StringRef(Name).contains("reentrant");
  Object.Spin |= StringRef(Name).contains("spin");
  for (const FieldDecl *F : R->fields())
    if (const LockRow *Row = In.Rows.lock(F->getType()))
      Object.Recursive |= Row->Recursive;
}

/// `pthread_mutex_t M = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;`
bool isInitializedRecursive(const ValueDecl *D) {
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  const Expr *Init = V ? V->getInit() : nullptr;
  if (!Init || !Init->getBeginLoc().isMacroID())
    return false;
  const ASTContext &In = V->getASTContext();
  const StringRef Name = Lexer::getImmediateMacroName(
      Init->getBeginLoc(), In.getSourceManager(), In.getLangOpts());
  return Name.contains("RECURSIVE") || Name.contains("ERRORCHECK");
}

} // namespace fearless
