//===- RecordBranches.cpp - Conditions -> events on edges -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known on the two ways out of a branch: a handle without a thread
// (`joinable()` is false), a failed `pthread_create`, a condition tested before
// (`if (Parallel) start(); ... if (Parallel) join();`), a flag that was waited
// for, and handles that a loop has joined one by one.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

const Expr *conditionAt(const CFGBlock *B) {
  if (B->succ_size() != 2)
    return nullptr;
  if (const Expr *Last = B->getLastCondition())
    return Last;
  return dyn_cast_or_null<Expr>(B->getTerminatorCondition(false));
}

void FunctionCollector::addToEdge(unsigned Successor, event::Any What,
                                  SourceLocation At) {
  std::vector<Edge> &Next = Facts.Blocks[Now].Next;
  if (Successor < Next.size())
    Next[Successor].Facts.push_back({std::move(What), place(At)});
}

/// Successor 0 is the way on which the condition holds.
void FunctionCollector::recordTest(const Expr *Tested, bool Negated) {
  const unsigned Yes = Negated ? 1 : 0, No = Negated ? 0 : 1;
  const SourceLocation At = Tested->getExprLoc();
  if (const std::optional<ConditionId> C = conditionOf(Tested)) {
    addToEdge(Yes, event::Assume{*C, true}, At);
    addToEdge(No, event::Assume{*C, false}, At);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(Tested))
    recordEqualToConstant(B, Negated);
  // if (t.joinable()), if (!threads.empty()), if (optionalThread)
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Tested)) {
    const Expr *Object = Call->getImplicitObjectArgument();
    const ObjectRef On = receiverOf(Call);
    const StringRef Name = simpleName(Call->getMethodDecl());
    const QualType T = receiverType(Object, Object->getType()->isPointerType());
    if (On.isKnown() && Types.holdsHandle(T)) {
      if (Rows.handleAction(Call) == HandleAction::Test ||
          Name == "has_value" || Name == "size")
        addToEdge(No, event::Vacate{On.Root}, At);
      else if (Name == "empty")
        addToEdge(Yes, event::Vacate{On.Root}, At);
    }
  } else if (Tested->isGLValue() && Types.holdsHandle(Tested->getType()) &&
             !Rows.handle(Tested->getType())) {
    if (const ObjectRef On = objectOf(Tested); On.isKnown())
      addToEdge(No, event::Vacate{On.Root}, At);
  }
}

/// The call that asks a future whether it is ready, for a while.
static const CXXMemberCallExpr *timedWaitIn(const Expr *E) {
  if (const auto *W = dyn_cast<ExprWithCleanups>(E))
    E = W->getSubExpr();
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E->IgnoreParenImpCasts());
  const StringRef Name = Call ? simpleName(Call->getMethodDecl()) : "";
  return Name == "wait_for" || Name == "wait_until" ? Call : nullptr;
}

static StringRef enumeratorIn(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Constant =
      Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
  return Constant ? Constant->getName() : "";
}

/// `f.wait_for(1s) == std::future_status::ready`: where that holds, the task is
/// done. Where the call stands alone, it was compared with a `ready` of zero.
void FunctionCollector::recordTimedWait(const Expr *Tested, bool Negated) {
  // Also by way of a variable that is given nothing else.
  const auto WaitOf = [&](const Expr *E) {
    const ValueDecl *Named = namedVariable(E->IgnoreParenImpCasts());
    const auto *V = dyn_cast_or_null<VarDecl>(Named);
    return timedWaitIn(V && V->getInit() && Writes.lookup(V) == 0 ? V->getInit()
                                                                  : E);
  };
  const CXXMemberCallExpr *Call = WaitOf(Tested);
  unsigned Done = Negated ? 0 : 1;
  if (const auto *B = dyn_cast<BinaryOperator>(Tested);
      B && B->isEqualityOp()) {
    const bool CallIsLeft = WaitOf(B->getLHS()) != nullptr;
    Call = WaitOf(CallIsLeft ? B->getLHS() : B->getRHS());
    const StringRef With = enumeratorIn(CallIsLeft ? B->getRHS() : B->getLHS());
    if (With != "ready" && With != "timeout")
      return;
    const bool HoldsWhenDone = (B->getOpcode() == BO_EQ) == (With == "ready");
    Done = HoldsWhenDone != Negated ? 0 : 1;
  }
  const Expr *Of = Call ? Call->getImplicitObjectArgument() : nullptr;
  if (!Of || !Call->getType()->isEnumeralType() ||
      !Types.holdsHandle(receiverType(Of, Of->getType()->isPointerType())))
    return;
  if (const ObjectRef On = receiverOf(Call); On.isKnown()) {
    addToEdge(Done, event::Wait{On.Root}, Call->getExprLoc());
    addToEdge(Done, event::Join{On.Root}, Call->getExprLoc());
  }
}

