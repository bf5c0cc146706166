//===- FunctionCollector.h - One function -> its facts ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The maker behind CollectFacts.h, private to this room. Its members are laid
// out along the way from an expression to the facts:
//
//   NameStorages.cpp    variables, members, temporaries -> storages
//   DenoteObjects.cpp   lvalues and pointers -> the storages they lead to
//   DenoteValues.cpp    expressions -> values
//   DenoteConstructions.cpp, DenoteClosures.cpp  constructions -> values
//   RecordStatements.cpp, RecordBoundary.cpp, RecordCalls.cpp,
//   RecordUserCalls.cpp, RecordCallSites.cpp, RecordSpawns.cpp,
//   RecordCoroutines.cpp CFG elements -> events
//   DescribeCrossings.cpp
//                       callables and arguments of spawns -> what crosses
//   JudgeWaits.h        bodies of callees -> whether they wait
//   FindConditions.cpp, RecordBranches.cpp
//                       a body -> conditions -> events on edges
//   LockRecorder.h      what any of these does to locks -> lock steps
//   AccessRecorder.h    what any of these reads and writes -> accesses
//   RecordScopeEnds.cpp ends of lifetimes -> events, the CFG's holes repaired
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_FUNCTIONCOLLECTOR_H
#define FEARLESS_CHECKS_FACTS_FUNCTIONCOLLECTOR_H

#include "facts/AccessRecorder.h"
#include "facts/Entity.h"
#include "facts/Facts.h"
#include "facts/FindFunctions.h"
#include "facts/JudgeWaits.h"
#include "facts/LockRecorder.h"
#include "facts/ReadExpressions.h"
#include "model/JudgeTypes.h"
#include "model/Ownership.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <set>

namespace fearless {

/// What the block's two ways out depend on: the last operand that it evaluates,
/// not the whole of `a && b`; null for blocks with one way, or no condition.
const clang::Expr *conditionAt(const clang::CFGBlock *B);

/// A condition without its negations: `!p` and `p == nullptr` test p, negated.
struct ConditionTest {
  const clang::Expr *Tested = nullptr;
  bool Negated = false;
};

/// Makes the facts of one function; for one use.
class FunctionCollector {
public:
  FunctionCollector(clang::ASTContext &Unit, const ModelMatcher &Rows,
                    const Ownership &Types, const TypeJudge &Judge,
                    const WaitJudge &Waits, const EntityNamer &Entities,
                    const FunctionOfInterest &What);

  /// Nothing where clang cannot build a CFG.
  FunctionFacts collect();

private:
  friend class AccessRecorder;
  friend class LockRecorder;
  using Expr = clang::Expr;
  using Stmt = clang::Stmt;
  using VarDecl = clang::VarDecl;

  // NameStorages.cpp
  std::optional<StorageId> knownStorageOf(const VarDecl *V);
  const llvm::StringMap<StorageId> &knownMembers();
  Place place(clang::SourceLocation L) const;
  std::string typeText(clang::QualType T) const;
  std::string viewText(clang::QualType T) const;
  StorageId addStorage(StorageKind Kind, llvm::StringRef Name,
                       clang::QualType T, clang::SourceLocation Declared);
  StorageId storageOf(const VarDecl *V);
  StorageId outside(llvm::StringRef Name, clang::QualType T,
                    clang::SourceLocation Declared, AccessPath Path = {});
  void noteCallableMember(StorageId Id, clang::QualType T);
  const clang::CXXMethodDecl *enclosingMethod() const;
  StorageId thisStorage();
  StorageId callersObject(const VarDecl *Param);
  StorageId temporaryOf(const Expr *E);
  StorageId slotFor(const Stmt *S);
  StorageKind kindOfCaptured(const VarDecl *V) const;
  bool isCapturedFromOutside(const VarDecl *V) const;
  static EndOfThreads endOf(HandlesAtEnd E, bool Holds);

  // DenoteObjects.cpp
  ObjectRef objectOf(const Expr *E);
  ObjectRef objectOfVariable(const clang::DeclRefExpr *Ref);
  ObjectRef objectOfMember(const clang::MemberExpr *E);
  ObjectRef objectOfCall(const clang::CallExpr *E);
  ObjectRef pointeeOf(const Expr *Pointer);
  ObjectRef referentOf(const Expr *E);
  ObjectRef sharedPointerOf(const Expr *Arrow);
  ObjectRef receiverOf(const clang::CallExpr *E);

