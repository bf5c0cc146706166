//===- LockRecorder.h - One function -> its lock facts ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The half of FunctionCollector that knows locks, private to this room:
//
//   NameLocks.cpp      expressions -> access paths of locks
//   JudgeLockTypes.cpp types -> whether they are locks
//   RecordLocks.cpp    calls -> steps
//   RecordLockInits.cpp
//                      initializations -> which locks may be recursive
//   RecordAttributes.cpp
//                      what attributes promise of a function -> steps
//   RecordCallables.cpp
//                      calls of what is not known -> steps
//   RecordBlocking.cpp calls that may block -> steps
//   RecordEnteredGuards.cpp
//                      guards among parameters and members -> what they hold
//   RecordGuardMembers.cpp
//                      members of guards -> steps
//   RecordGuards.cpp   constructions and moves of guards -> steps
//   RecordGuardPairs.cpp
//                      neighbouring guards -> what takes both at once
//   RecordDrops.cpp    owners that let go -> calls of destructors
//   RecordTargets.cpp  function objects that let go, likewise
//   RecordTries.cpp    tests of whether a try has succeeded -> steps on edges
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_LOCKRECORDER_H
#define FEARLESS_CHECKS_FACTS_LOCKRECORDER_H

#include "facts/LockFacts.h"
#include "model/MatchModel.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace clang {
class CFGBlock;
} // namespace clang

namespace fearless {

class FunctionCollector;

/// An expression that names an object, in the terms of the function.
struct NamedObject {
  AccessPath Path;
  bool One = true;
  /// The declaration at its end: the field, or the variable.
  const clang::ValueDecl *Last = nullptr;
};

/// `std::function` and its like: what they call is not known by their type.
bool isFunctionObject(const clang::CXXRecordDecl *R);

/// One owner alone: `std::unique_ptr` with the deleter that it has of itself.
bool isUniqueOwner(const clang::CXXRecordDecl *R);

/// How many of the first arguments of a standard template are what its objects
/// hold: elements, keys and values. 0: it is no container.
unsigned elementTypes(const clang::CXXRecordDecl *R);

/// Of a member that is named like one that takes or releases its object, the
/// one that takes it; empty for others.
llvm::StringRef takerOf(llvm::StringRef Member);

/// Whether a row names the member.
bool names(const std::vector<std::string> &Members, llvm::StringRef Name);

/// The type without a reference, and without one pointer.
clang::QualType behindPointer(clang::QualType T);

/// The variable has an initializer that makes it a recursive lock.
bool isInitializedRecursive(const clang::ValueDecl *D);

/// An object is destroyed somewhere in a function.
struct Dropping {
  clang::SourceLocation At;
  CallDoubt Doubt = CallDoubt::None;
  /// The variable that lets go, if it is one.
  const clang::ValueDecl *By = nullptr;
  /// It is deleted through a pointer to a base, perhaps.
  bool MayBeDerived = false;
};

class LockRecorder {
public:
  explicit LockRecorder(FunctionCollector &In) : In(In) {}

  /// The type is a guard, or has one as a field or element.
  bool holdsGuard(clang::QualType T) const;

  /// One CFG statement; only calls, constructions, declarations and returns
  /// matter.
  void recordStmt(const clang::Stmt *S);
  void recordInitializer(const clang::CXXCtorInitializer *I);
  /// The end of a field or base at the end of the destructor.
  void recordFieldEnd(const clang::FieldDecl *F);
  /// `__attribute__((cleanup(F)))` of a variable whose scope ends.
  void recordCleanup(const clang::VarDecl *V, const clang::FunctionDecl *F);
  void recordBaseEnd(const clang::CXXBaseSpecifier *B);
  /// The spawn leaves its thread in a handle of that class, whose destructor
  /// waits for it.
  void noteWaitAtEnd(SpawnId Spawn, llvm::StringRef Class);
  /// Guards that a fix may put together, once all is recorded.
  void recordGuardPairs();
  /// Guards among the parameters.
  void recordParameters();
  /// A branch on the result of a try; successor 0 is where it holds.
  void recordTest(const clang::Expr *Tested, bool Negated);

  /// The expression as messages show it.
  std::string spell(const clang::Expr *E) const { return textOf(E); }

private:
  using Expr = clang::Expr;
  using CallExpr = clang::CallExpr;
  using FunctionDecl = clang::FunctionDecl;

  // NameLocks.cpp
  NamedObject nameOf(const Expr *E, unsigned Depth = 0) const;
  NamedObject nameOfVariable(const clang::VarDecl *V, unsigned Depth) const;
  bool leadsElsewhere(const clang::VarDecl *V) const;
  NamedObject nameOfCall(const CallExpr *E, unsigned Depth) const;
  NamedObject nameOfReturned(const FunctionDecl *F, unsigned Depth) const;
  AccessPath pathOf(const Expr *E) const { return nameOf(E).Path; }
  std::string textOf(const Expr *E) const;
  LockId lockOf(const Expr *E);
  /// The lock that the expression writes, and that N names.
  LockId addLock(const NamedObject &N, const Expr *E);
  // JudgeLockTypes.cpp
  void describeType(clang::QualType T, LockObject &Object) const;
  bool isLockable(clang::QualType T) const;
  bool isDummy(clang::QualType T) const;
  bool hasRecursiveLock(const clang::CXXRecordDecl *R, unsigned Depth) const;
  bool isNamedLikeLocking(const FunctionDecl *To, LockStep &Step) const;
  bool isLockedBy(const clang::CXXRecordDecl *R, llvm::StringRef Method) const;
  const FunctionDecl *memberOf(clang::QualType T, llvm::StringRef Name) const;

