//===- OrderEvents.cpp - Facts -> what may come before and behind ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/EventOrder.h"

namespace fearless {

PointSet bitOf(size_t Point) {
  return PointSet(1) << std::min<size_t>(Point, 63);
}

namespace {

class Orderer {
public:
  explicit Orderer(const FunctionFacts &F) : F(F) {}

  EventOrder order() {
    Result.OfAccess.resize(F.Accesses.All.size());
    Result.OfStep.resize(F.Locks.Steps.size());
    Result.OfSpawn.resize(F.Spawns.size());
    collectPoints();
    if (Result.Points.empty())
      return std::move(Result);
    std::vector<PointSet> In(F.Blocks.size(), 0), Out(F.Blocks.size(), 0);
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (size_t B = 0; B != F.Blocks.size(); ++B)
        for (const Edge &E : F.Blocks[B].Next) {
          if (E.Never)
            continue;
          const PointSet Passed = In[B] | OfBlock[B];
          Changed |= (Passed & ~In[E.To]) != 0;
          In[E.To] |= Passed;
        }
      for (size_t B = F.Blocks.size(); B-- != 0;)
        for (const Edge &E : F.Blocks[B].Next) {
          if (E.Never)
            continue;
          const PointSet Passed = Out[E.To] | OfBlock[E.To];
          Changed |= (Passed & ~Out[B]) != 0;
          Out[B] |= Passed;
        }
    }
    for (size_t B = 0; B != F.Blocks.size(); ++B)
      place(B, In[B], Out[B]);
    return std::move(Result);
  }

private:
  std::optional<OrderPoint> pointOf(const Fact &Step) const {
    using Kind = OrderPoint::Kind;
    if (const auto *E = std::get_if<event::Spawn>(&Step.What))
      return OrderPoint{Kind::Spawn, E->Which};
    if (const auto *E = std::get_if<event::Access>(&Step.What))
      return F.Accesses.All[E->Which].Do == AccessKind::Signal
                 ? std::optional(OrderPoint{Kind::Signal, E->Which})
                 : std::nullopt;
    const auto *E = std::get_if<event::Lock>(&Step.What);
    if (!E)
      return std::nullopt;
    switch (F.Locks.Steps[E->Which].Do) {
    case LockAction::Acquire:
    case LockAction::Relock:
      return OrderPoint{Kind::Lock, E->Which};
    case LockAction::Call:
      return OrderPoint{Kind::Call, E->Which};
    default:
      return std::nullopt;
    }
  }

  void collectPoints() {
    OfBlock.resize(F.Blocks.size(), 0);
    for (size_t B = 0; B != F.Blocks.size(); ++B)
      for (const Fact &Step : F.Blocks[B].Facts)
        if (const auto P = pointOf(Step)) {
          OfBlock[B] |= bitOf(Result.Points.size());
          Bits[&Step] = bitOf(Result.Points.size());
          Result.Points.push_back(*P);
        }
  }

  EventOrder::Position *positionOf(const Fact &Step) {
    if (const auto *E = std::get_if<event::Access>(&Step.What))
      return &Result.OfAccess[E->Which];
    if (const auto *E = std::get_if<event::Spawn>(&Step.What))
      return &Result.OfSpawn[E->Which];
    if (const auto *E = std::get_if<event::Lock>(&Step.What))
      return &Result.OfStep[E->Which];
    return nullptr;
  }

  void place(size_t B, PointSet Before, PointSet After) {
    const std::vector<Fact> &Facts = F.Blocks[B].Facts;
    for (const Fact &Step : Facts) {
      if (EventOrder::Position *P = positionOf(Step))
        P->Before |= Before;
      if (const auto Bit = Bits.find(&Step); Bit != Bits.end())
        Before |= Bit->second;
    }
    for (size_t I = Facts.size(); I-- != 0;) {
      if (EventOrder::Position *P = positionOf(Facts[I]))
        P->After |= After;
      if (const auto Bit = Bits.find(&Facts[I]); Bit != Bits.end())
        After |= Bit->second;
    }
  }

  const FunctionFacts &F;
  EventOrder Result;
  std::vector<PointSet> OfBlock;
  std::map<const Fact *, PointSet> Bits;
};

} // namespace

EventOrder orderEvents(const FunctionFacts &F) { return Orderer(F).order(); }

} // namespace fearless
