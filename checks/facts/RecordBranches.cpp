//===- RecordBranches.cpp - Conditions -> events on edges
//-------------------===//
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
#include "llvm/Support/raw_ostream.h"

namespace fearless {

using namespace clang;

namespace {

bool isZero(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return !B->getValue();
  const auto *I = dyn_cast<IntegerLiteral>(E);
  return I && I->getValue() == 0;
}

/// `x == 0`, `0 != x`, `x < 0`, `x > 0`: what is compared with zero, and whether
/// the comparison holds where it is zero. Errors are not zero, whichever side of
/// it they are on.
std::optional<ConditionTest> comparedWithZero(const BinaryOperator *B) {
  if (!B->isEqualityOp() && B->getOpcode() != BO_LT && B->getOpcode() != BO_GT)
    return std::nullopt;
  const bool Negated = B->getOpcode() == BO_EQ;
  if (isZero(B->getRHS()))
    return ConditionTest{B->getLHS()->IgnoreParenImpCasts(), Negated};
  if (isZero(B->getLHS()))
    return ConditionTest{B->getRHS()->IgnoreParenImpCasts(), Negated};
  return std::nullopt;
}

/// Collects what the condition reads; false if it does more than read.
bool isPure(const Stmt *S, llvm::SmallPtrSetImpl<const ValueDecl *> &Mentions) {
  if (!S)
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    Mentions.insert(Ref->getDecl());
  else if (const auto *Member = dyn_cast<MemberExpr>(S))
    Mentions.insert(Member->getMemberDecl());
  else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->isAssignmentOp())
      return false;
  } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
    if (U->isIncrementDecrementOp())
      return false;
  } else if (!isa<ParenExpr, ImplicitCastExpr, IntegerLiteral, CXXThisExpr,
                  CXXBoolLiteralExpr, CXXNullPtrLiteralExpr, CharacterLiteral,
                  UnaryExprOrTypeTraitExpr, ConstantExpr>(S)) {
    return false;
  }
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    return isPure(Child, Mentions);
  });
}

const ValueDecl *namedVariable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

/// What the block's two ways out depend on: the last operand that it evaluates,
/// not the whole of `a && b`.
const Expr *conditionAt(const CFGBlock *B) {
  if (B->succ_size() != 2)
    return nullptr;
  if (const Expr *Last = B->getLastCondition())
    return Last;
  return dyn_cast_or_null<Expr>(B->getTerminatorCondition(false));
}

void collectUnder(const Stmt *S, llvm::SmallPtrSetImpl<const Expr *> &Into) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *E = dyn_cast<Expr>(S))
    Into.insert(E);
  for (const Stmt *Child : S->children())
    collectUnder(Child, Into);
}

llvm::FoldingSetNodeID keyOf(const ValueDecl *D) {
  llvm::FoldingSetNodeID Key;
  Key.AddPointer(D->getCanonicalDecl());
  return Key;
}

} // namespace

bool FunctionCollector::isFallibleSpawn(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(E);
  const SpawnRow *Row = Call ? Rows.spawn(Call->getDirectCallee()) : nullptr;
  return Row && Row->NonzeroIsFailure;
}

const Expr *FunctionCollector::fallibleSpawnWithin(const Stmt *S) const {
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *E = dyn_cast<Expr>(S); E && isFallibleSpawn(E))
    return E;
  for (const Stmt *Child : S->children())
    if (const Expr *Found = fallibleSpawnWithin(Child))
      return Found;
  return nullptr;
}

/// What a variable was defined as, where it still is that: it is never written
/// again, and stands for a test (`bool Ok = pthread_create(...) == 0;`).
const Expr *FunctionCollector::definitionOf(const Expr *Tested) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(Tested);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->isLocalVarDecl() || !V->getInit() || Writes.lookup(V) != 0 ||
      Unstable.contains(V) || !V->getType()->isIntegralOrEnumerationType())
    return nullptr;
  const Expr *Init = V->getInit()->IgnoreParenImpCasts();
  if (isFallibleSpawn(Init))
    return nullptr; // the variable itself is the result
  if (const auto *And = dyn_cast<BinaryOperator>(Init);
      And && And->getOpcode() == BO_LAnd && fallibleSpawnWithin(And->getRHS()))
    return And->getRHS();
  const Expr *Inner = testOf(Init).Tested;
  if (isFallibleSpawn(Inner))
    return Init;
  const auto *Of = dyn_cast<DeclRefExpr>(Inner);
  return Of && Inner != Init && Writes.lookup(Of->getDecl()) <= 1 ? Init
                                                                  : nullptr;
}

