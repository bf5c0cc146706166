//===- RecordLockInits.cpp - Whether locks are made recursive -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutex of C is recursive by how it is initialized, not by its type. One that
// is initialized with an attribute of unknown kind counts as recursive: whoever
// takes the trouble to pass one mostly wants that. What goes to functions of
// other units is for LockInits.h to put together.
//
//===----------------------------------------------------------------------===//

#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

static std::optional<uint64_t> constantOf(const Expr *E, const ASTContext &In) {
  Expr::EvalResult Result;
  if (E->isValueDependent() || !E->EvaluateAsInt(Result, In))
    return std::nullopt;
  return Result.Val.getInt().getZExtValue();
}

/// The kind that the function sets an attribute object to; nothing if it sets
/// none, or one that is not constant.
static void findKinds(const Stmt *S, const ValueDecl *Attribute,
                      const ASTContext &In, bool &Sets, bool &IsPlain) {
  if (!S)
    return;
  if (const auto *Call = dyn_cast<CallExpr>(S);
      Call && Call->getNumArgs() == 2 &&
      simpleName(Call->getDirectCallee()) == "pthread_mutexattr_settype") {
    const Expr *Of = Call->getArg(0)->IgnoreParenImpCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(Of))
      Of = U->getSubExpr()->IgnoreParenImpCasts();
    if (namedVariable(Of) == Attribute) {
      Sets = true;
      // PTHREAD_MUTEX_NORMAL, or glibc's adaptive one.
      const std::optional<uint64_t> Kind = constantOf(Call->getArg(1), In);
      IsPlain &= Kind == 0U || Kind == 3U;
    }
  }
  for (const Stmt *Child : S->children())
    findKinds(Child, Attribute, In, Sets, IsPlain);
}

static bool mayMakeRecursive(const Expr *Attribute, const Stmt *Body,
                             const ASTContext &In) {
  if (Attribute->isNullPointerConstant(const_cast<ASTContext &>(In),
                                       Expr::NPC_ValueDependentIsNotNull))
    return false;
  const Expr *Of = Attribute->IgnoreParenImpCasts();
  const auto *U = dyn_cast<UnaryOperator>(Of);
  const ValueDecl *Local =
      U && U->getOpcode() == UO_AddrOf
          ? namedVariable(U->getSubExpr()->IgnoreParenImpCasts())
          : nullptr;
  const auto *V = dyn_cast_or_null<VarDecl>(Local);
  if (!V || !V->isLocalVarDecl())
    return true;
  bool Sets = false, IsPlain = true;
  findKinds(Body, V, In, Sets, IsPlain);
  return Sets && !IsPlain;
}

/// The type of a lock of C, whose kind is not in its type.
bool LockRecorder::isMadeByInit(QualType T) const {
  const LockRow *Row = In.Rows.lock(T);
  return Row && Row->Lock.empty() && !Row->Recursive && !Row->Spin &&
         !StringRef(Row->Name).contains("rwlock");
}

void LockRecorder::addInit(AccessPath Lock, LockMaking How, std::string By,
                           unsigned Argument) {
  In.Facts.Locks.Inits.insert({std::move(Lock), How, std::move(By), Argument});
}

bool LockRecorder::recordLockInit(const CallExpr *E) {
  const StringRef Name = simpleName(E->getDirectCallee());
  const unsigned Args = E->getNumArgs();
  bool Recursive = false;
  if (Name == "pthread_mutex_init" && Args == 2)
    Recursive =
        mayMakeRecursive(E->getArg(1), In.What.Function->getBody(), In.Unit);
  else if (Name == "mtx_init" && Args == 2) // mtx_recursive is one bit
    Recursive = constantOf(E->getArg(1), In.Unit).value_or(1) % 2 == 1;
  else if (Name == "uv_mutex_init_recursive" && Args == 1)
    Recursive = true;
  else if (Name != "uv_mutex_init" || Args != 1)
    return false;
  addInit(pathOf(E->getArg(0)),
          Recursive ? LockMaking::Recursive : LockMaking::Plain);
  return true;
}

