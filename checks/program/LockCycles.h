//===- LockCycles.h - Orders of locks that can deadlock ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PROGRAM_LOCKCYCLES_H
#define FEARLESS_CHECKS_PROGRAM_LOCKCYCLES_H

#include "program/LockProgram.h"

namespace fearless {

/// A cycle of the lock order: the second lock of each edge is the first of the
/// next.
struct LockCycle {
  std::vector<LockEdge> Edges;
  /// How many places take the locks in the order of each edge.
  std::vector<unsigned> Uses;
  /// Both ends of the one edge are members of two objects of one class, whose
  /// roles callers may swap.
  bool Swapped = false;
  /// Why it is only possible; empty: it is not.
  std::string Doubt;
};

/// Two locks of which one is taken while the other is held, by their classes.
struct ObservedOrder {
  std::string First, Then;
  /// As messages call them.
  std::string FirstName, ThenName;
  /// The first place, in the order of places, and the function that it is in.
  Place At;
  std::string Function;
  /// How many places take them in this order.
  unsigned Uses = 0;

  auto key() const { return std::tie(First, Then); }
};

/// The order in which a program takes its locks, sorted by key, each pair once.
std::vector<ObservedOrder> findLockOrder(const LockProgram &P);

/// Whether an edge says something of the order: both locks have a class, the
/// second is not tried for, and others know both objects.
bool isOrdering(const LockEdge &E, const LockProgram &P);

/// The cycles of a program, each once. Left out are those that cannot deadlock:
/// a gate covers all edges, only one thread runs them, all modes are shared,
/// the later lock is tried for, an object is not yet known to others, or the
/// order is fixed by comparing the objects.
std::vector<LockCycle> findLockCycles(const LockProgram &P);

/// An edge against an order that is declared.
struct ContraryEdge {
  LockEdge Edge;
  /// The declarations by which the second lock comes before the first, one
  /// after the other.
  std::vector<LockOrder> Declared;
  /// Or the levels of the first and the second lock; empty: they say nothing.
  std::vector<LockLevel> Levels;
};

/// The edges against the declared orders, once for each place. An edge may be
/// part of a cycle, too.
std::vector<ContraryEdge> findContraryEdges(const LockProgram &P);

} // namespace fearless

#endif
