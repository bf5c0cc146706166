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
#include "facts/ReadWords.h"
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

/// `nng_mtx_lock(m)`, `SDL_UnlockMutex(m)`: a function of C whose body is not
/// seen, with one pointer to something that is called a lock. Says what it does
/// if it is one.
bool LockRecorder::isNamedLikeLocking(const FunctionDecl *To,
                                      LockStep &Step) const {
  if (To->isDefined() || isa<CXXMethodDecl>(To) || To->getNumParams() != 1 ||
      !To->getParamDecl(0)->getType()->isPointerType() ||
      (!To->getReturnType()->isVoidType() &&
       !To->getReturnType()->isIntegerType()))
    return false;
  const QualType Lock = behindPointer(To->getParamDecl(0)->getType());
  const TagDecl *Tag = Lock->getAsTagDecl();
  const auto *Alias = Lock->getAs<TypedefType>();
  if (!isNamedLikeLock(Tag ? simpleName(Tag) : "") &&
      !isNamedLikeLock(Alias ? simpleName(Alias->getDecl()) : ""))
    return false;
  std::vector<std::string> Words = wordsOf(simpleName(To));
  if (llvm::is_contained(Words, "try"))
    return false;
  while (!Words.empty() && llvm::is_contained({"mutex", "mtx", "critical",
                                               "section", "rwlock", "spinlock"},
                                              Words.back()))
    Words.pop_back();
  if (Words.empty())
    return false;
  const StringRef Verb = Words.back();
  if (llvm::is_contained({"lock", "wrlock", "rdlock"}, Verb))
    Step.Otherwise = LockAction::Acquire;
  else if (llvm::is_contained({"unlock", "wrunlock", "rdunlock"}, Verb))
    Step.Otherwise = LockAction::Release;
  if (Verb.starts_with("rd"))
    Step.Mode = LockMode::Shared;
  return Step.Otherwise.has_value();
}

static bool asksForThreadIn(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && Call->getDirectCallee())
    if (llvm::is_contained({"get_id", "pthread_self", "pthread_equal", "gettid",
                            "thrd_current", "GetCurrentThreadId"},
                           simpleName(Call->getDirectCallee())))
      return true;
  return llvm::any_of(S->children(),
                      [](const Stmt *Child) { return asksForThreadIn(Child); });
}

/// A user's own member that locks and looks who is there already.
static bool asksForThread(const FunctionDecl *Lock) {
  const FunctionDecl *Body = nullptr;
  return Lock && Lock->hasBody(Body) && asksForThreadIn(Body->getBody());
}

/// A user's own lock that does nothing: `void lock() {}`.
bool LockRecorder::isDummy(QualType T) const {
  if (const LockRow *Row = In.Rows.lock(T))
    return Row->Dummy;
  const FunctionDecl *Lock = memberOf(T, "lock"), *Body = nullptr;
  if (!Lock || !Lock->hasBody(Body))
    return false;
  const auto *Block = dyn_cast<CompoundStmt>(Body->getBody());
  return Block && Block->body_empty();
}

/// A field, or one of a field that is a lock of the user's own, is recursive.
bool LockRecorder::hasRecursiveLock(const CXXRecordDecl *R,
                                    unsigned Depth) const {
  return llvm::any_of(R->fields(), [&](const FieldDecl *F) {
    if (const LockRow *Row = In.Rows.lock(F->getType()))
      return Row->Recursive;
    const CXXRecordDecl *Inner = F->getType()->getAsCXXRecordDecl();
    return Depth != 0 && Inner && Inner->hasDefinition() &&
           memberOf(F->getType(), "lock") && hasRecursiveLock(Inner, Depth - 1);
  });
}

/// A field or base is a lock that a row knows.
static bool hasKnownLock(const CXXRecordDecl *R, const ModelMatcher &Rows) {
  const auto IsKnown = [&](const auto &Part) {
    return Rows.lock(Part.getType()) != nullptr;
  };
  return llvm::any_of(R->fields(),
                      [&](const FieldDecl *F) { return IsKnown(*F); }) ||
         llvm::any_of(R->bases(), IsKnown);
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
  Object.Recursive |= asksForThread(memberOf(T, "lock"));
  Object.Recursive |= hasRecursiveLock(R, /*Depth=*/3);
  // Where the lock is, and so what it is, may be seen in another unit only.
  Object.MayRecurse |=
      !isNamedLikeLock(simpleName(R)) && !hasKnownLock(R, In.Rows);
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