ConditionTest FunctionCollector::testOf(const Expr *Condition) const {
  ConditionTest T{Condition->IgnoreParenImpCasts(), false};
  while (true) {
    const Expr *E = T.Tested;
    if (const auto *W = dyn_cast<ExprWithCleanups>(E)) {
      T.Tested = W->getSubExpr()->IgnoreParenImpCasts();
    } else if (const auto *U = dyn_cast<UnaryOperator>(E);
               U && U->getOpcode() == UO_LNot) {
      T.Tested = U->getSubExpr()->IgnoreParenImpCasts();
      T.Negated = !T.Negated;
    } else if (const auto *B = dyn_cast<BinaryOperator>(E);
               B && comparedWithZero(B)) {
      const ConditionTest Inner = *comparedWithZero(B);
      T.Tested = Inner.Tested;
      T.Negated ^= Inner.Negated;
    } else if (const auto *A = dyn_cast<BinaryOperator>(E);
               A && A->getOpcode() == BO_Assign) {
      T.Tested = A->getLHS()->IgnoreParenImpCasts();
    } else if (const auto *Call = dyn_cast<CallExpr>(E);
               Call && simpleName(Call->getDirectCallee())
                           .starts_with("__builtin_expect")) {
      T.Tested = Call->getArg(0)->IgnoreParenImpCasts();
    } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
               M && isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl())) {
      T.Tested = M->getImplicitObjectArgument()->IgnoreParenImpCasts();
      // ASSERT_EQ(0, pthread_create(...)) of GoogleTest: it holds on success.
      const auto *Ref = dyn_cast<DeclRefExpr>(T.Tested);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      const CXXRecordDecl *R = V ? V->getType()->getAsCXXRecordDecl() : nullptr;
      if (R && simpleName(R) == "AssertionResult")
        if (const Expr *Spawn = fallibleSpawnWithin(V->getInit()))
          return {Spawn, !T.Negated};
    } else if (const Expr *Definition = definitionOf(E)) {
      const ConditionTest Inner = testOf(Definition);
      return {Inner.Tested, T.Negated != Inner.Negated};
    } else {
      return T;
    }
  }
}

/// Variables that something else may write: conditions on them say nothing. And
/// what else has to be known of the whole function before its first event.
void FunctionCollector::findUnstableVariables(const Stmt *S) {
  if (!S)
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        Unstable.insert(C.getCapturedVar());
    return; // what a closure writes is not written here
  }
  const auto IsConstant = [&](const Expr *E) {
    return E && !E->isValueDependent() && E->isIntegerConstantExpr(Unit);
  };
  if (const auto *U = dyn_cast<UnaryOperator>(S)) {
    if (const ValueDecl *D = namedVariable(U->getSubExpr()->IgnoreParens())) {
      if (U->getOpcode() == UO_AddrOf)
        Unstable.insert(D);
      else if (U->isIncrementDecrementOp())
        ++Writes[D];
    }
  } else if (const auto *B = dyn_cast<BinaryOperator>(S);
             B && B->isAssignmentOp()) {
    if (const ValueDecl *D = namedVariable(B->getLHS()->IgnoreParens())) {
      ++Writes[D];
      if (B->getOpcode() == BO_Assign && IsConstant(B->getRHS()))
        ConstantStores.insert(D);
    }
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
             Op && Op->isAssignmentOp()) {
    if (const ValueDecl *D = namedVariable(Op->getArg(0)->IgnoreParens()))
      ++Writes[D];
  } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(S);
             M && M->getMethodDecl() && !M->getMethodDecl()->isConst()) {
    if (const ValueDecl *D = namedVariable(
            M->getImplicitObjectArgument()->IgnoreParenImpCasts()))
      ++Writes[D];
  } else if (const auto *For = dyn_cast<CXXForRangeStmt>(S)) {
    LoopOf[For->getLoopVariable()] = For;
  } else if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    if (R->getRetValue() && Types.holdsHandle(R->getRetValue()->getType()))
      collectUnder(R->getRetValue(), UnderReturn);
  }
  for (const Stmt *Child : S->children())
    findUnstableVariables(Child);
}

/// All conditions are known before the first write is recorded, so that a write
/// in a loop is seen to end what a later branch tests.
void FunctionCollector::findConditions() {
  findUnstableVariables(What.Function->getBody());
  const PrintingPolicy Policy(Unit.getLangOpts());
  for (const CFGBlock *B : Order) {
    const Expr *Condition = conditionAt(B);
    if (!Condition)
      continue;
    const Expr *Tested = testOf(Condition).Tested;
    KnownCondition New;
    if (isFallibleSpawn(Tested)) {
      New.Key.AddPointer(Tested);
    } else {
      if (!isPure(Tested, New.Mentions) || New.Mentions.empty() ||
          llvm::any_of(New.Mentions, [&](const ValueDecl *D) {
            return Unstable.contains(D) || Types.canSignal(D->getType());
          }))
        continue;
      if (const ValueDecl *D = namedVariable(Tested))
        New.Key = keyOf(D);
      else
        Tested->Profile(New.Key, Unit, /*Canonical=*/true);
    }
    if (const std::optional<ConditionId> Known = conditionWith(New.Key)) {
      Facts.Conditions[*Known].Recurs = true;
      continue;
    }
    const ValueDecl *Variable = namedVariable(Tested);
    const bool Recurs = Variable && ConstantStores.contains(Variable);
    Conditions.push_back(std::move(New));
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    Tested->printPretty(OS, nullptr, Policy);
    Facts.Conditions.push_back({std::move(Text), Recurs});
  }
}

