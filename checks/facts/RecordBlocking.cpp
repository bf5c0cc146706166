//===- RecordBlocking.cpp - Calls that may block -> lock steps ------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a row or an annotation says of a call, and what its arguments make of
// it: a time-out of zero only looks, flags or the error that is looked for show
// a descriptor that does not block.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "model/ReadAnnotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// What others wait for a lock anyhow, in microseconds.
constexpr int64_t ShortWait = 5000;

static bool mentionsMacro(const Stmt *S, const ASTContext &Unit) {
  if (!S)
    return false;
  if (const auto *I = dyn_cast<IntegerLiteral>(S);
      I && I->getLocation().isMacroID()) {
    const StringRef Name = Lexer::getImmediateMacroName(
        I->getLocation(), Unit.getSourceManager(), Unit.getLangOpts());
    if (Name == "EAGAIN" || Name == "EWOULDBLOCK" || Name == "EINPROGRESS")
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mentionsMacro(Child, Unit);
  });
}

/// Flags say so, or the function looks for the error of a descriptor that would
/// have to wait.
bool LockRecorder::isNonBlocking(const CallExpr *E,
                                 const BlockingRow &Row) const {
  if (Row.Flags && *Row.Flags < E->getNumArgs()) {
    Expr::EvalResult Flags;
    if (E->getArg(*Row.Flags)->EvaluateAsInt(Flags, In.Unit) &&
        (Flags.Val.getInt().getExtValue() & Row.NonBlocking) != 0)
      return true;
  }
  if (Row.Descriptor && !LooksForWouldBlock)
    LooksForWouldBlock = mentionsMacro(In.What.Function->getBody(), In.Unit);
  return Row.Descriptor && *LooksForWouldBlock;
}

/// By the second argument of std::chrono::duration, a std::ratio.
static std::optional<double> ticksPerSecond(QualType Duration) {
  const auto *D = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Duration->getAsCXXRecordDecl());
  if (!D || D->getTemplateArgs().size() != 2 ||
      D->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return std::nullopt;
  const auto *Ratio = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      D->getTemplateArgs()[1].getAsType()->getAsCXXRecordDecl());
  if (!Ratio || Ratio->getTemplateArgs().size() != 2 ||
      Ratio->getTemplateArgs()[0].getKind() != TemplateArgument::Integral ||
      Ratio->getTemplateArgs()[1].getKind() != TemplateArgument::Integral)
    return std::nullopt;
  const auto Number = [&](unsigned I) {
    return static_cast<double>(
        Ratio->getTemplateArgs()[I].getAsIntegral().getExtValue());
  };
  return Number(1) / Number(0);
}

/// 0 high, 1 medium, 2 low, 3: it only looks.
uint8_t LockRecorder::tierOf(const CallExpr *E, const BlockingRow &Row) const {
  auto Tier = static_cast<uint8_t>(Row.Tier);
  if (!Row.Timeout || *Row.Timeout >= E->getNumArgs())
    return Tier;
  const Expr *Timeout = E->getArg(*Row.Timeout);
  Expr::EvalResult Value;
  if (Timeout->isValueDependent())
    return Tier;
  if (Timeout->getType()->isIntegralOrEnumerationType() &&
      Timeout->EvaluateAsInt(Value, In.Unit)) {
    const int64_t Time = Value.Val.getInt().getExtValue();
    if (Time == 0)
      return 3;
    if (Row.Unit == 0)
      return Tier;
    if (Time < 0)
      return 0;
    return Time <= ShortWait / int64_t(Row.Unit) ? 2 : Tier;
  }
  if (!Timeout->getType()->isRecordType())
    return Tier;
  // A duration of the constant zero only polls.
  Timeout = skipToObject(Timeout);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Timeout))
    Timeout = M->getSubExpr();
  if (!Timeout->EvaluateAsConstantExpr(Value, In.Unit) ||
      !Value.Val.isStruct() || Value.Val.getStructNumFields() != 1 ||
      !Value.Val.getStructField(0).isInt())
    return Tier;
  const int64_t Ticks = Value.Val.getStructField(0).getInt().getExtValue();
  if (Ticks == 0)
    return 3;
  const std::optional<double> Second = ticksPerSecond(Timeout->getType());
  return Second && Ticks > 0 && double(Ticks) / *Second * 1e6 <= ShortWait
             ? 2
             : Tier;
}

/// Of a function that is declared to block. What else it does is recorded as
/// of any other. One that returns a guard takes a lock, and its waiting is a
/// matter of the order of locks.
void LockRecorder::recordDeclaredBlocking(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (declaredToBlock(Callee) != true || holdsGuard(E->getType()))
    return;
  LockStep Step;
  Step.Do = LockAction::Block;
  Step.Blocks = {Callee->getQualifiedNameAsString(), "is declared to block", 0,
                 false};
  In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
             E->getExprLoc());
}

bool LockRecorder::recordBlocking(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  const BlockingRow *Row = In.Rows.blocking(E);
  if (!Row) {
    recordDeclaredBlocking(E);
    return false;
  }
  LockStep Step;
  Step.Do = LockAction::Block;
  // The name of a function of C is not that of a member.
  if (StringRef(Row->Name).contains("::") !=
      (modelName(Callee).find("::") != std::string::npos))
    return false;
  Step.Blocks = {Row->Name, Row->Waits, tierOf(E, *Row), false};
  if (Step.Blocks.Tier > 2 || isNonBlocking(E, *Row))
    return true;
  Step.Blocks.LetsGo = Row->Releases || Row->ReleasesThis;
  if (Row->Releases && *Row->Releases < E->getNumArgs()) {
    const Expr *Lock = E->getArg(*Row->Releases);
    if (In.Rows.guard(behindPointer(Lock->getType())))
      Step.From = guardOf(Lock);
    else
      Step.Locks.push_back(lockOf(Lock));
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
      Member && Row->ReleasesThis)
    Step.Locks.push_back(lockOf(Member->getImplicitObjectArgument()));
  const bool MayTestCondition = Step.Blocks.LetsGo;
  In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
             E->getExprLoc());
  if (MayTestCondition)
    recordInlineRuns(E);
  return true;
}

} // namespace fearless
