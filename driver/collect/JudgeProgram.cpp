//===- JudgeProgram.cpp - Merged units -> findings of the program ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/JudgeProgram.h"
#include "program/Program.h"
#include "rules/Rule.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Regex.h"

namespace fearless {
namespace {

bool matches(const std::string &Regex, llvm::StringRef File) {
  // Few units ask for another one than the rest.
  static llvm::StringMap<llvm::Regex> Compiled;
  return !Regex.empty() &&
         Compiled.try_emplace(Regex, Regex).first->second.match(File);
}

bool isShown(const UnitRecord &Unit, const Place &At) {
  return At.File == Unit.File || (matches(Unit.HeaderFilter, At.File) &&
                                  !matches(Unit.ExcludeHeaderFilter, At.File));
}

/// Whether both tell of one problem: the way to it may be told further by one.
bool areOne(const Finding &A, const Finding &B) { return !(A < B) && !(B < A); }

/// What becomes of a finding, the strongest wish last.
enum class Fate { Unwanted, BelowProfile, Suppressed, Reported };

class Judge {
public:
  /// Of All, the records of units are asked later, too.
  explicit Judge(const UnitFile &All) : All(All) {
    for (const auto &[Function, Ids] : All.Locks)
      OfFile[Function.At.File].insert(Ids.begin(), Ids.end());
    for (const auto &[Id, Unit] : All.Units)
      for (const Suppression &S : Unit.Comments)
        Comments[S.At.File].insert(S);
  }

  Fate fateOf(const Finding &F) const {
    const auto Ids = OfFile.find(F.At.File);
    if (Ids == OfFile.end())
      return Fate::Unwanted;
    Fate Best = Fate::Unwanted;
    for (const std::string &Id : Ids->second) {
      if (Best == Fate::Reported)
        break;
      if (const auto Unit = All.Units.find(Id); Unit != All.Units.end())
        Best = std::max(Best, fateIn(Unit->second, F));
    }
    return Best == Fate::Reported && isKeptBack(F) ? Fate::Suppressed : Best;
  }

  /// Likewise, of a finding of that unit's.
  Fate fateOf(const Finding &F, const UnitRecord &Unit) const {
    const Fate Its = fateIn(Unit, F);
    return Its == Fate::Reported && isKeptBack(F) ? Fate::Suppressed : Its;
  }

  /// Whether a comment keeps it back, in whatever profile.
  bool isKeptBack(const Finding &F) const {
    const auto Found = Comments.find(F.At.File);
    return Found != Comments.end() &&
           llvm::any_of(Found->second, [&](const Suppression &S) {
             return keepsBack(S, F.Check, F.At);
           });
  }

private:
  static Fate fateIn(const UnitRecord &Unit, const Finding &F) {
    const auto Wanted = Unit.Checks.find(F.Check);
    if (Wanted == Unit.Checks.end() || !passesFilters(Unit, F))
      return Fate::Unwanted;
    // It knows of macros what a text does not show.
    if (llvm::any_of(Unit.Results.Suppressed,
                     [&](const Finding &Own) { return areOne(Own, F); }))
      return Fate::Suppressed;
    return F.Sureness == Confidence::Definite ||
                   Wanted->second == Profile::Strict
               ? Fate::Reported
               : Fate::BelowProfile;
  }

  const UnitFile &All;
  /// The units that have functions in a file.
  std::map<SourceName, std::set<std::string>> OfFile;
  std::map<SourceName, std::set<Suppression>> Comments;
};

} // namespace

bool passesFilters(const UnitRecord &Unit, const Finding &F) {
  return isShown(Unit, F.At) || llvm::any_of(F.Steps, [&](const Step &S) {
           return isShown(Unit, S.At);
         });
}

bool isProvisional(const UnitRecord &Unit, const Finding &F) {
  const auto IsSame = [&](const Finding &Other) { return areOne(Other, F); };
  return isLinked(F.Check) ||
         llvm::any_of(Unit.Open, [&](const OpenCapture &O) {
           return llvm::any_of(O.Unseen, IsSame);
         });
}

/// A unit that found the same knows of edits, for which sources are needed.
static void takeFixes(Finding &F, const UnitFile &All) {
  for (const auto &[Id, Unit] : All.Units)
    for (const std::vector<Finding> *Said :
         {&Unit.Results.Reported, &Unit.Results.BelowProfile,
          &Unit.Results.Suppressed})
      for (const Finding &Own : *Said)
        if (!Own.Fixes.empty() && areOne(Own, F)) {
          F.Fixes = Own.Fixes;
          return;
        }
}

/// Sorts a finding in.
static void add(UnitResults &Results, Finding F, Fate Its, bool IsKeptBack) {
  if (IsKeptBack && Its != Fate::Unwanted)
    Results.QuietAt.push_back({F.Check, F.At});
  switch (Its) {
  case Fate::Unwanted:
    break;
  case Fate::BelowProfile:
    if (!IsKeptBack)
      Results.BelowProfile.push_back(std::move(F));
    break;
  case Fate::Suppressed:
    Results.Suppressed.push_back(std::move(F));
    break;
  case Fate::Reported:
    Results.Reported.push_back(std::move(F));
    break;
  }
}

UnitResults judgeProgram(UnitFile &All, const ProgramIndex &Index,
                         const OrderPairs &Order) {
  UnitResults Results;
  const Judge Fates(All);
  UnitFile Functions = std::exchange(All, UnitFile());
  std::swap(All.Units, Functions.Units);
  Program P = linkProgram(std::move(Functions), Index);
  P.Order = Order;
  for (const CheckRow &Row : allChecks()) {
    if (!isLinked(Row.Id))
      continue;
    for (Finding &F : runRule(Row.Id, P)) {
      takeFixes(F, All);
      add(Results, F, Fates.fateOf(F), Fates.isKeptBack(F));
    }
  }
  for (const auto &[Id, Unit] : All.Units)
    for (const OpenCapture &O : Unit.Open)
      for (Finding &F : resolveCapture(O, P))
        add(Results, F, Fates.fateOf(F, Unit), Fates.isKeptBack(F));
  return Results;
}

} // namespace fearless
