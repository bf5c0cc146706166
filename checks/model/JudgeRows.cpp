//===- JudgeRows.cpp - Rows and annotations -> answers --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compat/ClangTypes.h"
#include "model/FindEvidence.h"
#include "model/JudgeTypes.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// All types of an argument: those of a pack, and of a function type its own
/// parts, as in std::_Bind<F(Args...)>.
static void addTypes(const TemplateArgument &A, std::vector<QualType> &To) {
  if (A.getKind() == TemplateArgument::Type)
    To.push_back(A.getAsType());
  else if (A.getKind() == TemplateArgument::Pack)
    for (const TemplateArgument &Element : A.pack_elements())
      addTypes(Element, To);
}

static std::vector<QualType> typeArguments(const CXXRecordDecl *R) {
  std::vector<QualType> Found;
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(R))
    for (const TemplateArgument &A : Special->getTemplateArgs().asArray())
      addTypes(A, Found);
  return Found;
}

/// Gives the names of a pattern or parameter list their arguments.
static std::map<std::string, std::vector<QualType>>
bindArguments(llvm::ArrayRef<std::string> Names, const CXXRecordDecl *R) {
  std::map<std::string, std::vector<QualType>> Bound;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (!Special)
    return Bound;
  llvm::SmallVector<TemplateArgument, 8> Args;
  for (const TemplateArgument &A : Special->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Pack)
      Args.append(A.pack_begin(), A.pack_end());
    else
      Args.push_back(A);
  for (size_t I = 0, Next = 0; I != Names.size(); ++I) {
    StringRef Name = Names[I];
    const bool Pack = Name.consume_back("...");
    std::vector<QualType> &Types = Bound[Name.str()];
    for (bool First = true; Next < Args.size() && (First || Pack);
         First = false)
      addTypes(Args[Next++], Types);
  }
  return Bound;
}

std::optional<Answer> TypeJudge::byPromise(Trait Of, const Decl *R,
                                           Sharing How) const {
  // The last one that is written counts.
  const std::vector<Promise> Promises = promisesOf(R);
  for (const Promise &P : llvm::reverse(Promises)) {
    if (P.Of != Of)
      continue;
    std::vector<std::string> Names;
    if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(R))
      for (const NamedDecl *Parameter :
           *Special->getSpecializedTemplate()->getTemplateParameters())
        Names.push_back(Parameter->getNameAsString() +
                        (Parameter->isParameterPack() ? "..." : ""));
    const std::string Words =
        (P.isPositive() ? "annotated as " : "annotated as not ") +
        nameOf(Of).str();
    if (P.If.What == TypeCondition::Kind::True ||
        P.If.What == TypeCondition::Kind::False) {
      Answer A = answer(
          P.isPositive() ? Truth::Yes : Truth::No, LeafKind::Annotation, Of,
          spell(R) + " is " +
              (P.Affinity.empty()
                   ? Words
                   : "annotated to belong to the " + P.Affinity) +
              (P.Reason.empty() || !P.Affinity.empty() ? "" : ": " + P.Reason),
          place(P.At));
      A.Affinity = P.Affinity;
      return about(spellClass(R), std::move(A));
    }
    return evaluate(P.If, Of, typeOf(R, Unit), bindArguments(Names, R), How);
  }
  return std::nullopt;
}

