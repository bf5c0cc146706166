//===- FindLastOwners.cpp - Branches on a count that is dropped -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A count is dropped by `--` or `-= 1` on what is no local variable, by the
// atomic functions that subtract, and by functions of users that are called so.
// A test of the result, of a variable that has it, or of the member that was
// dropped before, tells the last owner from others.
//
//===----------------------------------------------------------------------===//

#include "facts/FindLastOwners.h"
#include "facts/FunctionCollector.h"
#include "facts/ReadWords.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace fearless {

using namespace clang;

namespace {

/// `++` and `--` of a user's own class, such as std::atomic.
const Expr *operandOfDecrement(const Expr *E) {
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->isDecrementOp() ? U->getSubExpr() : nullptr;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return Op->getOperator() == OO_MinusMinus ||
                   Op->getOperator() == OO_MinusEqual
               ? Op->getArg(0)
               : nullptr;
  const auto *Assign = dyn_cast<CompoundAssignOperator>(E);
  return Assign && Assign->getOpcode() == BO_SubAssign ? Assign->getLHS()
                                                       : nullptr;
}

/// Functions that count down, by their names: fetch_sub, `atomic_dec_and_test`,
/// `InterlockedDecrement`, `unref`.
bool isNamedLikeDrop(StringRef Name) {
  return llvm::any_of(wordsOf(Name), [](StringRef Word) {
    return llvm::is_contained({"sub", "subtract", "dec", "decr", "decrement",
                               "unref", "deref", "release"},
                              Word.rtrim("0123456789"));
  });
}

class LastOwners : public RecursiveASTVisitor<LastOwners> {
public:
  LastOwners(const FunctionDecl *F, const ASTContext &Unit) : Unit(Unit) {
    TraverseStmt(F->getBody());
  }

  bool VisitExpr(Expr *E) {
    if (const Expr *Operand = operandOfDecrement(E))
      if (const auto *M = dyn_cast<MemberExpr>(Operand->IgnoreParenCasts()))
        Dropped.insert(M->getMemberDecl());
    return true;
  }

  /// The side of a branch that only the last owner takes: 0 where the condition
  /// holds, 1 where it does not.
  std::optional<unsigned> sideOf(const Expr *Condition) const {
    const Expr *E = Condition->IgnoreParenImpCasts();
    if (const auto *Not = dyn_cast<UnaryOperator>(E);
        Not && Not->getOpcode() == UO_LNot) {
      const std::optional<unsigned> Side = sideOf(Not->getSubExpr());
      return Side ? std::optional(1 - *Side) : std::nullopt;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isComparisonOp())
      return sideOf(*B);
    if (!isCount(E))
      return std::nullopt;
    // What says yes or no, says whether it was the last, but for Qt's `deref`.
    const auto *Call = dyn_cast<CallExpr>(E);
    const bool SaysLast = Call && Call->getType()->isBooleanType() &&
                          Call->getDirectCallee() &&
                          simpleName(Call->getDirectCallee()) != "deref";
    return SaysLast || isNamedLikeTest(Call) ? 0 : 1;
  }

private:
  /// `g_atomic_int_dec_and_test`, be its result an int.
  static bool isNamedLikeTest(const CallExpr *Call) {
    return Call && Call->getDirectCallee() &&
           simpleName(Call->getDirectCallee()).contains("and_test");
  }

  /// `count == 0`, `1 != count`, `count > 1`.
  std::optional<unsigned> sideOf(const BinaryOperator &B) const {
    const bool Turned = !isCount(B.getLHS());
    const Expr *Count = Turned ? B.getRHS() : B.getLHS(),
               *With = Turned ? B.getLHS() : B.getRHS();
    Expr::EvalResult Value;
    if (!isCount(Count) || With->isValueDependent() ||
        !With->EvaluateAsInt(Value, Unit) || Value.Val.getInt().ugt(1))
      return std::nullopt;
    switch (Turned ? BinaryOperator::reverseComparisonOp(B.getOpcode())
                   : B.getOpcode()) {
    case BO_EQ:
    case BO_LT:
    case BO_LE:
      return 0;
    case BO_NE:
    case BO_GT:
    case BO_GE:
      return 1;
    default:
      return std::nullopt;
    }
  }

