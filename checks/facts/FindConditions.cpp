//===- FindConditions.cpp - A body -> what its branches test --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What has to be known of a whole function before its first event: the
// conditions that its branches test, brought to one form, and which variables
// are written where. Without it, a write in a loop could not be seen to end
// what a branch further down tests.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

using namespace clang;

namespace {

/// `x == 0`, `0 != x`, `x < 0`: what is compared with zero, and whether that
/// holds where it is zero. Errors are not zero, on whichever side of it.
std::optional<ConditionTest> comparedWithZero(const BinaryOperator *B,
                                              ASTContext &Unit) {
  if (!B->isEqualityOp() && B->getOpcode() != BO_LT && B->getOpcode() != BO_GT)
    return std::nullopt;
  const bool IsRight = isNotZero(B->getRHS(), Unit) == false;
  if (!IsRight && isNotZero(B->getLHS(), Unit) != false)
    return std::nullopt;
  const Expr *Other = IsRight ? B->getLHS() : B->getRHS();
  return ConditionTest{Other->IgnoreParenImpCasts(), B->getOpcode() == BO_EQ};
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
  if (!Call)
    return false;
  if (const SpawnRow *Row = Rows.spawn(Call->getDirectCallee()))
    return Row->NonzeroIsFailure;
  // A function that takes the place of a handle most likely fills it, and says
  // whether it could.
  const FunctionDecl *To = Call->getDirectCallee();
  return To && !isStandard(To) && Call->getType()->isIntegerType() &&
         !Rows.handleAction(Call) &&
         llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
           return Arg->getType()->isPointerType() &&
                  Rows.handle(Arg->getType()->getPointeeType());
         });
}

/// The result of a spawn that may fail, or a variable that is given one.
bool FunctionCollector::isSpawnResult(const Expr *E) const {
  const ValueDecl *D = namedVariable(E);
  return isFallibleSpawn(E) || (D && SpawnResults.contains(D));
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
  // Nothing while it is being looked for, against `bool B = !B;`.
  if (const auto [Known, Inserted] = Definitions.try_emplace(V, nullptr);
      !Inserted)
    return Known->second;
  const Expr *Found = usableInitializer(V);
  return Definitions[V] = Found;
}

/// The initializer of a variable, where it stands for a test.
const Expr *FunctionCollector::usableInitializer(const VarDecl *V) const {
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
  return Of && Of->getDecl() != V && Inner != Init &&
                 Writes.lookup(Of->getDecl()) <= 1
             ? Init
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
               const auto Inner =
                   B ? comparedWithZero(B, Unit) : std::nullopt) {
      if (!B->isEqualityOp() && !isSpawnResult(Inner->Tested))
        return T;
      T.Tested = Inner->Tested;
      T.Negated ^= Inner->Negated;
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

/// Which variables are written, and by whom; which loops and returns there are:
/// what has to be known of the whole function before its first event.
void FunctionCollector::surveyBody(const Stmt *S) {
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
      if (isFallibleSpawn(B->getRHS()->IgnoreParenImpCasts()))
        SpawnResults.insert(D);
      if (B->getOpcode() == BO_Assign && IsConstant(B->getRHS()))
        ConstantStores.insert(D);
    }
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
             Op && Op->isAssignmentOp()) {
    if (const ValueDecl *D = namedVariable(Op->getArg(0)->IgnoreParens()))
      ++Writes[D];
  } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(S);
             M && M->getMethodDecl() && !M->getMethodDecl()->isConst() &&
             !M->getImplicitObjectArgument()->getType()->isPointerType()) {
    if (const ValueDecl *D = namedVariable(
            M->getImplicitObjectArgument()->IgnoreParenImpCasts()))
      ++Writes[D];
  } else if (const auto *Declares = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declares->decls()) {
      const auto *V = dyn_cast<VarDecl>(D);
      if (!V || !V->getInit())
        continue;
      if (V->isLocalVarDecl() && V->getType()->isRecordType())
        InitializerOf[skipToValue(V->getInit())] = V;
      if (isFallibleSpawn(V->getInit()->IgnoreParenImpCasts()))
        SpawnResults.insert(V);
    }
  } else if (const auto *For = dyn_cast<CXXForRangeStmt>(S)) {
    LoopOf[For->getLoopVariable()] = For;
  } else if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    const Expr *Result = R->getRetValue();
    if (Result && Types.holdsHandle(Result->getType()))
      collectUnder(Result, UnderReturn);
    collectUnder(Result, Deciding);
  }
  for (const Stmt *Child : S->children())
    surveyBody(Child);
}

/// All conditions are known before the first write is recorded, so that a write
/// in a loop is seen to end what a later branch tests.
void FunctionCollector::findConditions() {
  surveyBody(What.Function->getBody());
  const PrintingPolicy Policy(Unit.getLangOpts());
  for (const CFGBlock *B : Order) {
    const Expr *Condition = conditionAt(B);
    if (!Condition)
      continue;
    const Expr *Tested = testOf(Condition).Tested;
    if (B->getTerminatorStmt()) { // else a call that may throw
      collectUnder(Condition, Deciding);
      if (const auto *V = dyn_cast_or_null<VarDecl>(namedVariable(Tested)))
        collectUnder(V->getInit(), Deciding);
    }
    KnownCondition New;
    const ValueDecl *Variable = namedVariable(Tested);
    if (isFallibleSpawn(Tested)) {
      New.Key.AddPointer(Tested);
    } else {
      // What another thread writes is not the pointer.
      const bool IsPointer = Variable && Variable->getType()->isPointerType();
      if (!isPure(Tested, New.Mentions) || New.Mentions.empty() ||
          llvm::any_of(New.Mentions, [&](const ValueDecl *D) {
            return Unstable.contains(D) ||
                   (!IsPointer && Types.canSignal(D->getType()));
          }))
        continue;
      if (Variable)
        New.Key = keyOf(Variable);
      else
        Tested->Profile(New.Key, Unit, /*Canonical=*/true);
    }
    if (const std::optional<ConditionId> Known = conditionWith(New.Key)) {
      Facts.Conditions[*Known].Recurs = true;
      continue;
    }
    const bool Recurs = Variable && ConstantStores.contains(Variable);
    Conditions.push_back(std::move(New));
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    Tested->printPretty(OS, nullptr, Policy);
    std::optional<unsigned> Parameter;
    if (const auto *P = dyn_cast_or_null<ParmVarDecl>(Variable);
        P &&
        (P->getType()->isIntegralOrEnumerationType() ||
         P->getType()->isPointerType()) &&
        !Writes.contains(P) && P->getDeclContext() == What.Function)
      Parameter = P->getFunctionScopeIndex();
    Facts.Conditions.push_back({std::move(Text), Recurs, Parameter});
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

} // namespace fearless
