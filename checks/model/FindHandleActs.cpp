//===- FindHandleActs.cpp - Code -> what it does to handles ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds joins and detaches in visible code and in what it calls. Each body is
// looked through once; what lies behind it is a walk over the calls.
//
//===----------------------------------------------------------------------===//

#include "compat/ClangTypes.h"
#include "model/Ownership.h"
#include "model/ReadNames.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

void Ownership::noteActs(const Stmt *S, CodeActs &Into) const {
  if (!S)
    return;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const std::optional<HandleAction> Does = Rows.handleAction(Call);
    Into.Joins |= Does == HandleAction::Join;
    Into.Detaches |= Does == HandleAction::Detach;
    const FunctionDecl *Callee = Call->getDirectCallee(), *Body = nullptr;
    if (Callee && !isStandard(Callee) && Callee->hasBody(Body) &&
        !llvm::is_contained(Into.Calls, Body))
      Into.Calls.push_back(Body);
  }
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    if (const FunctionTemplateDecl *Generic = L->getDependentCallOperator()) {
      for (const FunctionDecl *F : Generic->specializations())
        noteActs(F->getBody(), Into);
      return;
    }
  // std::for_each(ts.begin(), ts.end(), std::mem_fn(&std::thread::join))
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *M = dyn_cast<CXXMethodDecl>(Ref->getDecl()))
      if (const HandleRow *Row =
              Rows.handle(typeOf(M->getParent(), M->getASTContext()))) {
        const std::string Name = M->getNameAsString();
        Into.Joins |= llvm::is_contained(Row->Join, Name);
        Into.Detaches |= llvm::is_contained(Row->Detach, Name);
      }
  for (const Stmt *Child : S->children())
    noteActs(Child, Into);
}

const Ownership::CodeActs &Ownership::actsOf(const Stmt *S) const {
  std::unique_ptr<CodeActs> &Known = Acts[S];
  if (!Known) {
    Known = std::make_unique<CodeActs>();
    noteActs(S, *Known);
  }
  return *Known;
}

bool Ownership::actsOnHandle(const Stmt *S, HandleAction Action) const {
  assert(Action == HandleAction::Join || Action == HandleAction::Detach);
  const auto [Known, New] = ActsBehind.try_emplace({S, Action}, false);
  if (!New)
    return Known->second;
  bool Does = false;
  llvm::SmallPtrSet<const Stmt *, 16> Seen;
  llvm::SmallVector<const Stmt *, 16> Level = {S};
  for (unsigned Depth = 0; Depth <= 3 && !Does && !Level.empty(); ++Depth) {
    llvm::SmallVector<const Stmt *, 16> Next;
    for (const Stmt *Code : Level) {
      const CodeActs &Of = actsOf(Code);
      Does |= Action == HandleAction::Join ? Of.Joins : Of.Detaches;
      for (const FunctionDecl *Callee : Of.Calls)
        if (const Stmt *Body = Callee->getBody(); Seen.insert(Body).second)
          Next.push_back(Body);
    }
    Level = std::move(Next);
  }
  return ActsBehind[{S, Action}] = Does;
}

bool Ownership::closureActsOnHandle(const CXXRecordDecl *Closure,
                                    HandleAction Action) const {
  if (const FunctionTemplateDecl *Generic =
          Closure->getDependentLambdaCallOperator())
    return llvm::any_of(Generic->specializations(), [&](const FunctionDecl *F) {
      return actsOnHandle(F->getBody(), Action);
    });
  const CXXMethodDecl *Operator = Closure->getLambdaCallOperator();
  return Operator && actsOnHandle(Operator->getBody(), Action);
}

} // namespace fearless