std::optional<Answer> TypeJudge::byRow(Trait Of, QualType T,
                                       Sharing How) const {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (R && !promisesOf(R).empty())
    return std::nullopt;
  const TypeRow *Row = Rows.type(T);
  if (!Row)
    return std::nullopt;
  const std::optional<TypeCondition> &If = Of == Trait::Send ? Row->Send
                                           : Of == Trait::Sync
                                               ? Row->Sync
                                               : Row->ThreadSafe;
  if (!If)
    return std::nullopt;
  const std::string Source = "; model '" + Row->Library + "'";
  const auto Say = [&](Truth Is, const std::string &Text) {
    Answer A = answer(Is, LeafKind::Row, Of, Text + Source);
    A.Affinity = Row->Affinity;
    if (Is == Truth::No && Row->Count == "plain")
      A.Leaf = LeafKind::PlainCount;
    return about(spellType(T, Unit), std::move(A));
  };
  const std::string Name = spell(T);
  switch (If->What) {
  case TypeCondition::Kind::True: {
    std::string Except;
    if (Of == Trait::ThreadSafe && !Row->Except.empty())
      for (const std::string &Member : Row->Except)
        Except += (Except.empty() ? ", except '" : ", '") + Member + "'";
    return Say(Truth::Yes, Name + " is " + nameOf(Of).str() + Except);
  }
  case TypeCondition::Kind::False:
    return Say(Truth::No, Name + " is not " + nameOf(Of).str() +
                              (Row->Reason.empty() ? "" : ": " + Row->Reason));
  case TypeCondition::Kind::Unknown: {
    Answer A = Say(Truth::Unknown, Row->Reason.empty()
                                       ? "nothing is known about " + Name
                                       : Name + ": " + Row->Reason);
    A.Leaf = LeafKind::Opaque;
    return A;
  }
  default: {
    Answer A = evaluate(*If, Of, T,
                        R ? bindArguments(Row->Pattern, R) : Bindings(), How);
    return A;
  }
  }
}

Answer TypeJudge::evaluate(const TypeCondition &If, Trait Of, QualType T,
                           const Bindings &Names, Sharing How) const {
  switch (If.What) {
  case TypeCondition::Kind::True:
    return answer(Truth::Yes, LeafKind::Row, Of, spell(T) + " always is");
  case TypeCondition::Kind::False:
    return answer(Truth::No, LeafKind::Row, Of, spell(T) + " never is");
  case TypeCondition::Kind::Unknown:
    return answer(Truth::Unknown, LeafKind::Opaque, Of,
                  "nothing is known about " + spell(T));
  case TypeCondition::Kind::Opaque:
    return answer(Truth::Unknown, LeafKind::Opaque, Of,
                  "what " + spell(T) + " holds is not known from its type");
  case TypeCondition::Kind::All:
    return allArguments(Of, T, How);
  case TypeCondition::Kind::Not: {
    Answer A = evaluate(If.Operands.front(), Of, T, Names, How);
    A.Is = A.isYes() ? Truth::No : A.isNo() ? Truth::Yes : Truth::Unknown;
    return A;
  }
  case TypeCondition::Kind::And: {
    Answer A = evaluate(If.Operands.front(), Of, T, Names, How);
    for (const TypeCondition &Operand : llvm::drop_begin(If.Operands))
      A = both(std::move(A), evaluate(Operand, Of, T, Names, How));
    return A;
  }
  case TypeCondition::Kind::Or: {
    Answer A = evaluate(If.Operands.front(), Of, T, Names, How);
    for (const TypeCondition &Operand : llvm::drop_begin(If.Operands)) {
      Answer B = evaluate(Operand, Of, T, Names, How);
      if (B.isYes() || (A.isNo() && !B.isNo()))
        A = std::move(B);
    }
    return A;
  }
  case TypeCondition::Kind::Predicate:
    break;
  }
  const auto Bound = Names.find(If.Name);
  if (Bound == Names.end())
    return answer(Truth::Unknown, LeafKind::Opaque, Of,
                  "'" + If.Name + "' is no template argument of " + spell(T));
  // A pack without elements has every trait.
  Answer All = answer(Truth::Yes, LeafKind::Row, Of,
                      spell(T) + " has nothing that speaks against it");
  bool First = true;
  for (const QualType Argument : Bound->second) {
    Answer A = evaluatePredicate(If, Of, T, Argument, How);
    All = First ? std::move(A) : both(std::move(All), std::move(A));
    First = false;
  }
  return All;
}

bool TypeJudge::isThreadOwned(QualType Lock) const {
  const TypeRow *Row = Rows.type(Lock);
  return Row && Row->ThreadOwned;
}

