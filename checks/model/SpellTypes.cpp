//===- SpellTypes.cpp - Types and places as a reader names them -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/SpellTypes.h"
#include "compat/ClangTypes.h"
#include "model/Ownership.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

namespace fearless {

using namespace clang;

Place placeOf(SourceLocation L, const SourceManager &Sources) {
  const SourceLocation Shown = Sources.getFileLoc(L);
  const PresumedLoc At =
      Sources.getPresumedLoc(Shown, /*UseLineDirectives=*/false);
  Place P;
  P.InUnit = Shown.getRawEncoding();
  if (At.isValid()) {
    P.File = At.getFilename();
    P.Line = At.getLine();
    P.Column = At.getColumn();
  }
  return P;
}

/// What a reader need not see: default arguments that only libraries write.
static std::string withoutInternals(std::string Text) {
  static constexpr std::pair<StringRef, StringRef> Plain[] = {
      {"std::basic_string<char>", "std::string"},
      {"std::basic_string_view<char>", "std::string_view"},
      {"std::__cxx11::", "std::"},
      {"std::__1::", "std::"},
      {"(anonymous namespace)::", ""},
      {"(lambda)", "lambda"},
  };
  for (const auto &[Long, Short] : Plain)
    for (size_t At; (At = StringRef(Text).find(Long)) != StringRef::npos;)
      Text.replace(At, Long.size(), Short.str());
  return Text;
}

/// Some name in the text is reserved: it begins with '_' and a capital letter,
/// or has two '_' in a row.
static bool namesInternals(StringRef Text) {
  for (size_t I = 0; I + 1 < Text.size(); ++I)
    if (Text[I] == '_' &&
        (Text[I + 1] == '_' || (llvm::isUpper(Text[I + 1]) &&
                                (I == 0 || !llvm::isAlnum(Text[I - 1])))))
      return true;
  return false;
}

std::string spellType(QualType T, const ASTContext &Unit) {
  PrintingPolicy Policy(Unit.getLangOpts());
  Policy.SuppressTagKeyword = true;
  leaveOutInlineNamespaces(Policy);
  Policy.AnonymousTagLocations = false;
  const std::string Text = withoutInternals(printedFor(T).getAsString(Policy));
  // Aliases with reserved names are a library's own business.
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (namesInternals(Text) && R && isStandard(R) && R->getIdentifier() &&
      !R->getName().starts_with("_"))
    return withoutInternals(T.getCanonicalType().getAsString(Policy));
  return Text;
}

std::string spellClass(const TagDecl *R) {
  const ASTContext &Unit = R->getASTContext();
  return spellType(typeOf(R, Unit), Unit);
}

std::string spellMember(const ValueDecl *D) {
  const auto *R = dyn_cast<CXXRecordDecl>(D->getDeclContext());
  return (R ? R->getNameAsString() + "::" : "") + D->getNameAsString();
}

} // namespace fearless