  // RecordLockInits.cpp
  bool recordLockInit(const CallExpr *E);
  void recordLockPassing(const FunctionDecl *To,
                         llvm::ArrayRef<const Expr *> Args);
  void recordLockDefinition(const clang::ValueDecl *Last,
                            const AccessPath &Path);
  bool isMadeByInit(clang::QualType T) const;
  void addInit(AccessPath Lock, LockMaking How, std::string By = "",
               unsigned Argument = 0);
  void forEachInnerLock(
      const clang::RecordDecl *R, unsigned Depth,
      llvm::function_ref<void(const clang::FieldDecl *)> Visit) const;

  // RecordDrops.cpp
  void recordDrop(const clang::CXXMemberCallExpr *E);
  void recordDropByAssignment(const clang::CXXOperatorCallExpr *E);
  void recordDelete(const clang::CXXDeleteExpr *E);
  void dropObject(clang::QualType T, const AccessPath &Path, const Dropping &By,
                  unsigned Depth = 0);
  void dropParts(const clang::CXXRecordDecl *R, const AccessPath &Path,
                 const Dropping &By, unsigned Depth);
  void addEnd(const clang::CXXDestructorDecl *D, const AccessPath &Path,
              const Dropping &By);
  void surveyOwners(const clang::Stmt *S);
  bool isKeptElsewhere(clang::QualType Owner, const Dropping &By);

  // RecordTargets.cpp
  void dropTarget(const Expr *Function, clang::SourceLocation At);
  void recordTarget(const Expr *Function, const Expr *Closure);

  // RecordLocks.cpp
  void recordCall(const CallExpr *E);
  bool recordLockFunction(const CallExpr *E);
  bool recordLockMember(const clang::CXXMemberCallExpr *E);
  void recordUserCall(const CallExpr *E);
  void recordAcquire(const Expr *Lock, const clang::QualType T, LockMode Mode,
                     std::optional<StorageId> Guard, clang::SourceLocation At);
  LockCall describeCall(const FunctionDecl *To,
                        llvm::ArrayRef<const Expr *> Args) const;
  LockStepId add(LockStep Step, clang::SourceLocation At);
  std::string runBy(const Expr *E) const;

  // RecordAttributes.cpp
  void addAttributes(const FunctionDecl *To, const Expr *On,
                     llvm::ArrayRef<const Expr *> Args, LockStep &Step);

  // RecordCallables.cpp
  AccessPath pathOfCallable(const Expr *Called) const;
  void recordUnknownCall(const CallExpr *E);
  void recordInlineRuns(const CallExpr *E);

  // RecordBlocking.cpp
  bool recordBlocking(const CallExpr *E);
  void recordDeclaredBlocking(const CallExpr *E);
  bool isNonBlocking(const CallExpr *E, const BlockingRow &Row) const;
  uint8_t tierOf(const CallExpr *E, const BlockingRow &Row) const;

  // RecordEnteredGuards.cpp
  void tieMembers(const clang::CXXRecordDecl *R, const AccessPath &Path,
                  const std::string &Prefix, clang::SourceLocation At);
  void tieEntered(StorageId Guard, AccessPath Path, llvm::StringRef Name,
                  clang::SourceLocation At);

  // RecordGuardMembers.cpp
  bool recordGuardMember(const clang::CXXMemberCallExpr *E);
  bool recordMutexOfGuard(const clang::CXXMemberCallExpr *E);
  void recordGuardSwap(const Expr *A, const Expr *B, clang::SourceLocation At);
  void recordGuardStep(StorageId Guard, LockAction Do, LockMode Mode,
                       clang::SourceLocation At);

  // RecordGuards.cpp
  void recordConstruct(const clang::CXXConstructExpr *E);
  void recordGuardConstruct(const clang::CXXConstructExpr *E,
                            const GuardRow &Row);
  void recordDeclaration(const clang::VarDecl *V);
  void recordReturn(const clang::ReturnStmt *S);
  void recordAssignment(const clang::CXXOperatorCallExpr *E);
  void recordClosure(const clang::LambdaExpr *E);
  void recordMove(StorageId To, const Expr *From, clang::SourceLocation At);
  void noteEnd(StorageId S, clang::QualType T, const AccessPath &Path,
               clang::SourceLocation At);
  std::optional<StorageId> guardOf(const Expr *E) const;
  bool mayHoldLock(clang::QualType T) const;

  // RecordTries.cpp
  const CallExpr *triedIn(const Expr *Tested, bool &ZeroIsSuccess) const;
  bool areKeys(const Expr *A, const Expr *B) const;
  bool comparesObjects(const Expr *Tested) const;

  FunctionCollector &In;
  /// The function asks whether a descriptor would have to wait, or for the
  /// error that says so.
  mutable std::optional<bool> DescriptorsAreReady;
  /// The blocks that only the last owner runs, once they were looked for.
  std::optional<llvm::DenseSet<const clang::CFGBlock *>> LastOwnerBlocks;
  /// Of owners in the function's code: the types of which something is moved
  /// out, and the variables that share ownership, by type. Once surveyed.
  bool OwnersAreKnown = false;
  llvm::DenseSet<const clang::Type *> MovedOut;
  llvm::DenseMap<const clang::Type *, const clang::ValueDecl *> Sharing;
};

} // namespace fearless

#endif