Answer TypeJudge::evaluatePredicate(const TypeCondition &If, Trait Of,
                                    QualType T, QualType Argument,
                                    Sharing How) const {
  const auto Plain = [&](bool Is, const std::string &Text) {
    return answer(Is ? Truth::Yes : Truth::No, LeafKind::Row, Of, Text);
  };
  const StringRef What = If.Predicate;
  if (What == "thread_owned") {
    const bool Owned = isThreadOwned(Argument);
    Answer A = Plain(
        Owned, Owned ? spell(T) + " must unlock its " + spell(Argument) +
                           " on the thread that locked it"
                     : spell(Argument) + " may be unlocked on any thread");
    A.Affinity = "thread that locked it";
    return about(spellType(T, Unit), std::move(A));
  }
  if (What == "const")
    return Plain(Argument.isConstQualified(), spell(Argument));
  if (What == "view")
    return Plain(Types.isView(Argument), spell(Argument));
  if (What == "sig_const") {
    const auto *F = Argument->getAs<FunctionProtoType>();
    return Plain(F && F->isConst(), spell(Argument));
  }
  if (What == "atomic_refcount")
    return countIsAtomic(T, Argument);
  const std::string Link =
      spell(T) + (What == "shared" ? " shares " : " holds ") + spell(Argument);
  const Trait Wanted = What == "sync" ? Trait::Sync
                       : What == "ts" ? Trait::ThreadSafe
                                      : Trait::Send;
  if (What == "shared")
    return because(Link, {}, pointee(shared(Argument, How), Argument));
  return because(Link, {}, ask(Wanted, Argument, How));
}

Answer TypeJudge::allArguments(Trait Of, QualType T, Sharing How) const {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const std::vector<QualType> Arguments =
      R ? typeArguments(R) : std::vector<QualType>();
  if (Arguments.empty())
    return R ? derive(Of, R, How)
             : answer(Truth::Unknown, LeafKind::NoRow, Of,
                      "no row speaks of " + spell(T));
  Answer All = answer(Truth::Yes, LeafKind::Row, Of,
                      "everything in " + spell(T) + " is " + nameOf(Of).str());
  for (QualType Argument : Arguments) {
    // std::_Bind<F(Args...)> holds F and each of Args.
    if (const auto *F = Argument->getAs<FunctionProtoType>()) {
      for (QualType Part : F->param_types())
        All = both(std::move(All), because(spell(T) + " holds " + spell(Part),
                                           {}, ask(Of, Part, How)));
      Argument = F->getReturnType();
    }
    if (Argument->isVoidType())
      continue;
    All = both(std::move(All), because(spell(T) + " holds " + spell(Argument),
                                       {}, ask(Of, Argument, How)));
  }
  return All;
}

/// A pointer that counts references by functions of its own: those rows and
/// bodies that can be seen.
Answer TypeJudge::countIsAtomic(QualType Pointer, QualType T) const {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const TypeRow *Row = nullptr;
  if (R && R->hasDefinition()) {
    Row = Rows.type(R);
    R->forallBases([&](const CXXRecordDecl *Base) {
      if (const TypeRow *OfBase = Rows.type(Base);
          OfBase && !OfBase->Count.empty())
        Row = OfBase;
      return true;
    });
  }
  if (Row && Row->Count == "atomic")
    return answer(Truth::Yes, LeafKind::Row, Trait::Send,
                  "the count of " + spell(T) + " is atomic; model '" +
                      Row->Library + "'");
  if (Row && Row->Count == "plain")
    return answer(Truth::No, LeafKind::PlainCount, Trait::Send,
                  "the reference count of " + spell(T) +
                      " is not atomic; model '" + Row->Library + "'");
  if (const CXXRecordDecl *Class = Pointer->getAsCXXRecordDecl())
    if (const std::optional<Evidence> Count = findPlainCount(Class))
      return answer(Truth::No, LeafKind::PlainCount, Trait::Send,
                    "copying a " + spell(Pointer) + " changes '" +
                        Count->Written + "' here, which is not atomic",
                    place(Count->At));
  return answer(Truth::Unknown, LeafKind::Opaque, Trait::Send,
                "how " + spell(T) + " counts its references is not seen");
}

} // namespace fearless
