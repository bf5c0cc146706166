//===- AccessSummary.h - What one function reads and writes -----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts and flow in, the accesses of one function out, in its own terms: each
// with the locks held at it, and with the points that may come before it and
// behind it. A supplement to the LockSummary of the function, whose calls it
// speaks of.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_ACCESSSUMMARY_H
#define FEARLESS_CHECKS_SUMMARY_ACCESSSUMMARY_H

#include "flow/EventOrder.h"
#include "summary/LockSummary.h"

namespace fearless {

/// An access, and the circumstances.
struct AccessEvent {
  Access What;
  /// Its index in the facts.
  AccessId Which = 0;
  std::vector<LockAt> Held;
  /// Locks of callers that are released here.
  std::vector<AccessPath> Released;
  EventOrder::Position Order;
};

/// What may put accesses in an order.
struct SummaryPoint {
  OrderPoint::Kind What = OrderPoint::Kind::Signal;
  /// The object of a signal as a place, or the lock; unknown: anything.
  AccessPath Path;
  /// Of a call, its event in the LockSummary.
  uint32_t Event = 0;
  /// As for Access.
  bool Decides = false;
};

/// A call, with its place among the points.
struct OrderedCall {
  /// In the LockSummary.
  uint32_t Event = 0;
  /// In the facts.
  LockStepId Step = 0;
  EventOrder::Position Order;
};

/// The accesses of one function.
struct AccessSummary {
  std::vector<AccessEvent> Events;
  std::vector<OrderedCall> Calls;
  std::vector<SummaryPoint> Points;
};

/// Makes the summary of one function; Locks is made from the same flow.
AccessSummary summarizeAccesses(const FunctionFacts &F, const LockFlow &Flow,
                                const LockSummary &Locks,
                                const EventOrder &Order);

} // namespace fearless

#endif
