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

#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "finding/CheckTable.h"
#include "plugin/OptionOverrides.h"
#include "plugin/UnitAnalysis.h"
#include "rules/Rule.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "llvm/ADT/StringMap.h"

namespace fearless {
namespace {

using namespace clang;

SourceLocation locationOf(const Place &P) {
  return SourceLocation::getFromRawEncoding(P.InUnit);
}

class TableCheck : public tidy::ClangTidyCheck {
public:
  TableCheck(StringRef Id, tidy::ClangTidyContext *Run)
      : ClangTidyCheck(Id, Run), Id(Id), Analysis(UnitAnalysis::shared(Run)) {
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

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl().bind("unit"), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    if (Failed)
      return;
    const UnitFacts &Unit = Analysis->facts(*Result.Context);
    for (const Finding &F : runRule(Id, Unit))
      if (F.Sureness == Confidence::Definite || Wanted == Profile::Strict)
        report(F);
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

  void report(const Finding &F) {
    {
      DiagnosticBuilder D = diag(locationOf(F.At), "%0") << F.Message;
      for (const Edit &E : F.Fixes)
        D << FixItHint::CreateReplacement(
            CharSourceRange::getCharRange(locationOf(E.Begin),
                                          locationOf(E.End)),
            E.Text);
    }
    for (const Step &S : F.Steps)
      diag(locationOf(S.At), "%0", DiagnosticIDs::Note) << S.Message;
  }

  const StringRef Id;
  llvm::StringMap<std::string> Values;
  Profile Wanted = Profile::Core;
  bool Failed = false;
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
