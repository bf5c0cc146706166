//===- RecordScopeEnds.cpp - Ends of lifetimes -> events ------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang's CFG tells where most lifetimes end, in runs whose order is not that
// of destruction. It leaves out, and this file adds: parameters on the way off
// the end of a function, everything that a throw or a throwing call unwinds,
// and what a range-for declares beside its variable.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "model/BrokenCode.h"
#include "model/ReadAnnotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

static EndReason reasonOf(const Stmt *Trigger) {
  if (isa_and_nonnull<ReturnStmt, CoreturnStmt>(Trigger))
    return EndReason::Return;
  if (isa_and_nonnull<BreakStmt, ContinueStmt, GotoStmt>(Trigger))
    return EndReason::Jump;
  return EndReason::Scope;
}

static bool isAutomatic(StorageKind K) {
  switch (K) {
  case StorageKind::Local:
  case StorageKind::Parameter:
  case StorageKind::ClosureCopy:
    return true;
  default:
    return false;
  }
}

void FunctionCollector::recordScopeEnd(const VarDecl *V, const Stmt *Trigger) {
  if (llvm::none_of(PendingEnds,
                    [&](const PendingEnd &P) { return P.Variable == V; }))
    PendingEnds.push_back({V, Trigger});
}

/// Destruction goes against declaration; parameters and closure copies last.
void FunctionCollector::sortByDestruction(std::vector<StorageId> &Ends) const {
  const auto Rank = [&](StorageId S) {
    const StorageKind K = Facts.Storages[S].Kind;
    return K == StorageKind::Local ? 0 : K == StorageKind::Parameter ? 1 : 2;
  };
  const SourceManager &Sources = Unit.getSourceManager();
  llvm::sort(Ends, [&](StorageId A, StorageId B) {
    if (Rank(A) != Rank(B))
      return Rank(A) < Rank(B);
    const SourceLocation AtA = DeclaredAt.lookup(A), AtB = DeclaredAt.lookup(B);
    if (AtA.isValid() != AtB.isValid())
      return AtA.isValid();
    if (AtA == AtB)
      return A > B;
    return Sources.isBeforeInTranslationUnit(AtB, AtA);
  });
}

/// What a destructor does besides ending its object: it may run a closure that
/// joins, or wait on what the object refers to.
void FunctionCollector::addDestructorEffects(StorageId S, const VarDecl *V,
                                             SourceLocation At) {
  if (const auto Closure = RunsAtEnd.find(V); Closure != RunsAtEnd.end())
    recordActionsWithin(Closure->second->getBody(), /*SharesThis=*/true);
  const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isLambda())
    return;
  if (Types.mayDropCallables(V->getType())) {
    if (!CallableMembers.empty() || !Facts.Calls.empty())
      addFact(event::Touch{0, "~" + R->getNameAsString(), /*Anything=*/true},
              At);
    else
      MissesMembers = true;
  }
  if (isStandard(R))
    return;
  if (isBroken(R)) {
    addFact(event::Share{0, /*Anything=*/true, "~" + R->getNameAsString()}, At);
    return;
  }
  const CXXDestructorDecl *D = R->getDestructor();
  if (!D || !D->isUserProvided() || !Types.mayBorrow(V->getType()))
    return;
  const FunctionDecl *Body = seenBody(D);
  if (!Body)
    addFact(event::Share{S, false, D->getNameAsString()}, At);
  else if (Waits.waitsOnItsOwn(Body))
    addFact(event::Wait{S}, At);
  else if (Waits.mayWaitWithin(Body->getBody()))
    addFact(event::Share{S, false, D->getNameAsString()}, At);
}

void FunctionCollector::flushScopeEnds() {
  if (PendingEnds.empty())
    return;
  const Stmt *Trigger = PendingEnds.front().Trigger;
  const EndReason Why = reasonOf(Trigger);
  SourceLocation At = What.Function->getBody()->getEndLoc();
  if (Trigger)
    At =
        Why == EndReason::Scope ? Trigger->getEndLoc() : Trigger->getBeginLoc();
  event::Expire End{{}, Why};
  llvm::DenseMap<StorageId, const VarDecl *> Variables;
  for (const PendingEnd &P : PendingEnds)
    if (const std::optional<StorageId> Known = knownStorageOf(P.Variable)) {
      End.What.push_back(*Known);
      Variables[*Known] = P.Variable;
    }
  PendingEnds.clear();
  sortByDestruction(End.What);
  // Effects of a destructor come when its object's turn comes.
  event::Expire Run{{}, Why};
  for (StorageId S : End.What) {
    const size_t Before = Facts.Blocks[Now].Facts.size();
    addDestructorEffects(S, Variables[S], At);
    if (Facts.Blocks[Now].Facts.size() != Before && !Run.What.empty()) {
      // The run so far ends before the effects.
      auto &All = Facts.Blocks[Now].Facts;
      All.insert(All.begin() + static_cast<std::ptrdiff_t>(Before),
                 Fact{Run, place(At)});
      Run.What.clear();
    }
    Run.What.push_back(S);
  }
  if (!Run.What.empty())
    addFact(std::move(Run), At);
}