/// `rc == EAGAIN` holds only where rc is not zero.
void FunctionCollector::recordEqualToConstant(const BinaryOperator *B,
                                              bool Negated) {
  if (!B->isEqualityOp() || B->getRHS()->isValueDependent())
    return;
  const std::optional<llvm::APSInt> Value =
      B->getRHS()->getIntegerConstantExpr(Unit);
  const Expr *Left = B->getLHS()->IgnoreParenImpCasts();
  if (!Value || *Value == 0 || !namedVariable(Left))
    return;
  if (const std::optional<ConditionId> C = conditionOf(Left))
    addToEdge((B->getOpcode() == BO_EQ) != Negated ? 0 : 1,
              event::Assume{*C, true}, B->getExprLoc());
}

/// What the tested variable is given in the condition itself, as in
/// `(error = f()) != 0`; else what is tested.
static const Expr *assignedIn(const Stmt *Condition, const Expr *Tested) {
  const ValueDecl *Variable = namedVariable(Tested);
  if (!Variable || !Condition)
    return Tested;
  if (const auto *B = dyn_cast<BinaryOperator>(Condition);
      B && B->getOpcode() == BO_Assign &&
      namedVariable(B->getLHS()->IgnoreParens()) == Variable)
    return B->getRHS();
  for (const Stmt *Child : Condition->children())
    if (const Expr *Given = assignedIn(Child, Tested); Given != Tested)
      return Given;
  return Tested;
}

void FunctionCollector::recordBranch(const CFGBlock *B) {
  const Expr *Condition = conditionAt(B);
  if (!Condition)
    return;
  const ConditionTest T = testOf(Condition);
  recordTest(T.Tested, T.Negated);
  // A block that ends with a call that may throw has two ways out as well.
  if (B->getTerminatorStmt()) {
    Locks.recordTest(assignedIn(Condition, T.Tested), T.Negated);
    recordTimedWait(T.Tested, T.Negated);
  }
  recordSpinning(B);
}

/// The objects that a spinning condition reads.
static void collectRead(const Stmt *S,
                        llvm::SmallVectorImpl<const Expr *> &Read) {
  if (!S)
    return;
  if (isa<DeclRefExpr, MemberExpr>(S))
    Read.push_back(cast<Expr>(S));
  for (const Stmt *Child : S->children())
    collectRead(Child, Read);
}

/// Whether a loop's body does nothing but wait.
static bool onlyWaits(const Stmt *Body) {
  if (!Body || isa<NullStmt, ContinueStmt>(Body))
    return true;
  if (const auto *Compound = dyn_cast<CompoundStmt>(Body))
    return llvm::all_of(Compound->body(), onlyWaits);
  const auto *E = dyn_cast<Expr>(Body);
  const auto *Call =
      E ? dyn_cast<CallExpr>(E->IgnoreUnlessSpelledInSource()) : nullptr;
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !F->getIdentifier())
    return false;
  const StringRef Name = F->getName();
  return Name.contains("sleep") || Name.contains("yield") ||
         Name.contains("pause") || Name.contains("wait");
}

/// The calls in a condition that wait for a while: `f.wait_for(1s) != ready`.
static void collectTimedWaits(const Stmt *S,
                              llvm::SmallVectorImpl<const CallExpr *> &Waits) {
  if (!S)
    return;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
    const StringRef Name = simpleName(Call->getMethodDecl());
    if (Name.starts_with("wait_") || Name.starts_with("try_acquire_"))
      Waits.push_back(Call);
  }
  for (const Stmt *Child : S->children())
    collectTimedWaits(Child, Waits);
}

/// `while (!Done) yield();`: behind the loop, Done was set by another thread.
void FunctionCollector::recordSpinning(const CFGBlock *B) {
  const Stmt *Loop = B->getTerminatorStmt();
  const Stmt *Body = nullptr;
  bool LeavesWhenTrue = false;
  if (const auto *W = dyn_cast_or_null<WhileStmt>(Loop))
    Body = W->getBody();
  else if (const auto *D = dyn_cast_or_null<DoStmt>(Loop))
    Body = D->getBody();
  else if (const auto *F = dyn_cast_or_null<ForStmt>(Loop))
    Body = F->getBody();
  else if (const auto *If = dyn_cast_or_null<IfStmt>(Loop)) {
    const Stmt *Then = If->getThen();
    if (const auto *C = dyn_cast<CompoundStmt>(Then); C && !C->body_empty())
      Then = C->body_back();
    if (!isa<BreakStmt, ReturnStmt, GotoStmt>(Then))
      return;
    LeavesWhenTrue = true;
  } else {
    return;
  }
  const Expr *Condition = conditionAt(B);
  if (!LeavesWhenTrue) {
    llvm::SmallVector<const CallExpr *, 1> Waits;
    collectTimedWaits(Condition, Waits);
    for (const CallExpr *Call : Waits)
      if (const ObjectRef On = receiverOf(Call); On.isKnown()) {
        addToEdge(1, event::Wait{On.Root}, Call->getExprLoc());
        addToEdge(1, event::Join{On.Root}, Call->getExprLoc());
      }
  }
  llvm::SmallVector<const Expr *, 4> Read;
  collectRead(Condition, Read);
  for (const Expr *E : Read) {
    const ValueDecl *D = namedVariable(E);
    // A flag that this function sets itself tells the thread something, not
    // the other way round.
    if (D && Writes.lookup(D) != 0)
      continue;
    const bool Signals = Types.canSignal(E->getType());
    const bool PlainFlag = !LeavesWhenTrue && D && Unstable.contains(D) &&
                           E->getType()->isScalarType() && onlyWaits(Body);
    if (!Signals && !PlainFlag)
      continue;
    if (const ObjectRef On = objectOf(E); On.isKnown())
      addToEdge(LeavesWhenTrue ? 0 : 1, event::Wait{On.Root}, E->getExprLoc());
  }
}