  // DenoteValues.cpp
  Value valueOf(const Expr *E);
  Value valueOfCast(const clang::CastExpr *E);
  Value valueOfCall(const clang::CallExpr *E);
  Value valueOfElements(llvm::ArrayRef<const Expr *> Elements);
  Value copyOf(const Expr *E);
  Value decayCopyOf(const Expr *E);
  Value borrowOf(ObjectRef Of, LoanKind Kind, const Expr *At,
                 llvm::StringRef Through = "");
  LoanId addLoan(LoanKind Kind, ObjectRef Of, clang::SourceLocation At,
                 llvm::StringRef Through = "");
  static void append(Value &To, const Value &From);

  // DenoteConstructions.cpp
  Value valueOfConstruct(const clang::CXXConstructExpr *E);
  Value valueOfUserConstruct(const clang::CXXConstructExpr *E);
  std::string viewWithin(const clang::CXXRecordDecl *Class) const;

  // DenoteClosures.cpp
  Value valueOfLambda(const clang::LambdaExpr *L);
  Value valueOfCapture(const clang::LambdaExpr *L,
                       const clang::LambdaCapture &C, const Expr *Init);
  void offerCopyFix(LoanId L, const clang::LambdaExpr *Lambda,
                    const clang::LambdaCapture &C);
  void addMentions(const Stmt *Body, Value &To);

  // RecordStatements.cpp
  void recordStmt(const Stmt *S);
  void recordDeclaration(const VarDecl *V);
  void recordAssignment(const Expr *To, const Expr *From);
  void recordDelete(const clang::CXXDeleteExpr *E);
  void noteWrite(const Expr *To);
  void noteWrite(const clang::ValueDecl *D, clang::SourceLocation At,
                 bool Behind = false);
  bool takeHandles(ObjectRef To, const Expr *From, bool Keep);
  void noteFallibleSpawn(const Expr *Test, const clang::ValueDecl *Result);
  void noteConstant(const clang::ValueDecl *D, const Expr *Value);
  ObjectRef linkSourceOf(const Expr *E);

  // RecordBoundary.cpp
  void recordParameters();
  void recordMembersAtEntry();
  void recordReturn(const clang::ReturnStmt *S);
  void recordInitializer(const clang::CXXCtorInitializer *I);

  // RecordCalls.cpp
  void recordCall(const clang::CallExpr *E);
  void recordHandleAction(const clang::CallExpr *E, HandleAction Action);
  void recordWait(const clang::CallExpr *E, const WaitRow &Row);
  void recordHandleContainerCall(const clang::CXXMemberCallExpr *E);
  void recordAlgorithm(const clang::CallExpr *E);
  void recordSwap(const clang::CallExpr *E, ObjectRef A, ObjectRef B);
  void recordElements(const clang::CXXMemberCallExpr *E);

  // RecordUserCalls.cpp
  void recordUserCall(const clang::CallExpr *E);
  void recordArgument(const Expr *Call, const clang::FunctionDecl *To,
                      unsigned Index, const Expr *Arg);
  void recordActionsWithin(const Stmt *Body, bool SharesThis);
  bool namesOwn(const Expr *E, bool SharesThis) const;
  void linkJoined(const Expr *Callable, StorageId Handle);

  // RecordCoroutines.cpp
  bool resumesCoroutine(clang::QualType T) const;
  Value valueOfFrame(const clang::CallExpr *E,
                     const clang::CoroutineBodyStmt *Body);
  void recordCoroutine(const clang::CallExpr *E);
  void recordAwait(const clang::CoroutineSuspendExpr *E);
  void endTemporariesBehind(const Stmt *S);

  // RecordCallSites.cpp
  void recordCallSite(const clang::CallExpr *E);
  void recordConstruction(const clang::CXXConstructExpr *E);
  void addCallSite(CallSite Site, const Expr *E, const clang::FunctionDecl *To,
                   llvm::ArrayRef<const Expr *> Args);
  void recordStore(ObjectRef To, const Expr *From, const Value &Held, bool Keep,
                   clang::SourceLocation At);
  StorageId resultOf(const Expr *E);
  CallArgument argumentOf(const Expr *Arg, clang::QualType ParamType);
  std::optional<ObjectRef> callableOf(const clang::CallExpr *E);

