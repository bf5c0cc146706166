//===- EventOrder.h - What may come before and behind -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts in, for each access, call and spawn the *points* out that may come
// before it and behind it in one call of the function. Points are what can put
// the accesses of two threads in an order: signals, taken locks, calls, spawns.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FLOW_EVENTORDER_H
#define FEARLESS_CHECKS_FLOW_EVENTORDER_H

#include "facts/Facts.h"

namespace fearless {

/// A set of points, by bits; the last bit stands for all that have no bit of
/// their own.
using PointSet = uint64_t;

/// Something that accesses may come before or behind.
struct OrderPoint {
  enum class Kind : uint8_t { Signal, Lock, Call, Spawn };
  Kind What = Kind::Signal;
  /// The access, lock step or spawn.
  uint32_t Which = 0;
};

/// The bit of a point.
PointSet bitOf(size_t Point);

/// The order of one function's events.
struct EventOrder {
  struct Position {
    PointSet Before = 0, After = 0;
  };
  std::vector<OrderPoint> Points;
  std::vector<Position> OfAccess;
  /// By step; those of calls only.
  std::vector<Position> OfStep;
  std::vector<Position> OfSpawn;
};

EventOrder orderEvents(const FunctionFacts &F);

} // namespace fearless

#endif
