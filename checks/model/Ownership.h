//===- Ownership.h - What objects of a type hold ----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Questions about types, answered from rows first, then from clang's own
// attributes, then from fields and template arguments. Memoised per canonical
// type; a type that contains itself adds nothing to its own answer.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_OWNERSHIP_H
#define FEARLESS_CHECKS_MODEL_OWNERSHIP_H

#include "model/MatchModel.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <memory>

namespace clang {
class CXXDestructorDecl;
class Stmt;
} // namespace clang

namespace fearless {

/// What the destructor of an object does to threads it holds, or whose handles
/// it refers to.
enum class HandlesAtEnd { Nothing, Join, Terminate, Detach, Unknown };

/// One unit's answers about types. Memoises; not for use by several threads.
class Ownership {
public:
  explicit Ownership(const ModelMatcher &Rows) : Rows(Rows) {}

  /// A value of the type can refer to an object that it does not own: a
  /// pointer, reference, view, closure with such a capture, or an aggregate or
  /// container of one.
  bool mayBorrow(clang::QualType T) const;

  /// A value of the type can be called, or holds one that can: a closure,
  /// functor, `std::function` or function pointer, also in elements and fields.
  bool holdsCallable(clang::QualType T) const;

  /// The type is a view by its row or by `gsl::Pointer`.
  bool isView(clang::QualType T) const;

  /// The type owns its elements alone (a container, string, unique_ptr), so
  /// pointers into it die with it.
  bool ownsContents(clang::QualType T) const;

  /// Others may keep what the value points to alive (`std::shared_ptr`).
  bool sharesOwnership(clang::QualType T) const;

  /// Objects of the type own or name threads, directly or in elements.
  bool holdsHandle(clang::QualType T) const;

  /// What destroying an object of the type does to such threads.
  HandlesAtEnd handlesAtEnd(clang::QualType T) const;

  /// Through an object of the type a thread can tell another that it is done.
  bool canSignal(clang::QualType T) const;

  /// A copy is cheap and independent enough to be offered as a remedy.
  bool copyIsRemedy(clang::QualType T) const;

  /// The class counts its references: it derives from enable_shared_from_this
  /// or has the methods of an intrusive count.
  bool isCounted(const clang::CXXRecordDecl *R) const;

  /// Some call in the visible code of S, or of functions that it calls up to a
  /// depth of three, does that to a handle.
  bool actsOnHandle(const clang::Stmt *S, HandleAction Action) const;

  /// Likewise the body of a closure, generic ones in their instantiations.
  bool closureActsOnHandle(const clang::CXXRecordDecl *Closure,
                           HandleAction Action) const;

  /// The end of an object of the type may run or drop callables that are kept
  /// elsewhere: its destructor does, or that of an element or field, or calls
  /// code that is not seen.
  bool mayDropCallables(clang::QualType T) const;

private:
  using Memo = llvm::DenseMap<const clang::Type *, bool>;
  template <typename Question>
  bool anyPart(clang::QualType T, Memo &Known, Question OfLeaf) const;
  bool dropsCallables(const clang::Stmt *S) const;
  bool dropsCallables(const clang::FunctionDecl *F) const;
  HandlesAtEnd ofDestructor(const clang::CXXDestructorDecl *D) const;
  /// What the code itself does to handles, and whose bodies it calls.
  struct CodeActs {
    bool Joins = false, Detaches = false;
    llvm::SmallVector<const clang::FunctionDecl *, 4> Calls;
  };
  const CodeActs &actsOf(const clang::Stmt *S) const;
  void noteActs(const clang::Stmt *S, CodeActs &Into) const;
  const ModelMatcher &Rows;
  mutable Memo Borrows, Handles, Signals, Callables;
  mutable llvm::DenseMap<const clang::Stmt *, std::unique_ptr<CodeActs>> Acts;
  mutable llvm::DenseMap<std::pair<const clang::Stmt *, HandleAction>, bool>
      ActsBehind;
  mutable llvm::DenseMap<const clang::Decl *, bool> Drops, EndDrops;
  /// Types whose end is being asked for.
  mutable llvm::SmallPtrSet<const clang::Type *, 8> Ending;
};

/// The type is declared in namespace std or one of the implementation's own.
bool isStandard(const clang::NamedDecl *D);

} // namespace fearless

#endif
