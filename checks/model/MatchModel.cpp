//===- MatchModel.cpp - Declarations -> rows ------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/MatchModel.h"
#include "model/ReadAnnotations.h"
#include "model/ReadNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

static StringRef lastComponent(StringRef Name) {
  const size_t At = Name.rfind("::");
  return At == StringRef::npos ? Name : Name.drop_front(At + 2);
}

StringRef simpleName(const NamedDecl *D) {
  if (!D)
    return {};
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(D))
    return simpleName(Ctor->getParent());
  const IdentifierInfo *Id = D->getIdentifier();
  return Id ? Id->getName() : StringRef();
}

std::string modelName(const NamedDecl *D) {
  std::string Name = simpleName(D).str();
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    const auto *Outer = dyn_cast<NamedDecl>(C);
    if (!Outer)
      continue;
    const auto *Space = dyn_cast<NamespaceDecl>(Outer);
    if (Space && (Space->isInline() || Space->isAnonymousNamespace()))
      continue;
    Name = simpleName(Outer).str() + "::" + Name;
  }
  return Name;
}

static bool anyType(const TemplateArgument &A,
                    llvm::function_ref<bool(QualType)> Visit) {
  if (A.getKind() == TemplateArgument::Type)
    return Visit(A.getAsType());
  return A.getKind() == TemplateArgument::Pack &&
         llvm::any_of(A.pack_elements(), [&](const TemplateArgument &Element) {
           return anyType(Element, Visit);
         });
}

bool anyTypeArgument(const CXXRecordDecl *R,
                     llvm::function_ref<bool(QualType)> Visit) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return Special && llvm::any_of(Special->getTemplateArgs().asArray(),
                                 [&](const TemplateArgument &A) {
                                   return anyType(A, Visit);
                                 });
}

/// The class of the object that a member is called on, as the caller sees it.
static const CXXRecordDecl *objectClass(const CallExpr *Call) {
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Object = Member->getImplicitObjectArgument();
  else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Call);
           Op && Op->getNumArgs() > 0 &&
           isa_and_nonnull<CXXMethodDecl>(Op->getDirectCallee()))
    Object = Op->getArg(0);
  if (!Object)
    return nullptr;
  QualType T = Object->IgnoreParenImpCasts()->getType();
  if (const auto *Pointer = T->getAs<PointerType>())
    T = Pointer->getPointeeType();
  return T->getAsCXXRecordDecl();
}

ModelMatcher::ModelMatcher(const Model &Rows) : Rows(Rows) {
  for (const auto &Row : Rows.Spawns)
    CalledNames.insert(lastComponent(Row.getKey()));
  for (const auto &Row : Rows.Waits)
    CalledNames.insert(lastComponent(Row.getKey()));
  for (const auto &Row : Rows.Functions)
    CalledNames.insert(lastComponent(Row.getKey()));
  for (const auto &Row : Rows.Types)
    if (Row.getKey().contains('<'))
      Specials[Row.getValue().Name].push_back(&Row.getValue());
  for (const auto &Row : Rows.LockFunctions)
    CalledNames.insert(lastComponent(Row.getKey()));
  for (const auto &Row : Rows.Blocking)
    CalledNames.insert(lastComponent(Row.getKey()));
  for (const auto &Row : Rows.Handles) {
    const HandleRow &Handle = Row.getValue();
    for (const std::string &Name : Handle.Join)
      FreeActions[Name] = HandleAction::Join;
    for (const std::string &Name : Handle.Detach)
      FreeActions[Name] = HandleAction::Detach;
    for (const std::string &Name : Handle.Test)
      FreeActions[Name] = HandleAction::Test;
    // What another row says that a function of this name does counts for more.
    for (const std::string &Name : Handle.Looks)
      FreeActions.try_emplace(Name, HandleAction::Look);
  }
}

const std::string &ModelMatcher::nameOf(const NamedDecl *D) const {
  const auto [Entry, Inserted] = Names.try_emplace(D);
  if (Inserted)
    Entry->second = modelName(D);
  return Entry->second;
}

