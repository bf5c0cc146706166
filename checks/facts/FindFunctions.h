//===- FindFunctions.h - Unit -> functions worth collecting -----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_FINDFUNCTIONS_H
#define FEARLESS_CHECKS_FACTS_FINDFUNCTIONS_H

#include "model/MatchModel.h"
#include <vector>

namespace clang {
class ASTContext;
class CallExpr;
class CXXMethodDecl;
class CXXRecordDecl;
class FunctionDecl;
class LambdaExpr;
class ValueDecl;
} // namespace clang

namespace fearless {

/// A body that may start threads or call what does.
struct FunctionOfInterest {
  const clang::FunctionDecl *Function = nullptr;
  /// The lambda that this is the body of, if it is one.
  const clang::LambdaExpr *Lambda = nullptr;
  /// The function of interest around the lambda, as an index; -1 for none.
  int Enclosing = -1;
  /// The lambda is itself the callable of a spawn, so its closure ends with the
  /// call.
  bool IsCallableOfSpawn = false;
  /// Holds a statement that the compiler did not understand.
  bool Broken = false;
  /// Its accesses are of interest: the unit starts threads.
  bool RunsBesideThreads = false;
};

/// What the walk over a unit's declarations gives.
struct FoundFunctions {
  /// Enclosing functions before their lambdas.
  std::vector<FunctionOfInterest> Functions;
  /// Classes with a definition, instantiations too.
  std::vector<const clang::CXXRecordDecl *> Classes;
  /// Fields and variables that are declared to be locked before or after
  /// others, or on a level.
  std::vector<const clang::ValueDecl *> Ordered;
  /// Something in the unit starts a thread, or hands a task to one.
  bool StartsThreads = false;
  /// Methods that override others.
  std::vector<const clang::CXXMethodDecl *> Overriders;
};

/// An algorithm that runs a callable on several threads, and returns when they
/// are done: by an execution policy, or by its name.
bool isParallelAlgorithm(const clang::CallExpr *E);

/// The bodies of user code, in the order of the walk. Walks the declarations
/// of the traversal scope, leaves out system headers and templates that are not
/// instantiated.
FoundFunctions findFunctions(clang::ASTContext &Unit, const ModelMatcher &Rows);

} // namespace fearless

#endif