static bool containsAny(StringRef Name, std::initializer_list<StringRef> Of) {
  const std::string Lower = Name.lower();
  return llvm::any_of(
      Of, [&](StringRef Part) { return StringRef(Lower).contains(Part); });
}

/// What is given a lock alone may initialize it, unless its name says that it
/// does something else.
static bool mayInitialize(StringRef Name) {
  return containsAny(Name, {"init", "create", "setup", "construct"}) ||
         !containsAny(Name, {"lock", "wait", "signal", "destroy", "delete",
                             "free", "close", "enter", "leave", "held"});
}

/// What is given an object with a lock in it initializes that if its name says
/// so.
static bool isNamedLikeInit(StringRef Name) {
  return containsAny(Name, {"init", "create", "setup", "construct", "make",
                            "open", "start", "alloc", "new"});
}

/// Calls Visit for the locks of C among the fields of a class, and of its
/// fields.
void LockRecorder::forEachInnerLock(
    const RecordDecl *R, unsigned Depth,
    llvm::function_ref<void(const FieldDecl *)> Visit) const {
  if (!R || !(R = R->getDefinition()) || Depth == 3)
    return;
  for (const FieldDecl *F : R->fields())
    if (isMadeByInit(F->getType()))
      Visit(F);
    else
      forEachInnerLock(F->getType()->getAsRecordDecl(), Depth + 1, Visit);
}

/// The lock stands for that field of all objects.
static AccessPath pathOfField(std::string Entity) {
  AccessPath Path;
  Path.Fields.push_back(std::move(Entity));
  return Path;
}

/// Locks, and objects with locks, that go to a function which may initialize
/// them.
void LockRecorder::recordLockPassing(const FunctionDecl *To,
                                     ArrayRef<const Expr *> Args) {
  const StringRef Name = simpleName(To);
  const FunctionDecl *Body = nullptr;
  for (unsigned I = 0; I != Args.size(); ++I) {
    const QualType T = Args[I]->getType();
    const QualType Object = T->isPointerType() ? T->getPointeeType() : T;
    const RecordDecl *R = Object->getAsRecordDecl();
    if (!R || (!T->isPointerType() && !Args[I]->isGLValue()) ||
        Object.isConstQualified())
      continue;
    if (isMadeByInit(Object)) {
      if (mayInitialize(Name))
        addInit(pathOf(Args[I]), LockMaking::Passed, In.Entities(To), I);
    } else if (isNamedLikeInit(Name) && !To->hasBody(Body) && !isStandard(To)) {
      forEachInnerLock(R, 0, [&](const FieldDecl *F) {
        addInit(pathOfField(In.Entities(F)), LockMaking::Passed,
                In.Entities(To), LockInit::IsPart);
      });
    }
  }
}

/// An initializer of the variable or field, and constructors that are not seen.
void LockRecorder::recordLockDefinition(const ValueDecl *Last,
                                        const AccessPath &Path) {
  const auto *V = dyn_cast<VarDecl>(Last);
  const auto *F = dyn_cast<FieldDecl>(Last);
  if ((V && V->getAnyInitializer() && !isInitializedRecursive(V)) ||
      (F && F->hasInClassInitializer()))
    return addInit(Path, LockMaking::Plain);
  const auto *R = F ? dyn_cast<CXXRecordDecl>(F->getDeclContext()) : nullptr;
  if (!R || !R->hasDefinition())
    return;
  const FunctionDecl *Body = nullptr;
  for (const CXXConstructorDecl *Ctor : R->ctors())
    if (Ctor->isUserProvided() && !Ctor->isCopyOrMoveConstructor() &&
        !Ctor->hasBody(Body))
      addInit(pathOfField(In.Entities(F)), LockMaking::Passed,
              In.Entities(Ctor), LockInit::IsPart);
}

} // namespace fearless