/// The containers that a variable takes its value from, or is an iterator of.
std::set<StorageId> FunctionCollector::elementsOf(StorageId Variable) const {
  std::set<StorageId> Of;
  for (const Block &B : Facts.Blocks)
    for (const Fact &Step : B.Facts)
      if (const auto *A = std::get_if<event::Assign>(&Step.What);
          A && A->To == Variable)
        for (LoanId L : A->From.Loans)
          if (const LoanKind Kind = Facts.Loans[L].Kind;
              Kind == LoanKind::Copy || Kind == LoanKind::View)
            Of.insert(Facts.Loans[L].Of);
  return Of;
}

static bool mayEndThreads(const event::Any &E) {
  return std::holds_alternative<event::Join>(E) ||
         std::holds_alternative<event::Detach>(E) ||
         std::holds_alternative<event::Wait>(E) ||
         std::holds_alternative<event::Share>(E);
}

/// A loop that joins in its body joins all: behind it, no thread of the handles
/// is left, also where the loop's count is not seen to match. Likewise for
/// waits.
void FunctionCollector::recordLoopJoins() {
  const SourceManager &Sources = Unit.getSourceManager();
  std::vector<Fact> Ending;
  for (const Block &B : Facts.Blocks)
    for (const Fact &Step : B.Facts)
      if (mayEndThreads(Step.What))
        Ending.push_back(Step);
  if (Ending.empty())
    return;
  for (const CFGBlock *B : Order) {
    const Stmt *Loop = B->getTerminatorStmt();
    if (!isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Loop) ||
        B->succ_size() != 2)
      continue;
    const SourceLocation Begin = Sources.getExpansionLoc(Loop->getBeginLoc());
    const SourceLocation End =
        Sources.getExpansionRange(Loop->getEndLoc()).getEnd();
    const auto IsWithin = [&](SourceLocation L) {
      return L.isValid() && !Sources.isBeforeInTranslationUnit(L, Begin) &&
             !Sources.isBeforeInTranslationUnit(End, L);
    };
    const auto MadeInside = [&](StorageId S) {
      const SourceLocation Declared = DeclaredAt.lookup(S);
      return Facts.Storages[S].Kind == StorageKind::Local &&
             Declared.isValid() && IsWithin(Declared) &&
             !StringRef(Facts.Storages[S].Name).starts_with("__");
    };
    std::set<StorageId> Joined, Detached, Awaited;
    std::vector<event::Share> Shared;
    for (const Fact &Step : Ending) {
      if (!IsWithin(SourceLocation::getFromRawEncoding(Step.At.InUnit)))
        continue;
      if (const auto *Join = std::get_if<event::Join>(&Step.What)) {
        Joined.insert(Join->Handle);
        // for (std::thread *t : ts) t->join(): that joins what ts holds.
        const std::set<StorageId> Of = elementsOf(Join->Handle);
        Joined.insert(Of.begin(), Of.end());
      } else if (const auto *Detach = std::get_if<event::Detach>(&Step.What))
        Detached.insert(Detach->Handle);
      else if (const auto *Wait = std::get_if<event::Wait>(&Step.What))
        Awaited.insert(Wait->On);
      else if (const auto *Share = std::get_if<event::Share>(&Step.What))
        Shared.push_back(*Share);
    }
    Now = Numbers[B];
    const SourceLocation At = Loop->getBeginLoc();
    for (StorageId Handle : Joined)
      if (!MadeInside(Handle) && !Detached.count(Handle))
        addToEdge(1, event::Join{Handle}, At);
    for (StorageId On : Awaited)
      if (!MadeInside(On))
        addToEdge(1, event::Wait{On}, At);
    for (event::Share &Share : Shared)
      if (Share.Anything || !MadeInside(Share.What))
        addToEdge(1, std::move(Share), At);
  }
}

} // namespace fearless
