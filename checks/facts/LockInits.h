//===- LockInits.h - How locks of C are initialized -------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutex of C is recursive by how it is initialized, which a function of
// another unit may do. Each function tells what it initializes and what it
// passes on; put together, that is the kind of every lock, by its class. The
// same is done for one unit and for many.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_LOCKINITS_H
#define FEARLESS_CHECKS_FACTS_LOCKINITS_H

#include "facts/AccessPath.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <compare>
#include <set>

namespace fearless {

/// How a lock is initialized.
enum class LockMaking : uint8_t {
  Plain,     ///< `pthread_mutex_init(&M, NULL)`, an initializer
  Recursive, ///< with an attribute that makes it so, or may
  Passed,    ///< by a function that it is passed to, perhaps
};

/// A place that initializes a lock, or may.
struct LockInit {
  AccessPath Lock;
  LockMaking How = LockMaking::Plain;
  /// For Passed: the function, and the position of the argument.
  std::string By;
  unsigned Argument = 0;

  /// The lock is in an argument, or in the object of the call.
  static constexpr unsigned IsPart = ~0U;

  auto operator<=>(const LockInit &) const = default;
};

/// What one function says.
struct LockInitsOf {
  llvm::StringRef Entity;
  std::set<LockInit> *Inits;
};

/// The kinds of locks, by class (LockFacts.h).
struct LockKinds {
  std::set<std::string> Plain, Recursive, Unseen;

  bool isRecursive(const std::string &Class) const {
    return Recursive.count(Class) != 0;
  }
  /// Only a function that is not seen knows.
  bool mayRecurse(const std::string &Class) const {
    return Unseen.count(Class) != 0 && Plain.count(Class) == 0;
  }
};

/// Puts together what functions say. Whatever one passes to another of them is
/// replaced by what comes of it: Passed remains of those alone that IsSeen
/// does not know.
LockKinds joinLockInits(llvm::ArrayRef<LockInitsOf> Functions,
                        llvm::function_ref<bool(llvm::StringRef)> IsSeen);

} // namespace fearless

#endif
