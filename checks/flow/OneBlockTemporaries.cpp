//===- OneBlockTemporaries.cpp - Facts -> temporaries that soon end -------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/OneBlockTemporaries.h"

namespace fearless {
namespace {

class MentionFinder {
public:
  explicit MentionFinder(const FunctionFacts &F)
      : F(F), Only(F.Storages.size(), Nowhere) {}

  std::vector<std::vector<StorageId>> find() {
    note(F.Result, Several);
    for (const Loan &L : F.Loans)
      note(L.Of, Several);
    for (const SpawnSite &Spawn : F.Spawns)
      note(Spawn.Crossing, Several);
    for (BlockId B = 0; B != F.Blocks.size(); ++B) {
      for (const Fact &Step : F.Blocks[B].Facts)
        note(Step, B);
      for (const Edge &E : F.Blocks[B].Next)
        for (const Fact &Step : E.Facts)
          note(Step, Several);
    }
    std::vector<std::vector<StorageId>> Found(F.Blocks.size());
    for (StorageId S = 0; S != F.Storages.size(); ++S)
      if (F.Storages[S].Kind == StorageKind::Temporary && Only[S] < Several)
        Found[Only[S]].push_back(S);
    return Found;
  }

private:
  static constexpr BlockId Nowhere = ~BlockId(0), Several = Nowhere - 1;

  void note(StorageId S, BlockId In) {
    Only[S] = Only[S] == Nowhere || Only[S] == In ? In : Several;
  }

  void note(const std::optional<StorageId> &S, BlockId In) {
    if (S)
      note(*S, In);
  }

  void note(const Value &V, BlockId In) {
    for (StorageId S : V.From)
      note(S, In);
  }

  void note(const ObjectRef &Of, BlockId In) {
    if (Of.isKnown())
      note(Of.Root, In);
  }

  void note(const CallArgument &A, BlockId In) {
    note(A.Holds, In);
    note(A.Object, In);
  }

  void note(const CallSite &C, BlockId In) {
    if (C.On)
      note(*C.On, In);
    for (const CallArgument &A : C.Args)
      note(A, In);
    if (C.Callable)
      note(*C.Callable, In);
    note(C.Result, In);
  }

  void note(const Fact &Step, BlockId In) {
    std::visit([&](const auto &E) { noteEvent(E, In); }, Step.What);
  }

  void noteEvent(const event::Assign &E, BlockId In) {
    note(E.To, In);
    note(E.From, In);
  }
  void noteEvent(const event::Call &E, BlockId In) {
    note(F.Calls[E.Which], In);
  }
  void noteEvent(const event::Run &E, BlockId In) { note(E.What, In); }

  // Of what may have a thread, or an end, the flow says more.
  void noteEvent(const event::Move &E, BlockId) {
    note(E.To, Several);
    note(E.From, Several);
  }
  void noteEvent(const event::Spawn &E, BlockId) {
    note(E.Handle, Several);
    note(E.Awaited, Several);
  }
  void noteEvent(const event::Link &E, BlockId) {
    note(E.Future, Several);
    note(E.Source, Several);
  }
  void noteEvent(const event::Expire &E, BlockId) {
    for (StorageId S : E.What)
      note(S, Several);
  }
  void noteEvent(const event::Join &E, BlockId) { note(E.Handle, Several); }
  void noteEvent(const event::Detach &E, BlockId) { note(E.Handle, Several); }
  void noteEvent(const event::Vacate &E, BlockId) { note(E.Handle, Several); }
  void noteEvent(const event::Wait &E, BlockId) { note(E.On, Several); }
  void noteEvent(const event::Share &E, BlockId) {
    if (!E.Anything)
      note(E.What, Several);
  }
  void noteEvent(const event::Leave &E, BlockId) { note(E.What, Several); }
  void noteEvent(const event::Surrender &E, BlockId) { note(E.What, Several); }
  void noteEvent(const event::Touch &E, BlockId) {
    if (!E.Anything)
      note(E.What, Several);
  }
  void noteEvent(const event::Use &E, BlockId) { note(E.What, Several); }

  void noteEvent(const event::Succeed &, BlockId) {}
  void noteEvent(const event::Outcome &, BlockId) {}
  void noteEvent(const event::Assume &, BlockId) {}
  void noteEvent(const event::Forget &, BlockId) {}
  void noteEvent(const event::Set &, BlockId) {}
  void noteEvent(const event::Lock &, BlockId) {}
  void noteEvent(const event::Access &, BlockId) {}

  const FunctionFacts &F;
  /// By storage: the only block that speaks of it.
  std::vector<BlockId> Only;
};

} // namespace

std::vector<std::vector<StorageId>>
findOneBlockTemporaries(const FunctionFacts &F) {
  return MentionFinder(F).find();
}

} // namespace fearless
