//===- NameLocks.cpp - Expressions -> access paths of locks ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes an expression that names a lock, or an object with locks in it, and
// gives its access path. Pointers, smart pointers, references that are bound
// once and getters whose bodies are seen are looked through. What an unseen
// function returns has a path of its own, and is not surely one object.
//
//===----------------------------------------------------------------------===//

#include "compat/StringSwitch.h"
#include "facts/FunctionCollector.h"
#include "facts/LockRecorder.h"
#include "facts/ReadWords.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

using namespace clang;
using Root = AccessPath::Root;

/// Levels of getters and initializers that are looked through.
static constexpr unsigned MaxDepth = 6;

std::string LockRecorder::textOf(const Expr *E) const {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref))
    E = U->getSubExpr()->IgnoreParenImpCasts();
  PrintingPolicy Policy(In.Unit.getLangOpts());
  E->printPretty(OS, nullptr, Policy);
  if (StringRef(Text).starts_with("this->"))
    Text.erase(0, 6);
  return Text.size() > 60 ? Text.substr(0, 57) + "..." : Text;
}

static NamedObject unknownObject() {
  NamedObject N;
  N.One = false;
  return N;
}

/// A part of an object. The path of something unknown keeps the field, which
/// stands for all its objects.
static NamedObject partOf(NamedObject Of, const std::string &Part) {
  if (Of.Path.Fields.size() >= AccessPath::MaxFields) {
    Of.One = false;
    Of.Path.From = Root::None;
    Of.Path.Global.clear();
    Of.Path.Fields.clear();
  }
  if (!Of.Path.isKnown()) {
    Of.One = false;
    Of.Path.Fields.clear();
  }
  Of.Path.Fields.push_back(Part);
  return Of;
}

/// Whether the code makes an object: `new`, or a function that is called so.
static bool makesObject(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<CXXNewExpr>(S))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (isNamedLikeMaking(simpleName(Call->getDirectCallee())))
      return true;
  return llvm::any_of(S->children(), makesObject);
}

/// Whether what the variable leads to is not known to be the function's own: it
/// is a pointer, reference or shared owner, and bound once to something that
/// is not made there.
bool LockRecorder::leadsElsewhere(const VarDecl *V) const {
  const QualType T = V->getType();
  if (!T->isReferenceType() && !T->isPointerType() &&
      !In.Types.sharesOwnership(T))
    return false;
  if (In.LoopOf.count(V) || isa<ParmVarDecl>(V))
    return true;
  return V->getInit() && In.Writes.lookup(V) == 0 && !makesObject(V->getInit());
}

NamedObject LockRecorder::nameOfVariable(const VarDecl *V,
                                         unsigned Depth) const {
  NamedObject N;
  N.Last = V;
  if (V->hasGlobalStorage()) {
    N.Path = {Root::Global, 0, In.Entities(V), {}};
    return N;
  }
  const bool Indirect =
      V->getType()->isReferenceType() || V->getType()->isPointerType();
  N.One = !V->getType()->isPointerType() || In.Writes.lookup(V) == 0;
  const auto *Owner = dyn_cast<FunctionDecl>(V->getDeclContext());
  const auto *P = dyn_cast<ParmVarDecl>(V);
  if (P && Indirect && Owner && P->getFunctionScopeIndex() < 4096) {
    if (Owner->getCanonicalDecl() == In.What.Function->getCanonicalDecl() ||
        Depth != 0)
      N.Path = {Root::Parameter, P->getFunctionScopeIndex(), "", {}};
    else
      N.Path = {Root::Local,
                P->getFunctionScopeIndex(),
                In.Entities(Owner) + " parameter",
                {}};
    return N;
  }
  if (Indirect && N.One && V->getInit() && !In.LoopOf.count(V) &&
      Depth < MaxDepth) {
    // What is bound once stays one object here, whatever gave it.
    NamedObject Of = nameOf(V->getInit(), Depth + 1);
    if (Of.Path.isKnown() && Of.One)
      return Of;
  }
  const std::string Function = Owner ? In.Entities(Owner) : "";
  N.Path = {Root::Local,
            0,
            Function + (leadsElsewhere(V) ? " *" : " ") + V->getNameAsString() +
                " " + std::to_string(In.place(V->getLocation()).Line),
            {}};
  return N;
}

NamedObject LockRecorder::nameOf(const Expr *E, unsigned Depth) const {
  while (true) {
    E = skipToValue(E);
    if (const auto *C = dyn_cast<CastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref))
      E = U->getSubExpr();
    else if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isCommaOp())
      E = B->getRHS();
    else
      break;
  }
  if (isa<CXXThisExpr>(E)) {
    NamedObject N;
    N.Path.From = Root::This;
    return N;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V ? nameOfVariable(V, Depth) : unknownObject();
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (const auto *Static = dyn_cast<VarDecl>(M->getMemberDecl())) {
      NamedObject N;
      N.Path = {Root::Global, 0, In.Entities(Static), {}};
      N.Last = Static;
      return N;
    }
    const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (!Field)
      return unknownObject();
    if (Field->isAnonymousStructOrUnion())
      return nameOf(M->getBase(), Depth);
    // In a constructor, a reference or pointer that was initialized from a
    // parameter is what the caller passed.
    const auto *Ctor = dyn_cast<CXXConstructorDecl>(In.What.Function);
    if (Ctor && Depth < MaxDepth &&
        isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()) &&
        (Field->getType()->isReferenceType() ||
         Field->getType()->isPointerType()))
      for (const CXXCtorInitializer *I : Ctor->inits())
        if (I->getAnyMember() == Field && I->getInit()) {
          NamedObject Of = nameOf(I->getInit(), Depth);
          if (Of.Path.From == Root::Parameter)
            return Of;
        }
    NamedObject N = partOf(nameOf(M->getBase(), Depth), In.Entities(Field));
    N.Last = Field;
    if (Field->getType()->isPointerType() && In.Writes.lookup(Field) != 0)
      N.One = false;
    return N;
  }
  if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E)) {
    NamedObject N = partOf(nameOf(Index->getBase(), Depth), "[]");
    N.One = false;
    return N;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return nameOfCall(Call, Depth);
  if (const auto *Make = dyn_cast<CXXConstructExpr>(E);
      Make && Make->getNumArgs() == 1 &&
      Make->getConstructor()->isCopyOrMoveConstructor())
    return nameOf(Make->getArg(0), Depth);
  return unknownObject();
}

