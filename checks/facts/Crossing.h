//===- Crossing.h - What goes over to a thread ------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One capture or argument that crosses to another thread, with the answers
// about its type: they are given while clang's types are at hand, so that rules
// need none.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_CROSSING_H
#define FEARLESS_CHECKS_FACTS_CROSSING_H

#include "model/TypeAnswer.h"
#include <cstdint>
#include <optional>

namespace fearless {

/// Indices into the tables of one FunctionFacts.
using StorageId = uint32_t;
using LoanId = uint32_t;
using SpawnId = uint32_t;
using ConditionId = uint32_t;
using BlockId = uint32_t;
using CallId = uint32_t;

/// How a value goes over.
enum class CrossingKind : uint8_t {
  Copy,      ///< `[x]`, `f, x`: the spawner keeps what it was copied from
  Move,      ///< `[x = std::move(x)]`
  Fresh,     ///< `[x = make()]`: the spawner never had it
  Reference, ///< `[&x]`, `std::ref(x)`, `&x`
  Pointer,   ///< `p`
  This,      ///< `[this]`
};

/// A capture or argument of a spawn.
struct Crossing {
  CrossingKind How = CrossingKind::Copy;
  /// The variable as the user wrote it; empty for a value without a name.
  std::string Name;
  /// It is a capture of a lambda, else an argument.
  bool IsCapture = false;
  /// The type of the value; of the object that a reference, pointer or `this`
  /// leads to.
  std::string Type;
  Place At;
  /// For values whether the type is Send, for the others whether the object may
  /// be shared: what core takes for that, and what strict takes.
  Answer Core, Strict;
  /// The spawner's object: what is copied, moved or referred to.
  std::optional<StorageId> Of;

  bool isValue() const {
    return How == CrossingKind::Copy || How == CrossingKind::Move ||
           How == CrossingKind::Fresh;
  }
};

/// The instantiation that a place of a template speaks of.
struct Instantiation {
  /// "run<Cache>"; empty outside of templates.
  std::string Name;
  /// Where it is asked for.
  Place At;
};

/// What a class promises by annotation, and what it is.
struct KeptPromise {
  std::string Type;
  Trait Of = Trait::Send;
  Place At;
  /// Why it may be promised; empty if no reason is given.
  std::string Reason;
  /// It is made on condition, which is its reason.
  bool Conditional = false;
  /// What is wrong with the condition; empty if it can be read.
  std::string Problem;
  /// The base whose promise this is, if it is not the class's own.
  std::string Base;
  /// Where that promise is.
  Place BaseAt;
  /// What bases, fields and bodies say.
  Answer Derived;
};

/// Prints those that are not clearly fit for crossing.
void printCrossings(llvm::raw_ostream &OS, const std::vector<Crossing> &All);

} // namespace fearless

#endif
