//===- MatchModel.h - Declarations -> rows ----------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds the row that speaks of a function or type of the AST. Names are matched
// qualified, inline namespaces and template arguments left out. A member call
// is matched by the class of the object and then by its bases, so that it does
// not matter in which base a standard library defines `std::future<T>::wait`.
// Shipped rows without a scope speak of functions of C: a function of the
// user's own that is called `read` or `connect` is none of them.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_MATCHMODEL_H
#define FEARLESS_CHECKS_MODEL_MATCHMODEL_H

#include "model/Model.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <optional>

namespace clang {
class CallExpr;
class CXXRecordDecl;
class FunctionDecl;
class NamedDecl;
} // namespace clang

namespace fearless {

/// The name under which rows speak of a declaration: `std::vector::push_back`.
std::string modelName(const clang::NamedDecl *D);

/// The last component of it; empty for operators, conversions and no
/// declaration at all.
llvm::StringRef simpleName(const clang::NamedDecl *D);

/// Calls Visit for the types among a class template's arguments, those in packs
/// too, until it says true; whether it did.
bool anyTypeArgument(const clang::CXXRecordDecl *R,
                     llvm::function_ref<bool(clang::QualType)> Visit);

/// What a call does to a handle.
enum class HandleAction { Join, Detach, Test, Look };

/// One unit's view of a model. Memoises; not for use by several threads.
class ModelMatcher {
public:
  explicit ModelMatcher(const Model &Rows);

  /// The row of a function or constructor that starts a thread.
  const SpawnRow *spawn(const clang::FunctionDecl *F) const;

  /// The row of a type whose objects own or name a thread; typedef names count
  /// (`pthread_t`), references and cv-qualifiers are looked through.
  const HandleRow *handle(clang::QualType T) const;

  /// The row of a handle type among the type's template arguments, as written
  /// or as they are; null if there is none.
  const HandleRow *handleArgument(clang::QualType T) const;

  /// The row of the constructor of a handle type that starts a thread; null if
  /// constructing one starts none.
  const SpawnRow *constructor(const HandleRow &Handle) const;

  /// What a call of a handle's member, or of a function that takes the handle
  /// first, does to it.
  std::optional<HandleAction> handleAction(const clang::CallExpr *Call) const;

  /// The row of a call that waits, of a function, of a type; null without one.
  const WaitRow *wait(const clang::CallExpr *Call) const;
  const FunctionRow *function(const clang::CallExpr *Call) const;
  const TypeRow *type(const clang::CXXRecordDecl *R) const;
  /// Likewise, of a typedef of C (`pthread_mutex_t`), a class or one of its
  /// bases whose row speaks of derived classes.
  const TypeRow *type(clang::QualType T) const;

  /// The row of a type whose objects are locks or guards; that of a base counts
  /// too. Typedef names count for locks that are structs of C.
  const LockRow *lock(clang::QualType T) const;
  const GuardRow *guard(clang::QualType T) const;
  /// The row of a function that takes or releases locks, or may block.
  const LockFunctionRow *lockFunction(const clang::CallExpr *Call) const;
  const BlockingRow *blocking(const clang::CallExpr *Call) const;

private:
  template <typename Row>
  static const Row *lookUp(const llvm::StringMap<Row> &Rows,
                           llvm::StringRef Name) {
    const auto Found = Rows.find(Name);
    return Found == Rows.end() ? nullptr : &Found->second;
  }
  const SpawnRow *declaredSpawn(const clang::FunctionDecl *F) const;
  const HandleRow *declaredHandle(const clang::CXXRecordDecl *R) const;
  template <typename Row>
  const Row *ofClass(const llvm::StringMap<Row> &Rows,
                     const clang::CXXRecordDecl *R) const;
  template <typename Row>
  const Row *ofCall(const llvm::StringMap<Row> &Rows,
                    const clang::CallExpr *Call) const;
  const std::string &nameOf(const clang::NamedDecl *D) const;
  template <typename Row>
  const Row *ofFunction(const llvm::StringMap<Row> &Rows,
                        const clang::FunctionDecl *F) const;

  const Model &Rows;
  /// Last components of all function names, to dismiss most calls at once.
  llvm::StringSet<> CalledNames;
  llvm::StringMap<HandleAction> FreeActions;
  /// Rows of types with literal template arguments, by name.
  llvm::StringMap<llvm::SmallVector<const TypeRow *, 1>> Specials;
  mutable llvm::DenseMap<const clang::NamedDecl *, std::string> Names;
  /// What annotations say, in the form of rows; null: nothing.
  mutable llvm::DenseMap<const clang::Decl *, std::unique_ptr<SpawnRow>>
      DeclaredSpawns;
  mutable llvm::DenseMap<const clang::Decl *, std::unique_ptr<HandleRow>>
      DeclaredHandles;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, const LockRow *> LockOf;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, const GuardRow *>
      GuardOf;
};

} // namespace fearless

#endif