  // RecordSpawns.cpp
  void recordConstruct(const clang::CXXConstructExpr *E);
  bool recordIndirectSpawn(const clang::CallExpr *E);
  void recordSpawn(const Expr *E, const SpawnRow &Row,
                   llvm::ArrayRef<const Expr *> Args, StorageId Handle,
                   bool Keep);
  void recordTask(const clang::CallExpr *E, const SpawnRow &Row);
  Value crossingValue(Transfer How, const Expr *Arg);
  Value crossing(const SpawnRow &Row, llvm::ArrayRef<const Expr *> Args,
                 SpawnSite &Site);
  void addRuns(const Expr *Callable, std::vector<std::string> &Runs) const;
  bool isCallable(const Expr *E) const;
  template <typename Crossing>
  void describeThis(Crossing &Site, llvm::ArrayRef<const Expr *> Args);

  // DescribeCrossings.cpp
  std::vector<Crossing> crossingsOf(llvm::ArrayRef<const Expr *> Args);
  void describeArgument(const Expr *E, unsigned Nesting,
                        std::vector<Crossing> &To);
  void describeValue(const Expr *E, Crossing New, unsigned Nesting,
                     std::vector<Crossing> &To);
  void describeCapture(const clang::LambdaCapture &C, const Expr *Init,
                       unsigned Nesting, std::vector<Crossing> &To);
  void addCrossing(Crossing C, clang::QualType T, const Expr *Object,
                   std::vector<Crossing> &To);
  Instantiation instantiation() const;
  void recordUse(const Stmt *S);

  // FindConditions.cpp
  void findConditions();
  void surveyBody(const Stmt *S);
  std::optional<ConditionId>
  conditionWith(const llvm::FoldingSetNodeID &Key) const;
  std::optional<ConditionId> conditionOf(const clang::ValueDecl *Tested) const;
  std::optional<ConditionId> conditionOf(const Expr *Tested) const;
  ConditionTest testOf(const Expr *Condition) const;
  const Expr *definitionOf(const Expr *Tested) const;
  const Expr *usableInitializer(const VarDecl *V) const;
  bool isSpawnResult(const Expr *E) const;
  bool isFallibleSpawn(const Expr *E) const;
  const Expr *fallibleSpawnWithin(const Stmt *S) const;

  // RecordBranches.cpp
  void recordBranch(const clang::CFGBlock *B);
  void recordTest(const Expr *Tested, bool Negated);
  void recordTimedWait(const Expr *Tested, bool Negated);
  void recordEqualToConstant(const clang::BinaryOperator *B, bool Negated);
  void recordSpinning(const clang::CFGBlock *B);
  void recordLoopJoins();
  std::set<StorageId> elementsOf(StorageId Variable) const;
  void addToEdge(unsigned Successor, event::Any What, clang::SourceLocation At);

  // RecordScopeEnds.cpp
  void recordScopeEnd(const VarDecl *V, const Stmt *Trigger);
  void flushScopeEnds();
  void recordTemporaryEnd(const clang::CXXBindTemporaryExpr *E);
  void recordUnwinding(const clang::CFGBlock *B);
  void recordCallEnds();
  void recordRangeForEnds();
  void addDestructorEffects(StorageId S, const VarDecl *V,
                            clang::SourceLocation At);
  std::vector<StorageId> endingWithin(clang::SourceRange R) const;
  std::vector<StorageId> endingWithCall() const;
  void sortByDestruction(std::vector<StorageId> &Ends) const;

  // CollectFacts.cpp
  void number(const clang::CFG &G);
  void recordBlock(const clang::CFGBlock *B);
  void recordElement(const clang::CFGElement &E);
  void recordEvents();
  void clearEvents();
  void addFact(event::Any What, clang::SourceLocation At);

