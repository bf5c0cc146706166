//===- SummarizeAccesses.cpp - Facts and flow -> accesses -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summary/AccessSummary.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

AccessSummary summarizeAccesses(const FunctionFacts &F, const LockFlow &Flow,
                                const LockSummary &Locks,
                                const EventOrder &Order) {
  AccessSummary S;
  for (const AccessPoint &P : Flow.Accesses) {
    AccessEvent E;
    E.What = F.Accesses.All[P.Which];
    E.Which = P.Which;
    for (const auto &[L, Held] : P.Held)
      E.Held.push_back(describeHeld(L, Held, F));
    for (LockId L : P.Released)
      E.Released.push_back(Flow.Objects[L].Path);
    E.Order = Order.OfAccess[P.Which];
    S.Events.push_back(std::move(E));
  }
  std::map<LockStepId, uint32_t> EventOf;
  for (uint32_t I = 0; I != Flow.Points.size(); ++I) {
    const LockStepId Step = Flow.Points[I].Step;
    if (Locks.Events[I].What != LockEvent::Kind::Call)
      continue;
    EventOf[Step] = I;
    S.Calls.push_back({I, Step, Order.OfStep[Step]});
  }
  for (const OrderPoint &P : Order.Points) {
    SummaryPoint Point;
    Point.What = P.What;
    if (P.What == OrderPoint::Kind::Signal) {
      Point.Path = F.Accesses.All[P.Which].Object;
      Point.Decides = F.Accesses.All[P.Which].Decides;
    } else if (P.What == OrderPoint::Kind::Lock) {
      const LockStep &Step = F.Locks.Steps[P.Which];
      if (Step.Locks.size() == 1)
        Point.Path = F.Locks.Objects[Step.Locks.front()].Path;
    } else if (P.What == OrderPoint::Kind::Call) {
      const auto Event = EventOf.find(P.Which);
      if (Event == EventOf.end())
        Point.What = OrderPoint::Kind::Signal; // it may do anything
      else
        Point.Event = Event->second;
    }
    S.Points.push_back(std::move(Point));
  }
  return S;
}

} // namespace fearless
