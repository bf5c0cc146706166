//===- FearlessModule.cpp - The checks as clang-tidy checks ---------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one adapter: makes a clang-tidy check of every row of the table, reads
// and stores its options, and turns findings into diagnostics.
//
//===----------------------------------------------------------------------===//

#include "compat/ClangTidy.h"
#include "facts/NameEnclosing.h"
#include "finding/CheckTable.h"
#include "plugin/OptionOverrides.h"
#include "plugin/VisitedScope.h"
#include "plugin/WriteUnit.h"
#include "rules/Rule.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include <set>

namespace fearless {
namespace {

using namespace clang;

SourceLocation locationOf(const Place &P) {
  return SourceLocation::getFromRawEncoding(P.InUnit);
}

/// Whether all checks that run are from here; warnings of clang's own need no
/// walk.
bool areOurs(StringRef Checks) {
  bool Ours = true;
  llvm::SmallVector<StringRef> Globs;
  llvm::SplitString(Checks, Globs, ",\n");
  for (StringRef Glob : Globs) {
    Glob = Glob.trim();
    if (Glob == "-*")
      Ours = true;
    else if (!Glob.empty() && !Glob.starts_with("-") &&
             !Glob.starts_with("clang-diagnostic-"))
      Ours &= Glob.starts_with("fearless-");
  }
  return Ours;
}

class TableCheck : public tidy::ClangTidyCheck {
public:
  TableCheck(StringRef Id, tidy::ClangTidyContext *Run)
      : ClangTidyCheck(Id, Run), Id(Id), Run(Run),
        Analysis(UnitAnalysis::shared(Run)) {
    ++Analysis->Unfinished;
    ++Analysis->Waiting;
    for (const OptionRow &Row : allOptions())
      Values[Row.Name] = readOption(Row);
    readProfile();
    const StringRef Error = Analysis->loadModels(Values["Models"]);
    if (!Error.empty())
      fail(Error);
  }

  void storeOptions(tidy::ClangTidyOptions::OptionMap &Map) override {
    for (const OptionRow &Row : allOptions())
      Options.store(Map, Row.Name, Values[Row.Name]);
  }