  clang::ASTContext &Unit;
  const ModelMatcher &Rows;
  const Ownership &Types;
  const TypeJudge &Judge;
  const WaitJudge &Waits;
  const EntityNamer &Entities;
  const FunctionOfInterest &What;
  FunctionFacts Facts;
  LockRecorder Locks = LockRecorder(*this);
  AccessRecorder Accesses = AccessRecorder(*this);

  /// The block that facts go to, and the blocks in the order of their numbers.
  BlockId Now = 0;
  llvm::DenseMap<const clang::CFGBlock *, BlockId> Numbers;
  std::vector<const clang::CFGBlock *> Order;
  /// By block: a loop may lead from later ones to it.
  std::vector<char> Repeats;
  /// What was asked for too early, and whether it has had a storage since.
  llvm::SmallPtrSet<const VarDecl *, 8> Missed;
  bool MissesMembers = false, NamedLate = false;

  llvm::DenseMap<const VarDecl *, StorageId> OfVariable;
  llvm::DenseMap<const VarDecl *, StorageId> OfCallers;
  llvm::DenseMap<const Expr *, StorageId> OfTemporary;
  llvm::DenseMap<const Stmt *, StorageId> OfSlot;
  llvm::StringMap<StorageId> OfPath;
  std::optional<StorageId> This;
  /// Storages that cross at some spawn and are not clearly fit for it.
  std::set<StorageId> Crossed;
  /// Members, globals and objects of the caller's that hold callables.
  std::vector<StorageId> CallableMembers;
  llvm::DenseMap<StorageId, clang::SourceLocation> DeclaredAt;

  /// Slots that hold the thread of a spawn expression until it is taken over.
  llvm::DenseMap<const Expr *, StorageId> SpawnSlots;
  /// Temporaries that a coroutine refers to and whose end the CFG does not say,
  /// by the full expression that they end with.
  llvm::DenseMap<const Stmt *, std::vector<StorageId>> EndsBehind;
  /// What initializes a variable is made in it.
  llvm::DenseMap<const Expr *, const VarDecl *> InitializerOf;
  /// Variables being looked through, against cycles of initializers.
  llvm::SmallPtrSet<const VarDecl *, 4> Resolving;

  /// Destructors of one scope end, collected until the run of them is over.
  struct PendingEnd {
    const VarDecl *Variable;
    const Stmt *Trigger;
  };
  std::vector<PendingEnd> PendingEnds;
  /// Closures that a local's destructor runs (`auto G = finally([&] {...})`).
  llvm::DenseMap<const VarDecl *, const clang::LambdaExpr *> RunsAtEnd;

  /// A condition on which several branches may depend.
  struct KnownCondition {
    llvm::FoldingSetNodeID Key;
    llvm::SmallPtrSet<const clang::ValueDecl *, 2> Mentions;
  };
  std::vector<KnownCondition> Conditions;
  /// Written through an alias or by another thread: no condition on these.
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Unstable;
  /// Assignments to a variable in the function's own code.
  llvm::DenseMap<const clang::ValueDecl *, unsigned> Writes;
  /// Variables to which a constant is stored somewhere.
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> ConstantStores;
  llvm::DenseMap<const VarDecl *, const clang::CXXForRangeStmt *> LoopOf;
  /// Expressions whose temporaries are moved into the result of a return.
  llvm::SmallPtrSet<const Expr *, 8> UnderReturn;
  /// Expressions on which a branch depends, or the caller's most likely.
  llvm::SmallPtrSet<const Expr *, 16> Deciding;
  /// Members of `*this`, among the storages outside.
  std::set<StorageId> MembersOfThis;
  /// Variables that are given the result of a spawn that may fail.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> SpawnResults;
  /// The last answer of place(): much is recorded of one expression.
  mutable clang::SourceLocation LastAt;
  mutable Place LastPlace;
  /// What definitionOf has found.
  mutable llvm::DenseMap<const VarDecl *, const Expr *> Definitions;
  /// Spawn calls whose result says whether they succeeded; what holds it.
  llvm::DenseMap<const Expr *, SpawnId> FallibleSpawns;
  llvm::DenseMap<const Expr *, CallId> FallibleCalls;
  llvm::DenseMap<SpawnId, StorageId> FallibleHandles;
  llvm::DenseMap<const clang::ValueDecl *, SpawnId> ResultOf;
};

} // namespace fearless

#endif
