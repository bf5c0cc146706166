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
};

/// The edges against the declared orders, once for each place. An edge may be
/// part of a cycle, too.
std::vector<ContraryEdge> findContraryEdges(const LockProgram &P);

} // namespace fearless

#endif
