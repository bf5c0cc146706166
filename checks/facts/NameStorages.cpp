//===- NameStorages.cpp - Variables, members, temporaries -> storages -----===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compat/ClangTypes.h"
#include "facts/FunctionCollector.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

Place FunctionCollector::place(SourceLocation L) const {
  if (L != LastAt) {
    LastAt = L;
    LastPlace = placeOf(L, Unit.getSourceManager());
  }
  return LastPlace;
}

std::string FunctionCollector::typeText(QualType T) const {
  PrintingPolicy Policy(Unit.getLangOpts());
  Policy.SuppressTagKeyword = true;
  T = T.getNonReferenceType().getUnqualifiedType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (R && R->isLambda())
    return "lambda";
  if (R && isStandard(R) && simpleName(R) == "basic_string")
    return "std::string";
  const std::string Text = T.getAsString(Policy);
  // Aliases with reserved names are a library's own business.
  if (R && isStandard(R) && StringRef(Text).contains("__"))
    return ("std::" + simpleName(R)).str();
  return Text;
}

/// What messages call a view: standard ones by the name that people use,
/// whatever alias or internal class a library makes of it.
std::string FunctionCollector::viewText(QualType T) const {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !isStandard(R) || !R->getIdentifier())
    return typeText(T);
  if (R->getName() == "basic_string_view")
    return "std::string_view";
  if (R->getName().starts_with("_"))
    return "iterator";
  return ("std::" + R->getName()).str();
}

EndOfThreads FunctionCollector::endOf(HandlesAtEnd E, bool Holds) {
  switch (E) {
  case HandlesAtEnd::Join:
    return EndOfThreads::Join;
  case HandlesAtEnd::Terminate:
    return EndOfThreads::Terminate;
  case HandlesAtEnd::Detach:
    return EndOfThreads::Detach;
  case HandlesAtEnd::Unknown:
    return Holds ? EndOfThreads::Unknown : EndOfThreads::Leak;
  case HandlesAtEnd::Nothing:
    return EndOfThreads::Leak;
  }
  return EndOfThreads::Leak;
}

/// pthread_t and the like: the handle is copied like an integer.
static bool copiesHandle(QualType T, const ModelMatcher &Rows) {
  if (const ArrayType *Array = T->getAsArrayTypeUnsafe())
    T = Array->getElementType();
  const HandleRow *Row = Rows.handle(T);
  if (!Row)
    Row = Rows.handleArgument(T);
  return Row && Row->Copies;
}

StorageId FunctionCollector::addStorage(StorageKind Kind, StringRef Name,
                                        QualType T, SourceLocation Declared) {
  Storage S;
  S.Kind = Kind;
  S.Name = Name.str();
  S.Declared = place(Declared);
  if (!T.isNull()) {
    S.Type = typeText(T);
    const bool Holds = Types.holdsHandle(T);
    S.AtEnd = endOf(Types.handlesAtEnd(T), Holds);
    S.CopiesHandle = copiesHandle(T.getNonReferenceType(), Rows);
    S.IsPointer = T->isPointerType();
    S.IsHandle = Rows.handle(T) != nullptr;
    S.CanSignal = Types.canSignal(T);
    S.CopyIsRemedy = Types.copyIsRemedy(T);
  }
  const auto Id = static_cast<StorageId>(Facts.Storages.size());
  Facts.Storages.push_back(std::move(S));
  DeclaredAt[Id] = Declared;
  return Id;
}

static std::string nameOfVariable(const VarDecl *V) {
  const auto *Bindings = dyn_cast<DecompositionDecl>(V);
  if (!Bindings)
    return V->getNameAsString();
  std::string Name;
  for (const BindingDecl *B : Bindings->bindings())
    Name += (Name.empty() ? "[" : ", ") + B->getNameAsString();
  return Name + "]";
}

bool FunctionCollector::isCapturedFromOutside(const VarDecl *V) const {
  if (!What.Lambda)
    return false;
  return llvm::any_of(What.Lambda->captures(), [&](const LambdaCapture &C) {
    return C.capturesVariable() && C.getCapturedVar() == V;
  });
}

StorageKind FunctionCollector::kindOfCaptured(const VarDecl *V) const {
  for (const LambdaCapture &C : What.Lambda->captures())
    if (C.capturesVariable() && C.getCapturedVar() == V &&
        C.getCaptureKind() == LCK_ByRef)
      return StorageKind::Enclosing;
  return What.IsCallableOfSpawn ? StorageKind::ClosureCopy
                                : StorageKind::UnknownClosureCopy;
}

/// The storage of the variable, if something has referred to it by now.
std::optional<StorageId> FunctionCollector::knownStorageOf(const VarDecl *V) {
  if (const auto Known = OfVariable.find(V); Known != OfVariable.end())
    return Known->second;
  if (Repeats[Now])
    Missed.insert(V);
  return std::nullopt;
}

