//===- RecordSignals.cpp - What may put accesses in an order --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two accesses are no race if one thread has told the other in between that it
// is done. Whatever may be such a message is a signal: it takes findings away,
// so rather too much is one than too little. Also: what goes into calls and
// threads, as places.
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/AccessRecorder.h"
#include "facts/FunctionCollector.h"
#include "facts/ReadWords.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// Through objects of the type threads speak to each other.
static bool isStandardSignal(const CXXRecordDecl *R) {
  const StringRef Name = simpleName(R);
  return Name.starts_with("atomic") || Name.starts_with("__atomic") ||
         Name.starts_with("condition_variable") ||
         StringSwitch<bool>(Name)
             .Cases({"promise", "future", "shared_future", "packaged_task"},
                    true)
             .Cases({"latch", "barrier", "counting_semaphore", "once_flag"},
                    true)
             .Cases({"stop_source", "stop_token", "stop_callback"}, true)
             .Cases({"__basic_future", "_State_baseV2"}, true)
             .Default(false);
}

bool AccessRecorder::isSignalType(QualType T) const {
  T = T.getNonReferenceType().getUnqualifiedType();
  if (T->isAtomicType())
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return false;
  if (isStandard(R))
    return isStandardSignal(R);
  const auto [Known, IsNew] = SignalTypes.try_emplace(T.getTypePtr(), false);
  if (!IsNew)
    return Known->second;
  const bool IsSignal =
      In.Unit.getSourceManager().isInSystemHeader(R->getLocation()) ||
      In.Judge.ask(Trait::ThreadSafe, T).isYes();
  SignalTypes[T.getTypePtr()] = IsSignal;
  return IsSignal;
}

bool AccessRecorder::isSignal(const CallExpr *E) const {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee) // a function pointer may lead anywhere
    return !isa<CXXPseudoDestructorExpr>(E->getCallee()->IgnoreParens());
  bool IsPointer = false;
  if (isa<CXXMethodDecl>(Callee))
    if (const Expr *Object = receiver(E, IsPointer)) {
      const QualType T = receiverType(Object, IsPointer);
      if (isFunctionObject(T->getAsCXXRecordDecl()))
        return true;
      return isSignalType(T);
    }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return isSignalType(Op->getArg(0)->getType());
  const StringRef Name = simpleName(Callee);
  if (isStandard(Callee))
    return Name.starts_with("atomic_") || Name == "call_once" ||
           Name == "notify_all_at_thread_exit" || In.Rows.wait(E);
  if (Callee->getBuiltinID() != 0)
    return Name.contains("atomic") || Name.contains("sync");
  if (!In.Unit.getSourceManager().isInSystemHeader(Callee->getLocation()))
    return false;
  return Name.starts_with("pthread_") || Name.starts_with("sem_") ||
         isNamedLikeWait(Name) || isNamedLikeSignal(Name) || In.Rows.wait(E) ||
         (In.Rows.blocking(E) && !Name.contains("sleep"));
}

/// Whether the call changes an atomic or a semaphore and tells what was there.
static bool changesAndTells(const CallExpr *E) {
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return Op->getOperator() == OO_PlusPlus ||
           Op->getOperator() == OO_MinusMinus ||
           (Op->isAssignmentOp() && Op->getOperator() != OO_Equal);
  const FunctionDecl *Callee = E->getDirectCallee();
  const StringRef Name = Callee ? simpleName(Callee) : "";
  return Name.contains("exchange") || Name.contains("test_and_set") ||
         Name.contains("fetch_") || Name.starts_with("try_");
}

void AccessRecorder::recordSignal(const CallExpr *E) {
  Access A;
  A.Do = AccessKind::Signal;
  A.Decides = In.Deciding.contains(E) && changesAndTells(E);
  const FunctionDecl *Callee = E->getDirectCallee();
  bool IsPointer = false;
  const Expr *On = receiver(E, IsPointer);
  if (!On && Callee && isStandard(Callee) && E->getNumArgs() != 0) {
    On = E->getArg(0); // of `a = b`, call_once, atomic_load
    IsPointer = On->getType()->isPointerType();
  }
  if (On)
    A.Object = IsPointer ? placeBehind(On) : placeOf(On);
  // Of libraries other than the standard one, anything may be a signal.
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (const Expr *Object = Method ? receiver(E, IsPointer) : nullptr;
      Object && !IsPointer && !isStandard(Method->getParent()) &&
      isPrivate(Object))
    return;
  // One that is surely a signal, wherever it is.
  if (Callee && isStandard(Callee) && !A.Object.isKnown() &&
      !(Method && isFunctionObject(Method->getParent())))
    A.Object.From = AccessPath::Root::Result;
  A.At = In.place(E->getExprLoc());
  const auto Id = static_cast<AccessId>(In.Facts.Accesses.All.size());
  In.Facts.Accesses.All.push_back(std::move(A));
  In.addFact(event::Access{Id}, E->getExprLoc());
}