std::optional<ConditionId>
FunctionCollector::conditionWith(const llvm::FoldingSetNodeID &Key) const {
  for (ConditionId C = 0; C != Conditions.size(); ++C)
    if (Conditions[C].Key == Key)
      return C;
  return std::nullopt;
}

std::optional<ConditionId>
FunctionCollector::conditionOf(const ValueDecl *Tested) const {
  return conditionWith(keyOf(Tested));
}

std::optional<ConditionId>
FunctionCollector::conditionOf(const Expr *Tested) const {
  if (const ValueDecl *D = namedVariable(Tested))
    return conditionOf(D);
  llvm::FoldingSetNodeID Key;
  if (isa<CallExpr>(Tested))
    Key.AddPointer(Tested);
  else
    Tested->Profile(Key, Unit, /*Canonical=*/true);
  return conditionWith(Key);
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
    recordEqualToConstant(B);
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

/// `rc == EAGAIN` holds only where rc is not zero.
void FunctionCollector::recordEqualToConstant(const Expr *Condition) {
  const auto *B = dyn_cast<BinaryOperator>(Condition);
  if (!B || !B->isEqualityOp() || B->getRHS()->isValueDependent())
    return;
  const std::optional<llvm::APSInt> Value =
      B->getRHS()->getIntegerConstantExpr(Unit);
  const Expr *Left = B->getLHS()->IgnoreParenImpCasts();
  if (!Value || *Value == 0 || !namedVariable(Left))
    return;
  if (const std::optional<ConditionId> C = conditionOf(Left))
    addToEdge(B->getOpcode() == BO_EQ ? 0 : 1, event::Assume{*C, true},
              B->getExprLoc());
}

void FunctionCollector::recordBranch(const CFGBlock *B) {
  const Expr *Condition = conditionAt(B);
  if (!Condition)
    return;
  const ConditionTest T = testOf(Condition);
  recordTest(T.Tested, T.Negated);
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

/// The containers that a variable takes its value from.
std::set<StorageId> FunctionCollector::elementsOf(StorageId Variable) const {
  std::set<StorageId> Of;
  for (const Block &B : Facts.Blocks)
    for (const Fact &Step : B.Facts)
      if (const auto *A = std::get_if<event::Assign>(&Step.What);
          A && A->To == Variable)
        for (LoanId L : A->From.Loans)
          if (Facts.Loans[L].Kind == LoanKind::Copy)
            Of.insert(Facts.Loans[L].Of);
  return Of;
}

/// A loop that joins in its body joins all: behind it, no thread of the handles
/// is left, also where the loop's count is not seen to match. Likewise for waits.
void FunctionCollector::recordLoopJoins() {
  const SourceManager &Sources = Unit.getSourceManager();
  for (const CFGBlock *B : Order) {
    const Stmt *Loop = B->getTerminatorStmt();
    if (!isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Loop) ||
        B->succ_size() != 2)
      continue;
    const SourceLocation Begin = Sources.getExpansionLoc(Loop->getBeginLoc());
    const SourceLocation End =
        Sources.getExpansionRange(Loop->getEndLoc()).getEnd();
    const auto IsWithin = [&](SourceLocation L) {
      return !Sources.isBeforeInTranslationUnit(L, Begin) &&
             !Sources.isBeforeInTranslationUnit(End, L);
    };
    const auto MadeInside = [&](StorageId S) {
      const SourceLocation Declared = DeclaredAt.lookup(S);
      return Facts.Storages[S].Kind == StorageKind::Local &&
             Declared.isValid() && IsWithin(Declared) &&
             !StringRef(Facts.Storages[S].Name).starts_with("__");
    };
    std::set<StorageId> Joined, Awaited;
    std::vector<event::Share> Shared;
    for (const Block &Other : Facts.Blocks)
      for (const Fact &Step : Other.Facts) {
        if (!IsWithin(SourceLocation::getFromRawEncoding(Step.At.InUnit)))
          continue;
        if (const auto *Join = std::get_if<event::Join>(&Step.What)) {
          Joined.insert(Join->Handle);
          // for (std::thread *t : ts) t->join(): that joins what ts holds.
          const std::set<StorageId> Of = elementsOf(Join->Handle);
          Joined.insert(Of.begin(), Of.end());
        }
        else if (const auto *Wait = std::get_if<event::Wait>(&Step.What))
          Awaited.insert(Wait->On);
        else if (const auto *Share = std::get_if<event::Share>(&Step.What))
          Shared.push_back(*Share);
      }
    Now = Numbers[B];
    const SourceLocation At = Loop->getBeginLoc();
    for (StorageId Handle : Joined)
      if (!MadeInside(Handle))
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
