//===- BrokenCode.cpp - Bodies -> whether something was left out ----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Semantic errors leave marks in the AST. A statement that does not parse is
// dropped without any, so the source between statements is read again: there
// is to be nothing but semicolons.
//
//===----------------------------------------------------------------------===//

#include "model/BrokenCode.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

namespace {

class ErrorFinder {
public:
  explicit ErrorFinder(const ASTContext &Unit)
      : Sources(Unit.getSourceManager()), Language(Unit.getLangOpts()),
        MayLackStatements(
            Unit.getDiagnostics().hasUncompilableErrorOccurred()) {}

  bool holdsError(const Stmt *S) const {
    if (!S)
      return false;
    if (const auto *E = dyn_cast<Expr>(S); E && E->containsErrors())
      return true;
    if (const auto *D = dyn_cast<DeclStmt>(S))
      if (llvm::any_of(D->decls(),
                       [](const Decl *V) { return V->isInvalidDecl(); }))
        return true;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      if (isUndeclared(Ref->getDecl()))
        return true;
    if (const auto *Jump = dyn_cast<GotoStmt>(S))
      if (!Jump->getLabel()->getStmt())
        return true;
    if (MayLackStatements) {
      if (isGuessed(S))
        return true;
      if (const auto *Body = dyn_cast<CompoundStmt>(S); Body && lacks(Body))
        return true;
      if (const auto *Declared = dyn_cast<DeclStmt>(S);
          Declared && lacksInitializer(Declared))
        return true;
      if (const auto *Empty = dyn_cast<NullStmt>(S);
          Empty && !isAt(Empty->getSemiLoc(), ';'))
        return true;
    }
    // What a macro makes a closure of cannot be read again in its place.
    if (const auto *L = dyn_cast<LambdaExpr>(S);
        L && MayLackStatements && L->getBody()->getBeginLoc().isMacroID())
      return true;
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return holdsError(Child); });
  }

  /// Whether something was left out between the members of a class.
  bool lacksMembers(const CXXRecordDecl *R) const {
    const SourceRange Braces = R->getBraceRange();
    if (!MayLackStatements || Braces.getBegin().isMacroID() ||
        !isAt(Braces.getBegin(), '{'))
      return false;
    if (!isAt(Braces.getEnd(), '}'))
      return true;
    SourceLocation From = Braces.getBegin().getLocWithOffset(1);
    for (const Decl *D : R->decls()) {
      if (D->isImplicit())
        continue;
      if (holdsTokens(From, Sources.getExpansionLoc(D->getBeginLoc())))
        return true;
      From = behind(D->getSourceRange());
    }
    return holdsTokens(From, Braces.getEnd());
  }

  /// Whether a stray brace ended the function too early: what follows it can
  /// only stand inside one.
  bool endsTooEarly(const Stmt *Body) const {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
    if (!MayLackStatements || !Block || Block->getRBracLoc().isMacroID())
      return false;
    const auto Next =
        Lexer::findNextToken(Block->getRBracLoc(), Sources, Language);
    return Next && (Next->isOneOf(tok::r_paren, tok::r_square, tok::comma) ||
                    (Next->is(tok::raw_identifier) &&
                     llvm::is_contained({"if", "else", "while", "for", "do",
                                         "return", "switch", "case", "catch"},
                                        Next->getRawIdentifier())));
  }

