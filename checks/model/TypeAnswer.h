//===- TypeAnswer.h - Whether a type may cross, and why ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers about types as plain data: yes, no or unknown, and the chain of
// reasons from the type to the fact that decides it. JudgeTypes.h makes them.
// No clang type appears here.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_TYPEANSWER_H
#define FEARLESS_CHECKS_MODEL_TYPEANSWER_H

#include "finding/Place.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

enum class Truth : uint8_t { No, Unknown, Yes };

/// What can be asked of a type.
enum class Trait : uint8_t {
  /// A value may be moved or copied to another thread and used there.
  Send,
  /// Several threads may make const accesses to one object at the same time.
  Sync,
  /// Several threads may make accesses of any kind to one object at that time.
  ThreadSafe,
};

/// What decides an answer: the last link of its chain.
enum class LeafKind : uint8_t {
  /// The language, or that nothing speaks against it: `int` is Send.
  Language,
  /// An annotation on a type: [[clang::annotate("fearless::not_send")]].
  Annotation,
  /// A row of a model.
  Row,
  /// Copies share a count that is seen to be changed without atomics.
  PlainCount,
  /// A const member function is seen to write with no lock held.
  UnguardedWrite,

  /// Suspicions, which give unknown: a mutable field, a raw pointer.
  Mutable,
  Pointer,

  /// What is hidden, which gives unknown: an incomplete type, an object that
  /// may be of a derived class, a type-erased callable, a library type without
  /// a row, a lock whose use is not seen, code that does not compile.
  Incomplete,
  Polymorphic,
  Opaque,
  NoRow,
  Locked,
  Broken,
};

/// One link of a chain.
struct Reason {
  /// In clang style: "field 'cache_' of 'Session' is 'Rc<Node>'".
  std::string Text;
  Place At;

  bool operator==(const Reason &) const = default;
};

struct Answer {
  Truth Is = Truth::Yes;
  LeafKind Leaf = LeafKind::Language;
  /// The trait that is decided at the leaf: sending a shared_ptr<T> can fail
  /// because T is not Sync.
  Trait Of = Trait::Send;
  /// The leaf is a type that belongs to one thread; it says which.
  std::string Affinity;
  /// The type that the leaf speaks of; empty where that is the whole type.
  std::string Type;
  /// From the type outwards in, the leaf last; never empty.
  std::vector<Reason> Chain;

  bool operator==(const Answer &) const = default;

  bool isNo() const { return Is == Truth::No; }
  bool isYes() const { return Is == Truth::Yes; }
  /// Unknown, but with something that speaks against it.
  bool isSuspicious() const {
    return Is == Truth::Unknown &&
           (Leaf == LeafKind::Mutable || Leaf == LeafKind::Pointer);
  }
};

/// The conjunction: a no before an unknown before a yes; of two unknowns the
/// suspicious one; else the first.
Answer both(Answer A, Answer B);

/// "yes", "unknown", "no"; "Send", "Sync", "ThreadSafe".
llvm::StringRef nameOf(Truth T);
llvm::StringRef nameOf(Trait T);

/// Prints "Send: no" and the chain below, as `fearless dump type` does.
void printAnswer(llvm::raw_ostream &OS, llvm::StringRef Question,
                 const Answer &A, unsigned Indent);

} // namespace fearless

#endif