/// The object that a function returns a reference or pointer to, in the terms
/// of that function; known where it has one return, behind two statements at
/// most.
NamedObject LockRecorder::nameOfReturned(const FunctionDecl *F,
                                         unsigned Depth) const {
  const FunctionDecl *Body = nullptr;
  if (Depth >= MaxDepth || !F->hasBody(Body))
    return unknownObject();
  const auto *Block = dyn_cast<CompoundStmt>(Body->getBody());
  const auto *Return = Block && !Block->body_empty() && Block->size() <= 3
                           ? dyn_cast<ReturnStmt>(Block->body_back())
                           : nullptr;
  if (!Return || !Return->getRetValue())
    return unknownObject();
  NamedObject N = nameOf(Return->getRetValue(), Depth + 1);
  // A parameter is what the caller passed if nothing but calls comes before.
  const bool IsPassed = N.Path.From == Root::Parameter &&
                        llvm::all_of(Block->body(), [&](const Stmt *S) {
                          return S == Return || isa<CallExpr>(S);
                        });
  return N.Path.From == Root::Global || N.Path.From == Root::This || IsPassed
             ? N
             : unknownObject();
}

NamedObject LockRecorder::nameOfCall(const CallExpr *E, unsigned Depth) const {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee)
    return unknownObject();
  const StringRef Name = simpleName(Callee);
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    Object = M->getImplicitObjectArgument();
  else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
           Op && Op->getNumArgs() != 0)
    Object = Op->getArg(0);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    NamedObject Of = nameOf(Object, Depth);
    if (Op->getOperator() == OO_Arrow || Op->getOperator() == OO_Star)
      return Of;
    Of = partOf(Of, "[]");
    Of.One = false;
    return Of;
  }
  if (isStandard(Callee)) {
    if (!Object && E->getNumArgs() == 1)
      return nameOf(E->getArg(0), Depth); // move, forward, ref, addressof, get
    if (Object && StringSwitch<bool>(Name)
                      .Cases({"get", "value", "lock", "operator->"}, true)
                      .Default(false))
      return nameOf(Object, Depth);
    if (Object) {
      NamedObject Of = partOf(nameOf(Object, Depth), "[]");
      Of.One = false;
      return Of;
    }
    return unknownObject();
  }
  if (Name == "shared_from_this" && Object)
    return nameOf(Object, Depth);
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const bool IsVirtual = Method && Method->isVirtual();
  if (!IsVirtual) {
    NamedObject Of = nameOfReturned(Callee, Depth);
    if (Of.Path.From == Root::Global)
      return Of;
    const Expr *Whole = Of.Path.From == Root::This ? Object : nullptr;
    if (Of.Path.From == Root::Parameter && !Method &&
        Of.Path.Index < E->getNumArgs())
      Whole = E->getArg(Of.Path.Index);
    if (Whole) {
      NamedObject N = nameOf(Whole, Depth);
      for (const std::string &Field : Of.Path.Fields)
        N = partOf(N, Field);
      N.One &= Of.One;
      N.Last = Of.Last;
      return N;
    }
  }
  NamedObject N;
  if (Object)
    N = partOf(nameOf(Object, Depth), In.Entities(Callee));
  else if (E->getNumArgs() == 0)
    N.Path = {Root::Global, 0, In.Entities(Callee), {}};
  N.One = false;
  N.Last = Callee;
  return N;
}

bool names(const std::vector<std::string> &Members, StringRef Name) {
  return llvm::is_contained(Members, Name);
}

QualType behindPointer(QualType T) {
  T = T.getNonReferenceType();
  return T->isPointerType() ? T->getPointeeType() : T;
}

LockId LockRecorder::lockOf(const Expr *E) { return addLock(nameOf(E), E); }

LockId LockRecorder::addLock(const NamedObject &N, const Expr *E) {
  LockObject Object;
  Object.Path = N.Path;
  Object.One = N.One && N.Path.isKnown();
  Object.Text = textOf(E);
  Object.Name = N.Last ? spellMember(N.Last) : Object.Text;
  const QualType T = behindPointer(E->IgnoreParenImpCasts()->getType());
  describeType(T, Object);
  if (N.Last && isMadeByInit(T))
    recordLockDefinition(N.Last, N.Path);
  Object.Recursive |= isInitializedRecursive(N.Last);
  return In.Facts.Locks.add(std::move(Object));
}

} // namespace fearless
