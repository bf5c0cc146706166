//===- AccessFacts.h - What a function reads and writes ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of a function's facts that speaks of accesses to objects that
// another thread may reach, and of signals, by which threads put their accesses
// in an order. Named by the events `event::Access`.
//
// A *place* is an access path whose steps may be more than fields: what a
// pointer leads to ("*"), an element ("[]", or "[2]" where it is known which),
// the address of the object so far ("&").
//
// Not seen: objects behind pointers that are changed on the way, iterators,
// what is destroyed, what a system function does with a pointer.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_ACCESSFACTS_H
#define FEARLESS_CHECKS_FACTS_ACCESSFACTS_H

#include "facts/AccessPath.h"
#include "facts/Crossing.h"
#include "finding/Place.h"
#include "llvm/ADT/StringRef.h"
#include <map>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

struct LockCall;

/// An index into AccessFacts::All.
using AccessId = uint32_t;

enum class AccessKind : uint8_t {
  Read,
  Write,
  /// Something that may let one thread wait for another: an atomic, a condition
  /// variable, a future, or unknown code.
  Signal,
};

/// One access.
struct Access {
  AccessKind Do = AccessKind::Read;
  AccessPath Object;
  /// The object as the user wrote it: "Counts".
  std::string Text;
  /// Its type, for the remedy.
  std::string Type;
  /// A number, pointer or enumerator: a std::atomic can hold it.
  bool FitsAtomic = false;
  /// The write steps or adds to what is there.
  bool Accumulates = false;
  /// A signal that changes the object and tells what was there, and what that
  /// is decides the way on: one thread gets another answer than the next.
  bool Decides = false;
  Place At;

  bool operator==(const Access &) const = default;
};

/// All accesses of one function.
struct AccessFacts {
  std::vector<Access> All;
  /// The storages of the function's own variables, by the names that they have
  /// in places.
  std::map<std::string, StorageId> Locals;
};

/// The object that a pointer at that place leads to; unknown if too far.
AccessPath behind(AccessPath Pointer);

/// The value that points to the object.
AccessPath addressOf(AccessPath Object);

/// A field or element; unknown if too far.
AccessPath partOf(AccessPath Object, const std::string &Step);

/// The place as the caller of the function sees it; unknown for the function's
/// own objects.
AccessPath placeAtCall(const AccessPath &Place, const LockCall &Call,
                       llvm::StringRef Caller);

/// Whether both are surely one object, or one is surely a part of the other.
bool overlap(const AccessPath &A, const AccessPath &B);

/// Whether a place is that same object each time: no element on the way whose
/// number is not known.
bool isOnePlace(const AccessPath &P);

/// The place as a user writes it in that function: "J->Done"; empty where that
/// is not known.
std::string spellPlace(const AccessPath &P);

/// Prints "read this.count_" as a dump line, without indentation or line end.
void printAccess(llvm::raw_ostream &OS, const Access &A);

} // namespace fearless

#endif