/// Whether a function that is called like one of C can be that one.
static bool mayBeOfC(const FunctionDecl *F) {
  const SourceManager &Sources = F->getASTContext().getSourceManager();
  return F->isExternC() || Sources.isInSystemHeader(F->getLocation());
}

template <typename Row>
const Row *ModelMatcher::ofFunction(const llvm::StringMap<Row> &Of,
                                    const FunctionDecl *F) const {
  const Row *Found = lookUp(Of, nameOf(F));
  if (!Found || StringRef(Found->Name).contains("::") || mayBeOfC(F) ||
      Rows.OwnNames.contains(Found->Name))
    return Found;
  return nullptr;
}

template <typename Row>
const Row *ModelMatcher::ofCall(const llvm::StringMap<Row> &Rows,
                                const CallExpr *Call) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !CalledNames.contains(simpleName(Callee)))
    return nullptr;
  const CXXRecordDecl *Class = objectClass(Call);
  if (!Class)
    return ofFunction(Rows, Callee);
  const std::string Member = ("::" + simpleName(Callee)).str();
  const Row *Found = lookUp(Rows, nameOf(Class) + Member);
  if (!Found && Class->hasDefinition())
    Class->forallBases([&](const CXXRecordDecl *Base) {
      if (!Found)
        Found = lookUp(Rows, nameOf(Base) + Member);
      return true;
    });
  return Found;
}

const SpawnRow *ModelMatcher::spawn(const FunctionDecl *F) const {
  if (!F)
    return nullptr;
  if (const SpawnRow *Row = declaredSpawn(F))
    return Row;
  if (!CalledNames.contains(simpleName(F)))
    return nullptr;
  // Copying or moving a handle starts nothing, nor does making an empty one.
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    if (Ctor->getNumParams() == 0 || Ctor->isCopyOrMoveConstructor())
      return nullptr;
  return ofFunction(Rows.Spawns, F);
}

const HandleRow *ModelMatcher::handle(QualType T) const {
  T = T.getNonReferenceType();
  for (const auto *Alias = T->getAs<TypedefType>(); Alias;
       Alias = Alias->getDecl()->getUnderlyingType()->getAs<TypedefType>())
    if (const HandleRow *Row = lookUp(Rows.Handles, nameOf(Alias->getDecl())))
      return Row;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return nullptr;
  const HandleRow *Declared = declaredHandle(Class);
  return Declared ? Declared : lookUp(Rows.Handles, nameOf(Class));
}

const HandleRow *ModelMatcher::handleArgument(QualType T) const {
  // As written: `std::vector<pthread_t>` is a vector of integers otherwise.
  if (const auto *Written = T->getAs<TemplateSpecializationType>())
    for (const TemplateArgument &A : Written->template_arguments())
      if (A.getKind() == TemplateArgument::Type)
        if (const HandleRow *Row = handle(A.getAsType()))
          return Row;
  const HandleRow *Found = nullptr;
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    anyTypeArgument(R, [&](QualType Argument) {
      Found = Argument.isNull() ? nullptr : handle(Argument);
      return Found != nullptr;
    });
  return Found;
}

const SpawnRow *ModelMatcher::constructor(const HandleRow &Handle) const {
  return lookUp(Rows.Spawns,
                Handle.Name + "::" + lastComponent(Handle.Name).str());
}