void FunctionCollector::recordTemporaryEnd(const CXXBindTemporaryExpr *E) {
  const Expr *Value = skipToValue(E->getSubExpr());
  if (UnderReturn.contains(Value) && !Locks.holdsGuard(Value->getType()))
    return;
  event::Expire End{{}, EndReason::FullExpression};
  if (const auto Known = OfTemporary.find(Value); Known != OfTemporary.end())
    End.What.push_back(Known->second);
  if (!End.What.empty())
    addFact(std::move(End), E->getEndLoc());
}

std::vector<StorageId> FunctionCollector::endingWithin(SourceRange R) const {
  const SourceManager &Sources = Unit.getSourceManager();
  std::vector<StorageId> Ends;
  for (StorageId S = 0; S != Facts.Storages.size(); ++S) {
    const SourceLocation At = DeclaredAt.lookup(S);
    if (isAutomatic(Facts.Storages[S].Kind) && At.isValid() &&
        !Sources.isBeforeInTranslationUnit(At, R.getBegin()) &&
        !Sources.isBeforeInTranslationUnit(R.getEnd(), At))
      Ends.push_back(S);
  }
  sortByDestruction(Ends);
  return Ends;
}

std::vector<StorageId> FunctionCollector::endingWithCall() const {
  std::vector<StorageId> Ends;
  for (StorageId S = 0; S != Facts.Storages.size(); ++S)
    if (isAutomatic(Facts.Storages[S].Kind) ||
        (Facts.Storages[S].Kind == StorageKind::This &&
         isa<CXXDestructorDecl>(What.Function)))
      Ends.push_back(S);
  sortByDestruction(Ends);
  return Ends;
}

static const CXXThrowExpr *throwAtEnd(const CFGBlock *B) {
  for (const CFGElement &E : llvm::reverse(*B))
    if (const auto S = E.getAs<CFGStmt>())
      return dyn_cast<CXXThrowExpr>(S->getStmt());
  return nullptr;
}

/// The try statement whose handlers a block dispatches to.
static const CXXTryStmt *dispatchOf(const CFGBlock *B) {
  return dyn_cast_or_null<CXXTryStmt>(B->getTerminatorStmt());
}

/// Whether the call at the end of a block is one whose exceptions are worth a
/// thought: a user's, not declared noexcept. Out-of-memory in the library, or
/// an error of `join` itself, is not.
static bool mayThrowAtEnd(const CFGBlock *B) {
  for (const CFGElement &E : llvm::reverse(*B)) {
    const auto S = E.getAs<CFGStmt>();
    if (!S)
      continue;
    const FunctionDecl *Callee = nullptr;
    if (const auto *Call = dyn_cast<CallExpr>(S->getStmt()))
      Callee = Call->getDirectCallee();
    else if (const auto *Make = dyn_cast<CXXConstructExpr>(S->getStmt()))
      Callee = Make->getConstructor();
    if (!Callee)
      return isa<CallExpr>(S->getStmt());
    // An error of what starts or joins a thread is not worth one either.
    if (annotationOn(Callee, "joins") ||
        llvm::any_of(Callee->redecls(), [](const FunctionDecl *F) {
          return llvm::any_of(F->parameters(), [](const ParmVarDecl *P) {
            return P->hasAttrs() && annotationOn(P, "spawns");
          });
        }))
      return false;
    // Of a coroutine, only making the frame can fail.
    const FunctionDecl *Body = nullptr;
    if (Callee->hasBody(Body) && isa<CoroutineBodyStmt>(Body->getBody()))
      return false;
    const auto *Proto = Callee->getType()->getAs<FunctionProtoType>();
    const bool Nothrow =
        Proto && !isUnresolvedExceptionSpec(Proto->getExceptionSpecType()) &&
        Proto->isNothrow();
    return !isStandard(Callee) && !Callee->isExternC() && !Nothrow;
  }
  return false;
}