private:
  SourceLocation behind(SourceRange Range) const {
    return Lexer::getLocForEndOfToken(Sources.getExpansionRange(Range).getEnd(),
                                      0, Sources, Language);
  }

  /// What may follow a declaration without being part of its range.
  static bool endsDeclaration(const Token &T) {
    return T.isOneOf(tok::semi, tok::equal, tok::numeric_constant) ||
           (T.is(tok::raw_identifier) &&
            llvm::is_contained(
                {"override", "final", "noexcept", "default", "delete", "const"},
                T.getRawIdentifier()));
  }

  /// C declares what is called and unknown.
  static bool isUndeclared(const ValueDecl *D) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    return F && F->isImplicit() && !F->getBuiltinID() && !isa<CXXMethodDecl>(F);
  }

  bool isAt(SourceLocation Loc, char Wanted) const {
    if (Loc.isInvalid() || Loc.isMacroID())
      return Loc.isMacroID();
    bool Invalid = false;
    const char *Text = Sources.getCharacterData(Loc, &Invalid);
    return !Invalid && *Text == Wanted;
  }

  /// Whether the compiler took a name that is not known for a similar one.
  bool isGuessed(const Stmt *S) const {
    const NamedDecl *Taken = nullptr;
    SourceLocation At;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      Taken = Ref->getDecl();
      At = Ref->getLocation();
    } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
      Taken = Member->getMemberDecl();
      At = Member->getMemberLoc();
    }
    if (!Taken || !Taken->getIdentifier() || Taken->isImplicit() ||
        At.isInvalid() || At.isMacroID())
      return false;
    bool Invalid = false;
    const char *Text = Sources.getCharacterData(At, &Invalid);
    return !Invalid && !StringRef(Text).starts_with(Taken->getName());
  }

  /// Whether an initializer, or the end of one, was left out, and with it
  /// everything up to the semicolon. Attributes there count as such.
  bool lacksInitializer(const DeclStmt *S) const {
    const auto *V = dyn_cast<VarDecl>(*(S->decl_end() - 1));
    return V && S->getEndLoc().isFileID() && isAt(S->getEndLoc(), ';') &&
           holdsTokens(behind(V->getSourceRange()), S->getEndLoc());
  }

  /// Whether something was left out between the statements of a block.
  bool lacks(const CompoundStmt *Block) const {
    if (Block->getLBracLoc().isMacroID() || Block->getRBracLoc().isMacroID() ||
        !isAt(Block->getLBracLoc(), '{'))
      return false;
    if (!isAt(Block->getRBracLoc(), '}'))
      return true;
    SourceLocation From = Block->getLBracLoc().getLocWithOffset(1);
    for (const Stmt *Child : Block->body()) {
      const SourceLocation To = Sources.getExpansionLoc(Child->getBeginLoc());
      if (holdsTokens(From, To))
        return true;
      From = behind(Child->getSourceRange());
    }
    return holdsTokens(From, Block->getRBracLoc());
  }

  /// Whether anything but comments and ends of declarations and statements
  /// stands between the places.
  bool holdsTokens(SourceLocation From, SourceLocation To) const {
    const auto [File, First] = Sources.getDecomposedLoc(From);
    const auto [Other, Last] = Sources.getDecomposedLoc(To);
    if (From.isInvalid() || To.isInvalid() || File != Other || First >= Last)
      return false;
    bool Invalid = false;
    const llvm::StringRef Text = Sources.getBufferData(File, &Invalid);
    if (Invalid)
      return false;
    Lexer Raw(Sources.getLocForStartOfFile(File), Language, Text.begin(),
              Text.begin() + First, Text.end());
    Token Next;
    for (Raw.LexFromRawLexer(Next);
         Next.isNot(tok::eof) &&
         Sources.getFileOffset(Next.getLocation()) < Last;
         Raw.LexFromRawLexer(Next))
      if (!endsDeclaration(Next))
        return true;
    return false;
  }

  const SourceManager &Sources;
  const LangOptions &Language;
  /// The parser has given up on something in the unit.
  const bool MayLackStatements;
};

} // namespace

bool isBroken(const FunctionDecl *F) {
  const ASTContext &Unit = F->getASTContext();
  if (!Unit.getDiagnostics().hasErrorOccurred())
    return false;
  if (F->isInvalidDecl())
    return true;
  const ErrorFinder Finder(Unit);
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : Ctor->inits())
      if (Finder.holdsError(I->getInit()))
        return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  const bool IsClosure = Method && Method->getParent()->isLambda();
  return Finder.holdsError(F->getBody()) ||
         (!IsClosure && Finder.endsTooEarly(F->getBody()));
}

bool isBroken(const CXXRecordDecl *R) {
  const ASTContext &Unit = R->getASTContext();
  if (!Unit.getDiagnostics().hasErrorOccurred() ||
      Unit.getSourceManager().isInSystemHeader(R->getLocation()))
    return false;
  const CXXRecordDecl *Pattern = R->getTemplateInstantiationPattern();
  return R->isInvalidDecl() ||
         ErrorFinder(Unit).lacksMembers(Pattern ? Pattern : R);
}

const FunctionDecl *seenBody(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  return F && F->hasBody(Definition) && !isBroken(Definition) ? Definition
                                                              : nullptr;
}

} // namespace fearless
