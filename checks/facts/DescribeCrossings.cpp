//===- DescribeCrossings.cpp - Callables and arguments -> crossings -------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes apart what a spawn is given: captures of lambdas, what std::bind holds,
// what a type-erased callable was made from. Answers that are a clear yes are
// recorded, too; the spawner's uses are recorded only of what has another one.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;
using Depth = ObjectRef::Depth;

/// How deep callables in callables are followed.
constexpr unsigned MaxNesting = 6;

/// Wrappers that hide the type of the callable that they are made from.
static bool erasesCallable(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && (isFunctionObject(R) || simpleName(R) == "packaged_task");
}

/// What is copied or moved, or made into a wrapper, by constructors that do
/// only that.
static const Expr *skipCopies(const Expr *E) {
  while (true) {
    E = skipToValue(E)->IgnoreImpCasts();
    const auto *C = dyn_cast<CXXConstructExpr>(E);
    if (!C || C->getNumArgs() == 0)
      return E;
    const bool OneArgument =
        C->getNumArgs() == 1 || isa<CXXDefaultArgExpr>(C->getArg(1));
    if (!OneArgument || !(C->getConstructor()->isCopyOrMoveConstructor() ||
                          erasesCallable(C->getType())))
      return E;
    E = C->getArg(0);
  }
}

/// The closure that a variable holds from its declaration on.
static const Expr *closureOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->isLocalVarDecl() || !V->getInit())
    return nullptr;
  const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
  const bool IsClosure = R && R->isLambda();
  return IsClosure || (erasesCallable(V->getType()) &&
                       V->getType().isConstQualified())
             ? V->getInit()
             : nullptr;
}

static std::string variableName(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl()->getNameAsString();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl()->getNameAsString();
  return "";
}

void FunctionCollector::addCrossing(Crossing C, QualType T, const Expr *Object,
                                    std::vector<Crossing> &To) {
  C.Type = spellType(T.getNonReferenceType().getUnqualifiedType(), Unit);
  const auto Ask = [&](Sharing How) {
    return C.isValue() ? Judge.ask(Trait::Send, T.getNonReferenceType(), How)
                       : Judge.shared(T.getNonReferenceType(), How);
  };
  C.Core = Ask(Sharing::Core);
  C.Strict = Ask(Sharing::Strict);
  // Strict asks more of values only; what is done to others is to be seen.
  const bool Fit = C.Core.isYes() && (!C.isValue() || C.Strict.isYes());
  if (Object && !Fit) {
    const bool Points = C.How == CrossingKind::Pointer &&
                        Object->getType()->isPointerType() &&
                        !Object->isGLValue();
    const ObjectRef Of = Points ? pointeeOf(Object) : objectOf(Object);
    if (Of.isKnown())
      C.Of = Of.Root;
  }
  if (C.Of && !Fit)
    Crossed.insert(*C.Of);
  To.push_back(std::move(C));
}

void FunctionCollector::describeCapture(const LambdaCapture &C,
                                        const Expr *Init, unsigned Nesting,
                                        std::vector<Crossing> &To) {
  Crossing New;
  New.IsCapture = true;
  New.At = place(C.getLocation());
  if (C.capturesThis()) {
    New.Name = "this";
    const QualType T = Init->getType();
    const bool Copies = C.getCaptureKind() == LCK_StarThis;
    New.How = Copies ? CrossingKind::Copy : CrossingKind::This;
    if (!Copies)
      New.Of = thisStorage();
    return addCrossing(std::move(New), Copies ? T : T->getPointeeType(),
                       nullptr, To);
  }
  if (!C.capturesVariable() || !Init)
    return;
  const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
  New.Name = C.getCapturedVar()->getNameAsString();
  if (V && V->isInitCapture())
    Init = V->getInit();
  if (C.getCaptureKind() == LCK_ByRef) {
    New.How = CrossingKind::Reference;
    return addCrossing(std::move(New), Init->getType(), Init, To);
  }
  describeValue(Init, std::move(New), Nesting, To);
}

/// Whether a call stands for its argument, refers to it or bundles several.
static const CallExpr *callWith(const Expr *E, const ModelMatcher &Rows,
                                ResultIs Result) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionRow *Row = Call ? Rows.function(Call) : nullptr;
  return Row && Row->Result == Result && Call->getNumArgs() != 0 ? Call
                                                                 : nullptr;
}