/// Likewise, those of members and of what is behind them.
const llvm::StringMap<StorageId> &FunctionCollector::knownMembers() {
  MissesMembers |= Repeats[Now];
  return OfPath;
}

StorageId FunctionCollector::storageOf(const VarDecl *V) {
  if (const auto Known = OfVariable.find(V); Known != OfVariable.end())
    return Known->second;
  StorageKind Kind = StorageKind::Local;
  if (V->hasGlobalStorage())
    Kind = StorageKind::Outside;
  else if (isCapturedFromOutside(V))
    Kind = kindOfCaptured(V);
  else if (isa<ParmVarDecl>(V))
    Kind = StorageKind::Parameter;
  // What a reference captured by reference names is not known here.
  if (Kind == StorageKind::Enclosing && V->getType()->isReferenceType())
    Kind = StorageKind::Callers;
  const StorageId Id =
      addStorage(Kind, nameOfVariable(V), V->getType(), V->getLocation());
  OfVariable[V] = Id;
  NamedLate |= Missed.contains(V);
  if (Kind == StorageKind::Outside) {
    Facts.Storages[Id].Path = {AccessPath::Root::Global, 0, Entities(V), {}};
    noteCallableMember(Id, V->getType());
  } else if (const auto *P = dyn_cast<ParmVarDecl>(V);
             P && Kind == StorageKind::Parameter)
    Facts.Storages[Id].Path = {
        AccessPath::Root::Parameter, P->getFunctionScopeIndex(), "", {}};
  return Id;
}

StorageId FunctionCollector::callersObject(const VarDecl *Param) {
  if (const auto Known = OfCallers.find(Param); Known != OfCallers.end())
    return Known->second;
  const StorageId Id = addStorage(StorageKind::Callers, Param->getName(),
                                  Param->getType(), Param->getLocation());
  OfCallers[Param] = Id;
  if (const auto *P = dyn_cast<ParmVarDecl>(Param))
    Facts.Storages[Id].Path = {
        AccessPath::Root::Parameter, P->getFunctionScopeIndex(), "", {}};
  const QualType T = Param->getType();
  if (T->isLValueReferenceType() && !T->getPointeeType().isConstQualified())
    noteCallableMember(Id, T->getPointeeType());
  return Id;
}

/// Callables that go into what the caller has may be run behind the return.
void FunctionCollector::noteCallableMember(StorageId Id, QualType T) {
  if (!Facts.Storages[Id].Path.isKnown() || !Types.holdsCallable(T))
    return;
  CallableMembers.push_back(Id);
  NamedLate |= MissesMembers;
}

StorageId FunctionCollector::outside(StringRef Name, QualType T,
                                     SourceLocation Declared, AccessPath Path) {
  if (const auto Known = OfPath.find(Name); Known != OfPath.end())
    return Known->second;
  const StorageId Id = addStorage(StorageKind::Outside, Name, T, Declared);
  OfPath[Name] = Id;
  NamedLate |= MissesMembers;
  Facts.Storages[Id].Path = std::move(Path);
  noteCallableMember(Id, T);
  return Id;
}

/// The method whose `this` the body sees; in a lambda, that around it.
const CXXMethodDecl *FunctionCollector::enclosingMethod() const {
  const DeclContext *C = What.Function;
  while (C) {
    const auto *Method = dyn_cast<CXXMethodDecl>(C);
    if (Method && !Method->getParent()->isLambda())
      return Method;
    C = C->getParent();
  }
  return nullptr;
}

StorageId FunctionCollector::thisStorage() {
  if (!This) {
    const CXXMethodDecl *Method = enclosingMethod();
    This = addStorage(StorageKind::This, "*this",
                      Method ? typeOf(Method->getParent(), Unit) : QualType(),
                      Method ? Method->getParent()->getLocation()
                             : SourceLocation());
    Facts.Storages[*This].Path.From = AccessPath::Root::This;
  }
  return *This;
}

StorageId FunctionCollector::temporaryOf(const Expr *E) {
  if (const auto Known = OfTemporary.find(E); Known != OfTemporary.end())
    return Known->second;
  const StorageId Id =
      addStorage(StorageKind::Temporary, "", E->getType(), E->getExprLoc());
  OfTemporary[E] = Id;
  return Id;
}

/// A place for what a statement passes on, such as a return value.
StorageId FunctionCollector::slotFor(const Stmt *S) {
  if (const auto Known = OfSlot.find(S); Known != OfSlot.end())
    return Known->second;
  const StorageId Id =
      addStorage(StorageKind::Temporary, "", QualType(), S->getBeginLoc());
  OfSlot[S] = Id;
  return Id;
}

} // namespace fearless
