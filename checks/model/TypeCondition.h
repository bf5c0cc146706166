//===- TypeCondition.h - When a template is Send, Sync, ... -----*- C++ -*-===//
//-*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The language in which rows and annotations say when a type has a trait:
//
//   expr := expr '|' expr | expr '&' expr | '!' expr | '(' expr ')'
//         | true | false | unknown | opaque | all | pred '(' name ')'
//   pred := send | sync | ts | shared | view | const | atomic_refcount
//         | sig_const | thread_owned
//
// Names stand for template arguments. `all` is the conjunction over all type
// arguments, of a class without any over its bases and fields; `opaque` is not
// known from the type, because that hides what it holds. `sig_const(Sig)` asks
// whether a function type is const, `thread_owned(M)` whether only the thread
// that locked a mutex may unlock it.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_TYPECONDITION_H
#define FEARLESS_CHECKS_MODEL_TYPECONDITION_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace fearless {

struct TypeCondition {
  enum class Kind : uint8_t {
    True,
    False,
    Unknown,
    Opaque,
    All,
    Not,
    And,
    Or,
    Predicate,
  };
  Kind What = Kind::Unknown;
  /// Of Not, And, Or.
  std::vector<TypeCondition> Operands;
  /// Of Predicate: `send`, and the name that it is asked of.
  std::string Predicate;
  std::string Name;

  bool operator==(const TypeCondition &) const = default;
};

/// Reads a condition. The error says what is wrong, without a place.
llvm::Expected<TypeCondition> readTypeCondition(llvm::StringRef Text);

/// The names that the condition asks about.
std::vector<std::string> namesIn(const TypeCondition &C);

} // namespace fearless

#endif