  /// Whether the value is that of a count, right after or before it was
  /// dropped.
  bool isCount(const Expr *E) const {
    E = E->IgnoreParenCasts()->IgnoreUnlessSpelledInSource();
    if (const Expr *Operand = operandOfDecrement(E))
      return isShared(Operand->IgnoreParenCasts());
    if (const auto *M = dyn_cast<MemberExpr>(E))
      return Dropped.contains(M->getMemberDecl());
    if (const auto *B = dyn_cast<BinaryOperator>(E))
      return (B->getOpcode() == BO_Sub || B->getOpcode() == BO_Assign) &&
             isCount(B->getOpcode() == BO_Sub ? B->getLHS() : B->getRHS());
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      return V && V->isLocalVarDecl() && V->hasInit() &&
             !isa<DeclRefExpr>(V->getInit()->IgnoreParenCasts()) &&
             isCount(V->getInit());
    }
    if (const auto *Atomic = dyn_cast<AtomicExpr>(E))
      return StringRef(Atomic->getOpAsString()).contains("sub");
    // `if (!count.load())`, where it was dropped before.
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
        Member && Member->getImplicitObjectArgument() &&
        isa_and_nonnull<CXXConversionDecl, CXXMethodDecl>(
            Member->getMethodDecl()) &&
        Member->getNumArgs() <= 1 &&
        (isa<CXXConversionDecl>(Member->getMethodDecl()) ||
         simpleName(Member->getMethodDecl()) == "load"))
      return isCount(Member->getImplicitObjectArgument());
    const auto *Call = dyn_cast<CallExpr>(E);
    return Call && Call->getDirectCallee() &&
           Call->getType()->isIntegralOrEnumerationType() &&
           isNamedLikeDrop(simpleName(Call->getDirectCallee()));
  }

  /// A count of this call alone is no count of owners.
  static bool isShared(const Expr *Count) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Count);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return !V || V->hasGlobalStorage() || V->getType()->isReferenceType();
  }

  const ASTContext &Unit;
  /// Members that the function counts down.
  llvm::DenseSet<const ValueDecl *> Dropped;
};

} // namespace

llvm::DenseSet<const CFGBlock *>
findLastOwnerBlocks(const FunctionDecl *F,
                    llvm::ArrayRef<const CFGBlock *> Blocks,
                    const ASTContext &Unit) {
  llvm::DenseSet<const CFGBlock *> Found;
  if (!F->getBody())
    return Found;
  const LastOwners Owners(F, Unit);
  llvm::DenseMap<const CFGBlock *, const CFGBlock *> BehindTest;
  for (const CFGBlock *B : Blocks)
    if (const Expr *Condition = conditionAt(B);
        Condition && B->succ_size() == 2 &&
        !isa_and_nonnull<WhileStmt, DoStmt, ForStmt>(B->getTerminatorStmt()))
      if (const std::optional<unsigned> Side = Owners.sideOf(Condition))
        if (const CFGBlock *To = *(B->succ_begin() + *Side))
          BehindTest[To] = B;
  // All ways into a block come from such a test, or from such blocks.
  for (bool Again = !BehindTest.empty(); Again;) {
    Again = false;
    for (const CFGBlock *B : Blocks) {
      const CFGBlock *Test = BehindTest.lookup(B);
      if (!B->pred_empty() && llvm::all_of(B->preds(), [&](const CFGBlock *P) {
            return !P || P == Test || Found.contains(P);
          }))
        Again |= Found.insert(B).second;
    }
  }
  return Found;
}

} // namespace fearless