/// What a throw, or an exception out of a call, ends on its way.
void FunctionCollector::recordUnwinding(const CFGBlock *B) {
  const CXXThrowExpr *Throw = throwAtEnd(B);
  const bool Dispatches = dispatchOf(B) != nullptr;
  const bool CallMayThrow = !B->getTerminatorStmt() && B->succ_size() == 2;
  unsigned Successor = 0;
  for (const CFGBlock::AdjacentBlock &Next : B->succs()) {
    const unsigned I = Successor++;
    const CFGBlock *To = Next.getReachableBlock();
    if (!To || !Numbers.count(To))
      continue;
    const bool IsException =
        Throw || (CallMayThrow && I == 1) ||
        (Dispatches && !isa_and_nonnull<CXXCatchStmt>(To->getLabel()));
    if (!IsException)
      continue;
    Edge *E = &Facts.Blocks[Now].Next[I];
    E->IfCallThrows = !Throw;
    E->Abrupt = true;
    if (CallMayThrow && To == Order.back() && !mayThrowAtEnd(B)) {
      E->Never = true;
      continue;
    }
    event::Expire End{{}, Throw ? EndReason::Throw : EndReason::Exception};
    if (const CXXTryStmt *Try = dispatchOf(To))
      End.What = endingWithin(Try->getTryBlock()->getSourceRange());
    else
      End.What = endingWithCall();
    if (!End.What.empty())
      E->Facts.push_back(
          {std::move(End),
           place(Throw ? Throw->getThrowLoc()
                       : What.Function->getBody()->getEndLoc())});
  }
}

/// Parameters and whatever the CFG has forgotten end on the plain ways out.
void FunctionCollector::recordCallEnds() {
  const BlockId Exit = static_cast<BlockId>(Order.size() - 1);
  for (const CFGBlock *B : Order) {
    Now = Numbers[B];
    const bool Returns =
        !B->hasNoReturnElement() && !throwAtEnd(B) && !dispatchOf(B);
    for (Edge &E : Facts.Blocks[Now].Next) {
      E.Abrupt |= E.To == Exit && !Returns;
      if (E.To != Exit || E.IfCallThrows || !Returns)
        continue;
      SourceLocation At = What.Function->getBody()->getEndLoc();
      EndReason Why = EndReason::Scope;
      for (const CFGElement &Element : *B)
        if (const auto S = Element.getAs<CFGStmt>())
          if (const auto *R = dyn_cast<ReturnStmt>(S->getStmt())) {
            At = R->getBeginLoc();
            Why = EndReason::Return;
          }
      event::Expire End{endingWithCall(), Why};
      for (const Fact &Step : Facts.Blocks[Now].Facts)
        if (const auto *Ended = std::get_if<event::Expire>(&Step.What))
          llvm::erase_if(End.What, [&](StorageId S) {
            return llvm::is_contained(Ended->What, S);
          });
      if (!End.What.empty())
        E.Facts.push_back({std::move(End), place(At)});
    }
  }
}

/// `for (Guard G(M); auto &X : *lock())`: neither G nor a lifetime-extended
/// temporary of the range has an end in the CFG.
void FunctionCollector::recordRangeForEnds() {
  for (const CFGBlock *B : Order) {
    const auto *Loop =
        dyn_cast_or_null<CXXForRangeStmt>(B->getTerminatorStmt());
    if (!Loop || B->succ_size() != 2)
      continue;
    Now = Numbers[B];
    event::Expire End{{}, EndReason::Scope};
    const auto Add = [&](const VarDecl *V) {
      if (const auto Known = OfVariable.find(V); Known != OfVariable.end())
        End.What.push_back(Known->second);
    };
    if (const auto *Init = dyn_cast_or_null<DeclStmt>(Loop->getInit()))
      for (const Decl *D : Init->decls())
        if (const auto *V = dyn_cast<VarDecl>(D))
          Add(V);
    if (const auto *Range = Loop->getRangeStmt())
      for (const Decl *D : Range->decls())
        if (const auto *V = dyn_cast<VarDecl>(D))
          Add(V);
    sortByDestruction(End.What);
    if (!End.What.empty())
      addToEdge(1, std::move(End), Loop->getEndLoc());
  }
}

} // namespace fearless
