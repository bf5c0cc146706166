//===- ProgramIndex.h - What of a program is needed -------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A first look at all units, in any order: who calls whom, and who holds a lock
// meanwhile. From it follows which records a finding can rest on, so that a
// program of a million functions is linked in the memory of those few.
// Functions are known by a hash of their entity: definitions of one name count
// as one here.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PROGRAM_PROGRAMINDEX_H
#define FEARLESS_CHECKS_PROGRAM_PROGRAMINDEX_H

#include "summary/UnitFile.h"
#include "llvm/ADT/DenseMap.h"

namespace fearless {

class ProgramIndex {
public:
  void add(const UnitFile &Unit);

  /// To be called once, behind all units.
  void finish();

  /// Leaves out of a unit what no finding of the program rests on.
  void reduce(UnitFile &Unit) const;

  /// Whether what the function does to locks is needed: it holds one at a step,
  /// or somebody does who calls it.
  bool needsLocks(llvm::StringRef Entity) const;

  /// Somebody who is not needed, and so holds nothing, calls it.
  bool isCalledFree(llvm::StringRef Entity) const;

  /// Only the main thread runs it, as far as is known.
  bool isOnlyMain(llvm::StringRef Entity) const;

  /// Some thread is started with it.
  bool isStarted(llvm::StringRef Entity) const;

  /// Some thread runs it, be it through calls.
  bool runsOnThread(llvm::StringRef Entity) const;

private:
  using Node = uint32_t;
  struct Edge {
    Node From, To;
  };
  /// The ways from each node, without the nodes in between.
  struct Ways {
    std::vector<uint32_t> First;
    std::vector<Node> To;
  };

  enum Flag : uint16_t {
    Holds = 1,    ///< a lock, at some step, or initializes one
    Main = 2,     ///< it is named "main"
    Called = 4,   ///< somebody calls it
    Started = 8,  ///< a thread is started with it
    Seed = 16,    ///< somebody calls it who holds a lock
    Needed = 32,  ///< see needsLocks()
    Free = 64,    ///< see isCalledFree()
    Others = 128, ///< not only the main thread runs it
    Thread = 256, ///< see runsOnThread()
    Asked =
        512, ///< a callable is passed to it, from a unit that does not see it
    Virtual = 1024, ///< it stands for the virtual calls of a method
    ByMain = 2048,  ///< the main thread runs it, be it through calls
  };

  static Ways sortWays(std::vector<Edge> Edges, size_t Nodes);
  Node nodeOf(llvm::StringRef Entity);
  bool has(llvm::StringRef Entity, Flag F) const;
  void addLocks(const LockSummary &S);
  void addFunction(const FunctionSummary &F);
  /// The virtual calls of a method go to those that override it, too.
  Node targetOf(llvm::StringRef Entity, bool IsVirtual);
  /// Marks all that can be reached from what has one flag with another one.
  void spread(const Ways &Along, Flag From, Flag With);

  llvm::DenseMap<uint64_t, Node> Nodes;
  std::vector<uint16_t> Flags;
  std::vector<Edge> LockCalls, Calls;
  /// From virtual calls to what they may run.
  std::vector<Edge> Dispatch;
};

} // namespace fearless

#endif
