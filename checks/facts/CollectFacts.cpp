//===- CollectFacts.cpp - AST and CFG -> facts ----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/CollectFacts.h"
#include "facts/CollectJoiningFields.h"
#include "facts/CollectLockOrders.h"
#include "facts/CollectPromises.h"
#include "facts/FunctionCollector.h"
#include "facts/NameEnclosing.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace fearless {

using namespace clang;

FunctionCollector::FunctionCollector(ASTContext &Unit, const ModelMatcher &Rows,
                                     const Ownership &Types,
                                     const TypeJudge &Judge,
                                     const WaitJudge &Waits,
                                     const EntityNamer &Entities,
                                     const FunctionOfInterest &What)
    : Unit(Unit), Rows(Rows), Types(Types), Judge(Judge), Waits(Waits),
      Entities(Entities), What(What) {}

void FunctionCollector::addFact(event::Any What, SourceLocation At) {
  Facts.Blocks[Now].Facts.push_back({std::move(What), place(At)});
}

/// Reverse postorder of the blocks that can be reached, the exit last.
void FunctionCollector::number(const CFG &G) {
  const PostOrderCFGView Walk(&G);
  for (const CFGBlock *B : Walk)
    if (B != &G.getExit())
      Order.push_back(B);
  Order.push_back(&G.getExit());
  for (BlockId I = 0; I != Order.size(); ++I)
    Numbers[Order[I]] = I;
  Facts.Blocks.resize(Order.size());
  Repeats.resize(Order.size());
  for (BlockId I = 0; I != Order.size(); ++I)
    for (const CFGBlock::AdjacentBlock &Next : Order[I]->succs()) {
      const CFGBlock *To = Next.getReachableBlock();
      Edge E;
      E.Never = !To || !Numbers.count(To);
      E.To = E.Never ? I : Numbers[To];
      if (!E.Never && E.To <= I)
        std::fill(Repeats.begin() + E.To, Repeats.begin() + I + 1, true);
      Facts.Blocks[I].Next.push_back(std::move(E));
    }
}

void FunctionCollector::recordElement(const CFGElement &E) {
  if (const auto End = E.getAs<CFGLifetimeEnds>())
    return recordScopeEnd(End->getVarDecl(), End->getTriggerStmt());
  if (const auto Dtor = E.getAs<CFGAutomaticObjDtor>())
    return recordScopeEnd(Dtor->getVarDecl(), Dtor->getTriggerStmt());
  flushScopeEnds();
  if (const auto S = E.getAs<CFGStmt>()) {
    recordUse(S->getStmt());
    recordStmt(S->getStmt());
    endTemporariesBehind(S->getStmt());
    Locks.recordStmt(S->getStmt());
    if (What.RunsBesideThreads)
      Accesses.recordStmt(S->getStmt());
  } else if (const auto I = E.getAs<CFGInitializer>()) {
    recordInitializer(I->getInitializer());
    Locks.recordInitializer(I->getInitializer());
  } else if (const auto Cleanup = E.getAs<CFGCleanupFunction>()) {
    Locks.recordCleanup(Cleanup->getVarDecl(), Cleanup->getFunctionDecl());
  } else if (const auto Member = E.getAs<CFGMemberDtor>()) {
    Locks.recordFieldEnd(Member->getFieldDecl());
  } else if (const auto Base = E.getAs<CFGBaseDtor>()) {
    Locks.recordBaseEnd(Base->getBaseSpecifier());
  } else if (const auto Dtor = E.getAs<CFGTemporaryDtor>()) {
    recordTemporaryEnd(Dtor->getBindTemporaryExpr());
  }
}

void FunctionCollector::recordBlock(const CFGBlock *B) {
  Now = Numbers[B];
  for (const CFGElement &E : *B)
    recordElement(E);
  flushScopeEnds();
  recordBranch(B);
}

void FunctionCollector::recordEvents() {
  recordParameters();
  Locks.recordParameters();
  for (const CFGBlock *B : Order)
    recordBlock(B);
}

