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
#include "facts/ReadWords.h"
#include "model/ReadAnnotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// What others wait for a lock anyhow, in microseconds.
constexpr int64_t ShortWait = 5000;

/// The code names one of these macros or enumerators.
static bool mentions(const Stmt *S, ArrayRef<StringRef> Names,
                     const ASTContext &Unit) {
  if (!S)
    return false;
  StringRef Name;
  if (const auto *I = dyn_cast<IntegerLiteral>(S);
      I && I->getLocation().isMacroID())
    Name = Lexer::getImmediateMacroName(
        I->getLocation(), Unit.getSourceManager(), Unit.getLangOpts());
  else if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
           Ref && isa<EnumConstantDecl>(Ref->getDecl()))
    Name = Ref->getDecl()->getName();
  return llvm::is_contained(Names, Name) ||
         llvm::any_of(S->children(), [&](const Stmt *Child) {
           return mentions(Child, Names, Unit);
         });
}

/// Errors and flags of descriptors that do not wait.
static constexpr StringRef NonBlockingNames[] = {
    "EAGAIN", "EWOULDBLOCK", "EINPROGRESS", "O_NONBLOCK", "SOCK_NONBLOCK"};

/// The code asks whether there is something to read or room to write, itself or
/// in a function of the user's that it calls.
static bool asksIfReady(const Stmt *S, const SourceManager &Sources,
                        unsigned Depth) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = Call->getDirectCallee()) {
      if (llvm::is_contained({"poll", "ppoll", "select", "pselect", "WSAPoll"},
                             simpleName(Callee)) &&
          Callee->getDeclContext()->getRedeclContext()->isTranslationUnit())
        return true;
      const FunctionDecl *Body = nullptr;
      if (Depth != 0 && !Sources.isInSystemHeader(Callee->getLocation()) &&
          Callee->hasBody(Body) &&
          asksIfReady(Body->getBody(), Sources, Depth - 1))
        return true;
    }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return asksIfReady(Child, Sources, Depth);
  });
}

static bool isOfFuture(const CXXMemberCallExpr *Call) {
  return Call->getMethodDecl() &&
         llvm::is_contained({"future", "shared_future", "__basic_future"},
                            simpleName(Call->getRecordDecl()));
}

/// Whether the code asks a future for a while, and not for good.
static bool looksAtFuture(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
    if (isOfFuture(Call) &&
        simpleName(Call->getMethodDecl()).starts_with("wait_"))
      return true;
  return llvm::any_of(S->children(), looksAtFuture);
}

/// `get` of a future behind `wait_for` in the same function, which says whether
/// there is a result.
static bool isOfReadyFuture(const CallExpr *E, const Stmt *Body) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  return Call && isOfFuture(Call) &&
         simpleName(Call->getMethodDecl()) == "get" && looksAtFuture(Body);
}

/// Flags say so, or the function makes descriptors that do not block, looks for
/// the error of one that would have to wait, or asks first whether it would.
/// The asking is a call of its own.
bool LockRecorder::isNonBlocking(const CallExpr *E,
                                 const BlockingRow &Row) const {
  if (Row.Flags && *Row.Flags < E->getNumArgs()) {
    Expr::EvalResult Flags;
    if (E->getArg(*Row.Flags)->EvaluateAsInt(Flags, In.Unit) &&
        (Flags.Val.getInt().getExtValue() & Row.NonBlocking) != 0)
      return true;
  }
  const Stmt *Body = In.What.Function->getBody();
  if (isOfReadyFuture(E, Body))
    return true;
  // The hints of getaddrinfo are a struct that may be filled anywhere before.
  if (Row.Name == "getaddrinfo" && mentions(Body, {"AI_NUMERICHOST"}, In.Unit))
    return true;
  if (Row.Descriptor && !DescriptorsAreReady) {
    DescriptorsAreReady = mentions(Body, NonBlockingNames, In.Unit) ||
                          asksIfReady(Body, In.Unit.getSourceManager(), 2);
  }
  return Row.Descriptor && *DescriptorsAreReady;
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
                 false, ""};
  In.addFact(event::Lock{add(std::move(Step), E->getExprLoc())},
             E->getExprLoc());
}

/// The macro whose text is at the place, if its name speaks of locking.
static std::string lockingMacroAt(SourceLocation At, const ASTContext &Unit) {
  const SourceManager &Sources = Unit.getSourceManager();
  if (!At.isMacroID() || !Sources.isMacroBodyExpansion(At))
    return "";
  const StringRef Name =
      Lexer::getImmediateMacroName(At, Sources, Unit.getLangOpts());
  return isNamedLikeLockingMacro(Name) ? Name.str() : "";
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
  Step.Blocks = {Row->Name, Row->Waits, tierOf(E, *Row), false,
                 lockingMacroAt(E->getExprLoc(), In.Unit)};
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

void LockRecorder::noteWaitAtEnd(SpawnId Spawn, StringRef Class) {
  const SpawnSite &Site = In.Facts.Spawns[Spawn];
  LockStep Step;
  Step.Do = LockAction::Block;
  Step.Blocks.Name = (Class + "::~" + Class.rsplit("::").second).str();
  Step.Blocks.Waits = "waits for a " + Site.Noun + " to end";
  Step.Blocks.Started = Site.At;
  In.Facts.Locks.Awaits[Spawn] =
      add(std::move(Step), SourceLocation::getFromRawEncoding(Site.At.InUnit));
}

} // namespace fearless