std::optional<HandleAction>
ModelMatcher::handleAction(const CallExpr *Call) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return std::nullopt;
  if (Callee->hasAttrs()) {
    if (annotationOn(Callee, "joins"))
      return HandleAction::Join;
    if (annotationOn(Callee, "detaches"))
      return HandleAction::Detach;
  }
  const auto Action = FreeActions.find(simpleName(Callee));
  if (Action == FreeActions.end())
    return std::nullopt;
  const CXXRecordDecl *Class = objectClass(Call);
  if (!Class) {
    if (isa<CXXMethodDecl>(Callee) || Callee->getNumParams() == 0 ||
        !Callee->getDeclContext()->getRedeclContext()->isFileContext())
      return std::nullopt;
    // The parameter's type: an argument may have lost its typedef.
    QualType First = Callee->getParamDecl(0)->getType().getNonReferenceType();
    if (First->isPointerType())
      First = First->getPointeeType();
    return handle(First) ? std::optional(Action->second) : std::nullopt;
  }
  const auto Names = [&](const std::vector<std::string> &Members) {
    return llvm::is_contained(Members, simpleName(Callee));
  };
  const HandleRow *Row = declaredHandle(Class);
  if (!Row)
    Row = lookUp(Rows.Handles, nameOf(Class));
  if (!Row && Class->hasDefinition())
    Class->forallBases([&](const CXXRecordDecl *Base) {
      if (!Row)
        Row = lookUp(Rows.Handles, nameOf(Base));
      return true;
    });
  if (!Row)
    return std::nullopt;
  if (Names(Row->Join))
    return HandleAction::Join;
  if (Names(Row->Detach))
    return HandleAction::Detach;
  if (Names(Row->Test))
    return HandleAction::Test;
  if (Names(Row->Looks))
    return HandleAction::Look;
  return std::nullopt;
}

const WaitRow *ModelMatcher::wait(const CallExpr *Call) const {
  return ofCall(Rows.Waits, Call);
}

const FunctionRow *ModelMatcher::function(const CallExpr *Call) const {
  return ofCall(Rows.Functions, Call);
}

/// Whether an argument is what a literal of a pattern says.
static bool isLiteralOf(StringRef Part, const TemplateArgument &A) {
  if (A.getKind() == TemplateArgument::Integral)
    return Part == (A.getAsIntegral().getBoolValue() ? "true" : "false");
  if (A.getKind() != TemplateArgument::Type)
    return false;
  const QualType T = A.getAsType();
  if (Part == "bool")
    return T->isBooleanType();
  const TagDecl *Tag = T->getAsTagDecl();
  return Tag && modelName(Tag) == Part;
}

static bool matchesPattern(const TypeRow &Row, const CXXRecordDecl *R) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (!Special)
    return false;
  const TemplateArgumentList &Args = Special->getTemplateArgs();
  for (unsigned I = 0; I != Row.Pattern.size(); ++I) {
    const StringRef Part = Row.Pattern[I];
    if (isLiteral(Part) && (I >= Args.size() || !isLiteralOf(Part, Args[I])))
      return false;
  }
  return true;
}

const LockFunctionRow *ModelMatcher::lockFunction(const CallExpr *Call) const {
  return ofCall(Rows.LockFunctions, Call);
}

const BlockingRow *ModelMatcher::blocking(const CallExpr *Call) const {
  return ofCall(Rows.Blocking, Call);
}

const TypeRow *ModelMatcher::type(const CXXRecordDecl *R) const {
  const std::string &Name = nameOf(R);
  if (const auto Special = Specials.find(Name); Special != Specials.end())
    for (const TypeRow *Row : Special->second)
      if (matchesPattern(*Row, R))
        return Row;
  return lookUp(Rows.Types, Name);
}

const TypeRow *ModelMatcher::type(QualType T) const {
  for (const auto *Alias = T->getAs<TypedefType>(); Alias;
       Alias = Alias->getDecl()->getUnderlyingType()->getAs<TypedefType>())
    if (const TypeRow *Row = lookUp(Rows.Types, nameOf(Alias->getDecl())))
      return Row;
  const TagDecl *Tag = T->getAsTagDecl();
  if (!Tag)
    return nullptr;
  if (const TypedefNameDecl *Alias = Tag->getTypedefNameForAnonDecl())
    return lookUp(Rows.Types, nameOf(Alias));
  const auto *R = dyn_cast<CXXRecordDecl>(Tag);
  if (!R)
    return lookUp(Rows.Types, nameOf(Tag));
  const TypeRow *Found = type(R);
  if (!Found && R->hasDefinition())
    R->forallBases([&](const CXXRecordDecl *Base) {
      const TypeRow *Row = Found ? nullptr : type(Base);
      if (Row && Row->WithDerived)
        Found = Row;
      return true;
    });
  return Found;
}

} // namespace fearless