void FunctionCollector::clearEvents() {
  Now = 0;
  for (Block &B : Facts.Blocks) {
    B.Facts.clear();
    for (Edge &E : B.Next)
      E.Facts.clear();
  }
  EndsBehind.clear();
  Facts.Loans.clear();
  Facts.Spawns.clear();
  Facts.Calls.clear();
  Facts.Locks.Steps.clear();
  Facts.Locks.Ends.clear();
  Facts.Locks.Awaits.clear();
  Facts.Accesses.All.clear();
}

FunctionFacts FunctionCollector::collect() {
  Facts.Name = What.Function->getQualifiedNameAsString();
  if (What.Lambda)
    Facts.Name = "lambda";
  Facts.Entity = Entities(What.Function);
  Facts.In = enclosingOf(*What.Function);
  Facts.At = place(What.Lambda ? What.Lambda->getBeginLoc()
                               : What.Function->getLocation());
  Facts.Broken = What.Broken;
  Facts.Constructs = isa<CXXConstructorDecl>(What.Function);
  Facts.Enclosing = What.Enclosing;

  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddLifetime = true;
  Options.AddInitializers = true;
  Options.AddEHEdges = true;
  Options.setAllAlwaysAdd();
  const std::unique_ptr<CFG> G =
      CFG::buildCFG(What.Function, What.Function->getBody(), &Unit, Options);
  if (!G)
    return std::move(Facts);
  number(*G);
  findConditions();
  recordEvents();
  // Blocks are in reverse postorder, so that mostly whatever comes before a
  // place on some way has named its storages by then. Where something was
  // asked for too early, this first round has named the storages, and a second
  // one records; likewise for what crosses at a later spawn.
  if (NamedLate || !Crossed.empty()) {
    clearEvents();
    recordEvents();
  }
  recordMembersAtEntry();
  if (What.RunsBesideThreads)
    Accesses.nameLocals();
  recordLoopJoins();
  recordRangeForEnds();
  for (const CFGBlock *B : Order) {
    Now = Numbers[B];
    recordUnwinding(B);
  }
  recordCallEnds();
  Locks.recordGuardPairs();
  return std::move(Facts);
}

UnitFacts collectFacts(ASTContext &Unit, const Model &Rows) {
  const ModelMatcher Matcher(Rows);
  const Ownership Types(Matcher);
  const TypeJudge Judge(Matcher, Types, Unit);
  const WaitJudge Waits(Matcher, Types, Unit.getSourceManager());
  const EntityNamer Entities;
  UnitFacts Facts;
  const FoundFunctions Found = findFunctions(Unit, Matcher);
  for (const FunctionOfInterest &F : Found.Functions)
    Facts.Functions.push_back(
        FunctionCollector(Unit, Matcher, Types, Judge, Waits, Entities, F)
            .collect());
  markRecursiveLocks(Facts);
  Facts.LockOrders =
      collectLockOrders(Found.Ordered, Entities, Unit.getSourceManager());
  Facts.LockLevels =
      collectLockLevels(Found.Ordered, Entities, Unit.getSourceManager());
  Facts.Promises =
      collectPromises(Found.Classes, Judge, Unit.getSourceManager());
  Facts.JoiningFields = collectJoiningFields(Found.Classes, Types, Entities,
                                             Unit.getSourceManager());
  for (const CXXMethodDecl *M : Found.Overriders)
    for (const CXXMethodDecl *Base : M->overridden_methods())
      Facts.Overriders[Entities(Base)].push_back(Entities(M));
  std::map<std::string, std::set<std::string>> Targets;
  for (const FunctionFacts &F : Facts.Functions)
    for (const auto &[Target, Ends] : F.Locks.Targets)
      Targets[Target].insert(Ends.begin(), Ends.end());
  for (const auto &[Target, Ends] : Targets)
    Facts.Overriders[Target].assign(Ends.begin(), Ends.end());
  return Facts;
}

} // namespace fearless
