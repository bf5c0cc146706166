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

/// A condition without its negations: `!p`, `p == nullptr` test p, negated.
struct Test {
  const Expr *Tested = nullptr;
  bool Negated = false;
};

bool isZero(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return !B->getValue();
  const auto *I = dyn_cast<IntegerLiteral>(E);
  return I && I->getValue() == 0;
}

Test testOf(const Expr *Condition) {
  Test T{Condition->IgnoreParenImpCasts(), false};
  while (true) {
    const Expr *E = T.Tested;
    if (const auto *W = dyn_cast<ExprWithCleanups>(E)) {
      T.Tested = W->getSubExpr()->IgnoreParenImpCasts();
    } else if (const auto *U = dyn_cast<UnaryOperator>(E);
               U && U->getOpcode() == UO_LNot) {
      T.Tested = U->getSubExpr()->IgnoreParenImpCasts();
      T.Negated = !T.Negated;
    } else if (const auto *B = dyn_cast<BinaryOperator>(E);
               B &&
               (B->isEqualityOp() || B->getOpcode() == BO_LT ||
                B->getOpcode() == BO_GT) &&
               isZero(B->getRHS())) {
      // Errors are not zero, whichever side of it they are on.
      T.Tested = B->getLHS()->IgnoreParenImpCasts();
      if (B->getOpcode() == BO_EQ)
        T.Negated = !T.Negated;
    } else if (const auto *A = dyn_cast<BinaryOperator>(E);
               A && A->getOpcode() == BO_Assign) {
      T.Tested = A->getLHS()->IgnoreParenImpCasts();
    } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
               M && isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl())) {
      T.Tested = M->getImplicitObjectArgument()->IgnoreParenImpCasts();
    } else {
      return T;
    }
  }
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

llvm::FoldingSetNodeID keyOf(const ValueDecl *D) {
  llvm::FoldingSetNodeID Key;
  Key.AddPointer(D->getCanonicalDecl());
  return Key;
}

} // namespace

/// Variables that something else may write: conditions on them say nothing.
void FunctionCollector::findUnstableVariables(const Stmt *S) {
  if (!S)
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        Unstable.insert(C.getCapturedVar());
  } else if (const auto *U = dyn_cast<UnaryOperator>(S);
             U && U->getOpcode() == UO_AddrOf) {
    if (const ValueDecl *D = namedVariable(U->getSubExpr()->IgnoreParens()))
      Unstable.insert(D);
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
    const auto *Condition =
        dyn_cast_or_null<Expr>(B->getTerminatorCondition(false));
    if (!Condition || B->succ_size() != 2)
      continue;
    const Expr *Tested = testOf(Condition).Tested;
    KnownCondition New;
    const auto *Call = dyn_cast<CallExpr>(Tested);
    const SpawnRow *Spawn =
        Call ? Rows.spawn(Call->getDirectCallee()) : nullptr;
    if (Spawn && Spawn->NonzeroIsFailure) {
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
    if (conditionWith(New.Key))
      continue;
    Conditions.push_back(std::move(New));
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    Tested->printPretty(OS, nullptr, Policy);
    Facts.Conditions.push_back(std::move(Text));
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
  // if (t.joinable()), if (!threads.empty()), if (optionalThread)
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Tested)) {
    const Expr *Object = Call->getImplicitObjectArgument();
    const ObjectRef On = Object->getType()->isPointerType() ? pointeeOf(Object)
                                                            : objectOf(Object);
    const CXXMethodDecl *Method = Call->getMethodDecl();
    const StringRef Name =
        Method && Method->getIdentifier() ? Method->getName() : StringRef();
    if (On.isKnown() && Types.holdsHandle(Call->getObjectType())) {
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

void FunctionCollector::recordBranch(const CFGBlock *B) {
  const auto *Condition =
      dyn_cast_or_null<Expr>(B->getTerminatorCondition(false));
  if (!Condition || B->succ_size() != 2)
    return;
  const Test T = testOf(Condition);
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
    if (const auto *C = dyn_cast<CompoundStmt>(Then); C && C->size() == 1)
      Then = C->body_front();
    if (!isa<BreakStmt>(Then))
      return;
    LeavesWhenTrue = true;
  } else {
    return;
  }
  const auto *Condition = cast<Expr>(B->getTerminatorCondition(false));
  llvm::SmallVector<const Expr *, 4> Read;
  collectRead(Condition, Read);
  for (const Expr *E : Read) {
    const bool Signals = Types.canSignal(E->getType());
    const ValueDecl *D = namedVariable(E);
    const bool PlainFlag = !LeavesWhenTrue && D && Unstable.contains(D) &&
                           E->getType()->isScalarType() && onlyWaits(Body);
    if (!Signals && !PlainFlag)
      continue;
    if (const ObjectRef On = objectOf(E); On.isKnown())
      addToEdge(LeavesWhenTrue ? 0 : 1, event::Wait{On.Root}, E->getExprLoc());
  }
}

/// A loop that joins in its body joins all: behind it, no thread of the
/// handles is left, also where the loop's count is not seen to match.
void FunctionCollector::recordLoopJoins() {
  for (const CFGBlock *B : Order) {
    const Stmt *Loop = B->getTerminatorStmt();
    if (!isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Loop) ||
        B->succ_size() != 2)
      continue;
    const SourceRange Range = Loop->getSourceRange();
    const auto IsWithin = [&](SourceLocation L) {
      const SourceManager &Sources = Unit.getSourceManager();
      return !Sources.isBeforeInTranslationUnit(L, Range.getBegin()) &&
             !Sources.isBeforeInTranslationUnit(Range.getEnd(), L);
    };
    llvm::SmallVector<StorageId, 2> Joined;
    for (const Block &Other : Facts.Blocks)
      for (const Fact &Step : Other.Facts)
        if (const auto *Join = std::get_if<event::Join>(&Step.What))
          if (IsWithin(SourceLocation::getFromRawEncoding(Step.At.InUnit)) &&
              !llvm::is_contained(Joined, Join->Handle))
            Joined.push_back(Join->Handle);
    Now = Numbers[B];
    for (StorageId Handle : Joined) {
      const SourceLocation Declared = DeclaredAt.lookup(Handle);
      const bool MadeInside =
          Facts.Storages[Handle].Kind == StorageKind::Local &&
          Declared.isValid() && IsWithin(Declared) &&
          !Facts.Storages[Handle].Name.starts_with("__");
      if (!MadeInside)
        addToEdge(1, event::Join{Handle}, Loop->getBeginLoc());
    }
  }
}

} // namespace fearless
