//===- DumpTypes.cpp - Whether types may cross, as text -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/DumpTypes.h"
#include "compat/ClangTypes.h"
#include "model/JudgeTypes.h"
#include "model/SpellTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

using namespace clang;

/// The name of the declaration that is added.
constexpr StringRef Added = "fearless_dumped_type";

class TypeDumper {
public:
  TypeDumper(ASTContext &Unit, const Model &Rows)
      : Unit(Unit), Matcher(Rows), Types(Matcher), Judge(Matcher, Types, Unit) {
  }

  void dumpAdded(const DeclContext *In) {
    for (const Decl *D : In->decls())
      if (const auto *Alias = dyn_cast<TypedefNameDecl>(D);
          Alias && Alias->getName() == Added) {
        if (const auto *Written =
                Alias->getUnderlyingType()->getAs<TypeOfType>())
          dump(spellType(Written->getUnmodifiedType(), Unit),
               Written->getUnmodifiedType());
      }
  }

  void dumpDeclared(const DeclContext *In) {
    for (const Decl *D : In->decls()) {
      if (isa<NamespaceDecl, LinkageSpecDecl>(D)) {
        dumpDeclared(cast<DeclContext>(D));
        continue;
      }
      const auto *Named = dyn_cast<NamedDecl>(D);
      if (!Named || !Named->getIdentifier() || D->isImplicit() ||
          !Unit.getSourceManager().isInMainFile(D->getLocation()))
        continue;
      if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
        dump(Alias->getQualifiedNameAsString(), Alias->getUnderlyingType());
      else if (const auto *Tag = dyn_cast<TagDecl>(D);
               Tag && Tag->isThisDeclarationADefinition() &&
               !Tag->isDependentType())
        dump(Tag->getQualifiedNameAsString(), typeOf(Tag, Unit));
    }
  }

private:
  void dump(const std::string &Name, QualType T) {
    llvm::raw_ostream &OS = llvm::outs();
    OS << Name << (Types.isView(T) ? " (a view)" : "") << "\n";
    for (const Trait Of : {Trait::Send, Trait::Sync, Trait::ThreadSafe})
      printAnswer(OS, nameOf(Of), Judge.ask(Of, T), 2);
  }

  ASTContext &Unit;
  const ModelMatcher Matcher;
  const Ownership Types;
  const TypeJudge Judge;
};

} // namespace

std::string declarationOf(llvm::StringRef Type) {
  // The second declaration makes an instantiation of the type, if it can be
  // one; an incomplete type is no error.
  return ("\n#line 1 \"the type\"\ntypedef __typeof__(" + Type + ") " + Added +
          ";\n#ifdef __cplusplus\n"
          "template <class T> char "
          "(&fearless_complete(decltype(sizeof(T))))[1];\n"
          "template <class> char (&fearless_complete(...))[2];\n"
          "enum { fearless_completed = sizeof(fearless_complete<" +
          Added + ">(0)) };\n#endif\n")
      .str();
}

void dumpTypes(ASTContext &Unit, const Model &Rows, bool OnlyDeclared) {
  TypeDumper Dumper(Unit, Rows);
  if (OnlyDeclared)
    Dumper.dumpAdded(Unit.getTranslationUnitDecl());
  else
    Dumper.dumpDeclared(Unit.getTranslationUnitDecl());
}

} // namespace fearless