void FunctionCollector::describeValue(const Expr *E, Crossing New,
                                      unsigned Nesting,
                                      std::vector<Crossing> &To) {
  E = skipCopies(E);
  if (Nesting == 0 || E->containsErrors())
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    auto Init = L->capture_init_begin();
    for (const LambdaCapture &C : L->captures())
      describeCapture(C, *Init++, Nesting - 1, To);
    return;
  }
  if (const Expr *Closure = closureOf(E))
    return describeValue(Closure, std::move(New), Nesting - 1, To);
  if (const CallExpr *Call = callWith(E, Rows, ResultIs::Bundle)) {
    for (const Expr *Arg : Call->arguments())
      describeArgument(Arg, Nesting - 1, To);
    return;
  }
  if (const CallExpr *Call = callWith(E, Rows, ResultIs::Reference)) {
    const Expr *Object = Call->getArg(0);
    New.Name = variableName(Object);
    New.How = CrossingKind::Reference;
    return addCrossing(std::move(New), Object->getType(), Object, To);
  }
  const QualType T = E->getType();
  if (T->isFunctionType() || T->isFunctionPointerType() ||
      T->isMemberPointerType())
    return;
  if (isa<CXXThisExpr>(E)) {
    New.Name = "this";
    New.How = CrossingKind::This;
    New.Of = thisStorage();
    return addCrossing(std::move(New), T->getPointeeType(), nullptr, To);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf) {
    const Expr *Object = U->getSubExpr();
    if (Object->getType()->isFunctionType())
      return;
    New.Name = variableName(Object);
    New.How = CrossingKind::Reference;
    return addCrossing(std::move(New), Object->getType(), Object, To);
  }
  if (New.Name.empty())
    New.Name = variableName(E);
  if (T->isPointerType() || (T->isArrayType() && !New.IsCapture)) {
    const QualType Pointee = T->isPointerType()
                                 ? T->getPointeeType()
                                 : Unit.getAsArrayType(T)->getElementType();
    if (Pointee->isFunctionType() || Pointee->isVoidType())
      return;
    New.How = CrossingKind::Pointer;
    return addCrossing(std::move(New), Pointee, E, To);
  }
  if (const CallExpr *Call = callWith(E, Rows, ResultIs::Argument)) {
    const Expr *Object = Call->getArg(0);
    if (!Object->isGLValue())
      return describeValue(Object, std::move(New), Nesting - 1, To);
    if (New.Name.empty())
      New.Name = variableName(Object);
    New.How = E->isXValue() ? CrossingKind::Move : CrossingKind::Copy;
    if (closureOf(skipCopies(Object)))
      return describeValue(Object, std::move(New), Nesting - 1, To);
    return addCrossing(std::move(New), Object->getType(), Object, To);
  }
  New.How = E->isLValue()   ? CrossingKind::Copy
            : E->isXValue() ? CrossingKind::Move
                            : CrossingKind::Fresh;
  addCrossing(std::move(New), T, E->isGLValue() ? E : nullptr, To);
}

void FunctionCollector::describeArgument(const Expr *E, unsigned Nesting,
                                         std::vector<Crossing> &To) {
  Crossing New;
  New.At = place(E->getExprLoc());
  describeValue(E, std::move(New), Nesting, To);
}

std::vector<Crossing>
FunctionCollector::crossingsOf(ArrayRef<const Expr *> Args) {
  std::vector<Crossing> All;
  for (const Expr *Arg : Args)
    describeArgument(Arg, MaxNesting, All);
  return All;
}

/// The functions that a callable runs when the thread calls it.
void FunctionCollector::addRuns(const Expr *Callable,
                                std::vector<std::string> &Runs) const {
  const auto Walk = [&](const Stmt *S, unsigned Depth, const auto &Self) {
    if (!S || Depth == 0)
      return;
    if (const auto *L = dyn_cast<LambdaExpr>(S)) {
      if (const CXXMethodDecl *Body = L->getCallOperator())
        Runs.push_back(Entities(Body));
      return;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl());
          F && !isStandard(F))
        Runs.push_back(Entities(F));
      // A closure that was stored in a variable first.
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->isLocalVarDecl() && V->getInit())
        Self(V->getInit(), Depth - 1, Self);
      return;
    }
    for (const Stmt *Child : S->children())
      Self(Child, Depth - 1, Self);
  };
  Walk(Callable, 12, Walk);
}

Instantiation FunctionCollector::instantiation() const {
  const FunctionDecl *F = What.Function;
  if (!F->isTemplateInstantiation())
    return {};
  Instantiation I;
  llvm::raw_string_ostream OS(I.Name);
  F->getNameForDiagnostic(OS, Unit.getPrintingPolicy(), /*Qualified=*/true);
  I.At = place(F->getPointOfInstantiation());
  return I;
}

/// A use by the spawner of something that crosses.
void FunctionCollector::recordUse(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (Crossed.empty() || !E)
    return;
  std::optional<StorageId> Of;
  // A use makes no storage: what crossed has one.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (const auto Own = OfVariable.find(V); Own != OfVariable.end())
      Of = Own->second;
    else if (const auto Theirs = OfCallers.find(V); Theirs != OfCallers.end())
      Of = Theirs->second;
    else if (V && V->getType()->isReferenceType())
      if (const ObjectRef O = objectOf(Ref); O.isKnown())
        Of = O.Root;
  } else if (isa<CXXThisExpr>(E)) {
    Of = This;
  } else if (isa<MemberExpr>(E) && llvm::any_of(Crossed, [&](StorageId S) {
               return Facts.Storages[S].Kind == StorageKind::Outside;
             })) {
    if (const ObjectRef O = objectOf(E); O.isItself())
      Of = O.Root;
  }
  if (!Of || !Crossed.count(*Of))
    return;
  addFact(event::Use{*Of}, E->getExprLoc());
}

} // namespace fearless