/// Whether a function of the user's may be a message, if its body is not seen.
/// What gets plain values only, and is not named like one, is taken not to be.
bool AccessRecorder::maySignal(const FunctionDecl *To, const Expr *Object,
                               ArrayRef<const Expr *> Args) const {
  const auto IsPlain = [&](const Expr *E) {
    QualType T = E->getType().getNonReferenceType();
    if (T->isPointerType())
      T = T->getPointeeType();
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return T->isScalarType() || T->isArrayType() || T->isVoidType() ||
           T->isFunctionType() || (R && isStandard(R) && !isSignalType(T));
  };
  const bool IsShared =
      Object && (Object->getType()->isPointerType() || !isPrivate(Object));
  return IsShared || !llvm::all_of(Args, IsPlain) ||
         isNamedLikeWait(simpleName(To)) || isNamedLikeSignal(simpleName(To));
}

void AccessRecorder::describeCall(const FunctionDecl *To, const Expr *Object,
                                  ArrayRef<const Expr *> Args,
                                  LockCall &Call) const {
  if (!In.What.RunsBesideThreads)
    return;
  const auto *Method = dyn_cast<CXXMethodDecl>(To);
  if (Method && Method->getParent()->isLambda())
    Call.OnPlace.From = AccessPath::Root::This;
  else if (Object)
    Call.OnPlace = Object->getType()->isPointerType() ? placeBehind(Object)
                                                      : placeOf(Object);
  for (unsigned I = 0; I < Args.size() && I < To->getNumParams(); ++I)
    Call.Places.push_back(valueOf(Args[I], To->getParamDecl(I)->getType()));
  Call.MaySignal = maySignal(To, Object, Args);
}

/// The call of a standard function with one of the names; null: it is none.
static const CallExpr *standardCall(const Expr *E,
                                    std::initializer_list<StringRef> Names) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Call->getNumArgs() != 0 && isStandard(Callee) &&
                 llvm::is_contained(Names, simpleName(Callee))
             ? Call
             : nullptr;
}

/// What `std::ref(x)` refers to, and what other arguments lead to.
void AccessRecorder::describeSpawn(ArrayRef<const Expr *> Args,
                                   SpawnSite &Site) const {
  const auto PlaceOf = [&](const Expr *Arg) -> AccessPath {
    if (const CallExpr *Ref =
            standardCall(skipToValue(Arg)->IgnoreImpCasts(), {"ref", "cref"}))
      return placeOf(Ref->getArg(0));
    return valueOf(Arg, Arg->getType().getNonReferenceType());
  };
  if (Args.empty())
    return;
  const Expr *Callable = skipToValue(Args.front())->IgnoreImpCasts();
  if (const CallExpr *Bind = standardCall(Callable, {"bind"}))
    return describeSpawn(
        llvm::SmallVector<const Expr *, 4>(Bind->arg_begin(), Bind->arg_end()),
        Site);
  if (const auto *U = dyn_cast<UnaryOperator>(Callable))
    Callable = U->getSubExpr()->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(Callable);
  const auto *Method = Ref ? dyn_cast<CXXMethodDecl>(Ref->getDecl()) : nullptr;
  Args = Args.drop_front();
  if (Method && !Method->isStatic() && !Args.empty()) {
    // The object, by pointer or by std::ref.
    AccessPath On = PlaceOf(Args.front());
    const bool ByPointer =
        Args.front()->getType().getNonReferenceType()->isPointerType() ||
        isSmartPointer(Args.front()->getType());
    Site.OnPlace = ByPointer ? behind(std::move(On)) : std::move(On);
    Args = Args.drop_front();
  }
  for (const Expr *Arg : Args)
    Site.Places.push_back(PlaceOf(Arg));
}

} // namespace fearless
