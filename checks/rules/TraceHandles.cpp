//===- TraceHandles.cpp - Where facts speak of a thread -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TraceHandles.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

template <typename Visitor>
static void forEachFact(const FunctionFacts &F, Visitor Visit) {
  for (const Block &B : F.Blocks) {
    for (const Fact &Step : B.Facts)
      Visit(Step);
    for (const Edge &E : B.Next)
      for (const Fact &Step : E.Facts)
        Visit(Step);
  }
}

/// Whether the value leads to one of the storages.
static bool leadsTo(const Value &V, const std::set<StorageId> &Storages,
                    const FunctionFacts &F) {
  return llvm::any_of(
             V.Loans,
             [&](LoanId L) { return Storages.count(F.Loans[L].Of) != 0; }) ||
         llvm::any_of(V.From,
                      [&](StorageId S) { return Storages.count(S) != 0; });
}

/// Storages that at some point hold a handle of the thread, or lead to one.
static std::set<StorageId> everHeldBy(const FunctionFacts &F, SpawnId Spawn) {
  std::set<StorageId> Held;
  size_t Before;
  do {
    Before = Held.size();
    forEachFact(F, [&](const Fact &Step) {
      if (const auto *S = std::get_if<event::Spawn>(&Step.What);
          S && S->Handle) {
        if (S->Which == Spawn)
          Held.insert(*S->Handle);
      } else if (const auto *M = std::get_if<event::Move>(&Step.What)) {
        if (Held.count(M->From))
          Held.insert(M->To);
      } else if (const auto *A = std::get_if<event::Assign>(&Step.What)) {
        if (leadsTo(A->From, Held, F))
          Held.insert(A->To);
      }
    });
  } while (Held.size() != Before);
  return Held;
}

const Fact *findJoin(const FunctionFacts &F, SpawnId Spawn) {
  const std::set<StorageId> Held = everHeldBy(F, Spawn);
  const Fact *Found = nullptr;
  // Joins on edges only repeat what is in the loop that they leave.
  for (const Block &B : F.Blocks)
    for (const Fact &Step : B.Facts)
      if (const auto *Join = std::get_if<event::Join>(&Step.What))
        if (Held.count(Join->Handle) && (!Found || Step.At < Found->At))
          Found = &Step;
  return Found;
}

const Loan *findVariableBetween(const FunctionFacts &F, const LiveThread &T,
                                LoanId Borrow) {
  const LoanKind Kind = F.Loans[Borrow].Kind;
  if (Kind == LoanKind::ReferenceCapture || Kind == LoanKind::Reference)
    return nullptr;
  const auto TakesBorrow = [&](StorageId Variable) {
    bool Takes = false;
    forEachFact(F, [&](const Fact &Step) {
      const auto *A = std::get_if<event::Assign>(&Step.What);
      Takes |=
          A && A->To == Variable && llvm::is_contained(A->From.Loans, Borrow);
    });
    return Takes;
  };
  for (LoanId L : T.Loans) {
    const Loan &Copy = F.Loans[L];
    if (Copy.Kind == LoanKind::Copy && !F.Storages[Copy.Of].Name.empty() &&
        TakesBorrow(Copy.Of))
      return &Copy;
  }
  return nullptr;
}

} // namespace fearless
