//===- AccessRecorder.h - One function -> its accesses ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of FunctionCollector that knows accesses, private to this room:
//
//   NamePlaces.cpp      expressions -> places
//   NameVariables.cpp   variables -> places
//   RecordAccesses.cpp  CFG elements -> accesses
//   RecordSignals.cpp   calls -> signals, and what goes into calls
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_ACCESSRECORDER_H
#define FEARLESS_CHECKS_FACTS_ACCESSRECORDER_H

#include "facts/AccessFacts.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace fearless {

class FunctionCollector;
struct LockCall;
struct SpawnSite;

class AccessRecorder {
public:
  explicit AccessRecorder(FunctionCollector &In) : In(In) {}

  /// One CFG statement.
  void recordStmt(const clang::Stmt *S);
  /// A call that may let threads wait for each other.
  void recordSignal(const clang::CallExpr *E);
  /// The names of the function's own variables, once all are known.
  void nameLocals();
  /// What goes into a call, as places.
  void describeCall(const clang::FunctionDecl *To, const clang::Expr *Object,
                    llvm::ArrayRef<const clang::Expr *> Args,
                    LockCall &Call) const;
  /// What a thread's function is given; Args starts with the callable.
  void describeSpawn(llvm::ArrayRef<const clang::Expr *> Args,
                     SpawnSite &Site) const;

private:
  using Expr = clang::Expr;
  using VarDecl = clang::VarDecl;

  /// Levels of references and getters that are looked through.
  static constexpr unsigned MaxNaming = 6;

  // NamePlaces.cpp
  AccessPath placeOf(const Expr *E, unsigned Depth = 0) const;
  AccessPath placeOfMember(const clang::MemberExpr *E, unsigned Depth) const;
  AccessPath placeOfCall(const clang::CallExpr *E, unsigned Depth) const;
  AccessPath placeBehind(const Expr *Pointer, unsigned Depth = 0) const;
  AccessPath valueOf(const Expr *E, clang::QualType As) const;

  // NameVariables.cpp
  AccessPath placeOfVariable(const clang::DeclRefExpr *Ref,
                             unsigned Depth) const;
  AccessPath placeBehindVariable(const VarDecl *V, unsigned Depth) const;
  AccessPath local(const VarDecl *V) const;
  AccessPath parameter(const VarDecl *V) const;
  bool isCopyOfClosure(const VarDecl *V) const;
  bool isThisOfFunction() const;
  bool isRebound(const VarDecl *V) const;

  // RecordAccesses.cpp
  void record(AccessKind Do, const Expr *Object, bool Accumulates = false);
  void recordPlace(AccessKind Do, AccessPath Place, const Expr *Object,
                   bool Accumulates);
  void recordCall(const clang::CallExpr *E);
  void recordMember(const clang::CallExpr *E, const Expr *Object,
                    bool IsPointer);
  void recordConstruct(const clang::CXXConstructExpr *E);
  bool isOfInterest(const AccessPath &Place) const;
  bool isPrivate(const Expr *Object) const;

  // RecordSignals.cpp
  bool isSignal(const clang::CallExpr *E) const;
  bool isSignalType(clang::QualType T) const;
  bool maySignal(const clang::FunctionDecl *To, const Expr *Object,
                 llvm::ArrayRef<const Expr *> Args) const;

  FunctionCollector &In;
  /// Pointer variables that are changed, or may be, by owner.
  mutable llvm::DenseMap<const clang::Decl *,
                         llvm::SmallPtrSet<const VarDecl *, 8>>
      Rebound;
  mutable llvm::DenseMap<const clang::Type *, bool> SignalTypes;
};

/// `std::unique_ptr`, `std::shared_ptr`, or what a library makes them of.
bool isSmartPointer(clang::QualType T);

} // namespace fearless

#endif