  void registerPPCallbacks(const SourceManager &, clang::Preprocessor *PP,
                           clang::Preprocessor *) override {
    Preprocessor = PP;
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    if (visitsMainFileOnly())
      Finder->addMatcher(ast_matchers::decl().bind("any"), this);
    else
      Finder->addMatcher(ast_matchers::translationUnitDecl().bind("unit"),
                         this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    if (Sources)
      return;
    Sources = Result.SourceManager;
    const bool IsLast = --Analysis->Waiting == 0;
    if (Failed)
      return;
    describeRun();
    const Program &Unit = Analysis->program(*Result.Context);
    std::set<unsigned> Lines;
    for (Finding &F : runRule(Id, Unit)) {
      Lines.insert(F.At.Line);
      if (F.In.Key.empty() && wantsUnitFile())
        F.In = enclosingOf(locationOf(F.At), *Result.Context);
      report(std::move(F));
    }
    // What is found here too is told in the words of now.
    for (const Finding &F : Analysis->earlier(*Result.SourceManager))
      if (F.Check == Id && !Lines.count(F.At.Line))
        report(F);
    // The unit is the first thing that matchers are shown. Nobody waits for the
    // rest, which for C costs a tenth of the parsing.
    if (IsLast && !visitsMainFileOnly() &&
        areOurs(Run->getOptions().Checks.value_or("")))
      Result.Context->setTraversalScope({});
  }

  void onEndOfTranslationUnit() override {
    if (--Analysis->Unfinished != 0 || !Sources || !Preprocessor ||
        !wantsUnitFile())
      return;
    if (llvm::Error E =
            writeUnit(*Analysis, *Preprocessor, Values["UnitFiles"]))
      fail(llvm::toString(std::move(E)));
  }

private:
  std::string readOption(const OptionRow &Row) const {
    const std::string InFile =
        Options.getLocalOrGlobal(Row.Name, Row.Default).str();
    const auto Override = optionOverrides().find(Row.Name);
    if (Override == optionOverrides().end())
      return InFile;
    if (Row.Type == OptionType::FileList && !InFile.empty())
      return InFile + ";" + Override->second;
    return Override->second;
  }

  bool wantsUnitFile() const {
    if (visitsMainFileOnly()) // what an editor knows is not all of it
      return false;
    return !resultsFolder().empty() || !Values.at("UnitFiles").empty();
  }

  /// What later processes have to know to report as clang-tidy would.
  void describeRun() {
    UnitRecord &Record = Analysis->Record;
    Record.Checks[Id.str()] = Wanted;
    const tidy::ClangTidyOptions &Asked = Run->getOptions();
    Record.HeaderFilter = Asked.HeaderFilterRegex.value_or("");
    Record.ExcludeHeaderFilter = Asked.ExcludeHeaderFilterRegex.value_or("");
  }

  void readProfile() {
    const std::string &Text = Values["Profile"];
    if (const std::optional<Profile> P = parseProfile(Text))
      Wanted = *P;
    else
      fail("invalid value '" + Text +
           "' for option 'Profile'; expected 'core' or 'strict'");
  }

  /// A wrong configuration is an error, never a quiet fall-back: a gate must
  /// not pass because its checks did not run.
  void fail(const llvm::Twine &Message) {
    Failed = true;
    configurationDiag("%0", DiagnosticIDs::Error) << Message.str();
  }

  /// Passes the finding on, unless the profile keeps it back; remembers it
  /// anyhow. What a NOLINT comment keeps back is passed on too: clang-tidy
  /// counts it.
  void report(Finding F) {
    UnitResults &Results = Analysis->Record.Results;
    const bool Shown =
        F.Sureness == Confidence::Definite || Wanted == Profile::Strict;
    bool Suppressed;
    {
      PendingDiagnostic D(diag(locationOf(F.At), "%0"));
      D << F.Message;
      for (const Edit &E : F.Fixes)
        D << FixItHint::CreateReplacement(
            CharSourceRange::getCharRange(locationOf(E.Begin),
                                          locationOf(E.End)),
            E.Text);
      Suppressed = D.isSuppressed(*Run);
      if (!Shown)
        D.drop();
    }
    if (Shown)
      for (const Step &S : F.Steps)
        diag(locationOf(S.At), "%0", DiagnosticIDs::Note) << S.Message;
    if (Suppressed)
      for (Place &At : quietLinesOf(locationOf(F.At), *Sources))
        Results.QuietAt.push_back({F.Check, std::move(At)});
    if (Shown)
      (Suppressed ? Results.Suppressed : Results.Reported)
          .push_back(std::move(F));
    else if (!Suppressed)
      Results.BelowProfile.push_back(std::move(F));
  }

  const StringRef Id;
  tidy::ClangTidyContext *const Run;
  llvm::StringMap<std::string> Values;
  Profile Wanted = Profile::Core;
  bool Failed = false;
  /// Of the unit, once it has been looked at.
  const SourceManager *Sources = nullptr;
  const clang::Preprocessor *Preprocessor = nullptr;
  std::shared_ptr<UnitAnalysis> Analysis;
};

class FearlessModule : public tidy::ClangTidyModule {
public:
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    for (const CheckRow &Row : allChecks())
      Factories.registerCheckFactory(
          Row.Id, [Id = Row.Id](StringRef, tidy::ClangTidyContext *Run) {
            return std::make_unique<TableCheck>(Id, Run);
          });
  }
};

const tidy::ClangTidyModuleRegistry::Add<FearlessModule>
    Registered("fearless",
               "finds threads and locks used in ways that go wrong");

} // namespace
} // namespace fearless
