//===- ResolveCaptures.cpp - What callables come to in other units --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what units pass to functions that they do not see, and the summaries of
// those. Gives the escapes that follow, and decides the findings that waited
// for them. Where some function that may be called is not seen in any unit
// either, or does what no supposition says, what the unit found stays.
//
//===----------------------------------------------------------------------===//

#include "program/Program.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

using Root = AccessPath::Root;

/// An escape of a parameter by a call, with a doubt if others may be called.
struct Outcome {
  const FunctionSummary *Callee = nullptr;
  Escape How;
};

bool concerns(const Escape &E, unsigned Parameter) {
  return E.What.Of.From == Root::Parameter && E.What.Of.Index == Parameter &&
         E.What.Of.Fields.empty() && !E.What.Address;
}

bool escapesSurely(const FunctionSummary &F, unsigned Parameter) {
  return llvm::any_of(F.Escapes, [&](const Escape &E) {
    return concerns(E, Parameter) && E.Doubt.empty();
  });
}

/// What the functions that a call may go to do with an argument.
std::vector<Outcome> outcomesOf(const Targets &T, unsigned Parameter) {
  const bool All =
      !T.Incomplete && llvm::all_of(T.Known, [&](const FunctionSummary *F) {
        return escapesSurely(*F, Parameter);
      });
  std::vector<Outcome> Outcomes;
  for (const FunctionSummary *F : T.Known)
    for (Escape E : F->Escapes) {
      if (!concerns(E, Parameter))
        continue;
      if (!All && E.Doubt.empty())
        E.Doubt = "whether '" + F->Name + "' is what is called";
      Outcomes.push_back({F, std::move(E)});
    }
  return Outcomes;
}

/// The escape as the caller's callers see it; nullopt for what stays inside.
std::optional<Escape> lift(const Outcome &O, const Passing &P,
                           const FunctionSummary &Caller) {
  Escape E = O.How;
  if (E.Where == Destination::Unknown || E.Keeper.From == Root::Result)
    return std::nullopt;
  if (E.Keeper.isKnown()) {
    E.Keeper = E.Keeper.substitute(P.On, P.Args);
    if (!E.Keeper.isKnown())
      return std::nullopt;
  }
  E.What = P.What;
  E.Way.insert(E.Way.begin(), {P.At, "'" + Caller.Name + "' passes it to '" +
                                         lastName(O.Callee->Name) + "' here"});
  return E;
}

/// The supposition that an escape bears out, if it is one.
std::optional<Supposition> suppositionOf(const Escape &E, const Program &P) {
  const Root Keeper = E.Keeper.From;
  if (E.Where == Destination::Thread)
    return Keeper == Root::None     ? std::optional(Supposition::Thread)
           : Keeper == Root::Result ? std::optional(Supposition::Returned)
                                    : std::nullopt;
  if (E.Where != Destination::Stored ||
      (Keeper != Root::This && Keeper != Root::Global))
    return std::nullopt;
  const bool Run = isRunByThreads(E.Keeper, P.RunByThreads);
  // The object may be a local of the caller's, and no thread's.
  if (Keeper == Root::This)
    return Run && isRunByOwnThreads(E.Keeper, P.Summary)
               ? Supposition::KeptToRun
               : Supposition::Kept;
  return Run ? Supposition::ElsewhereRun : Supposition::Elsewhere;
}

void replaceAll(std::string &Text, llvm::StringRef Mark,
                const std::string &By) {
  for (size_t At = Text.find(Mark.str()); At != std::string::npos;
       At = Text.find(Mark.str(), At + By.size()))
    Text.replace(At, Mark.size(), By);
}

/// The keeper as messages call it.
std::string nameOfKeeper(const AccessPath &Keeper) {
  if (!Keeper.Fields.empty())
    return lastName(Keeper.Fields.back());
  return lastName(Keeper.Global);
}

Finding fillIn(Finding F, const Escape &E, bool Run) {
  const std::string Noun = Run ? "task" : E.Noun;
  const auto Fill = [&](std::string &Text) {
    replaceAll(Text, NounMark, Noun);
    replaceAll(Text, KeeperMark, nameOfKeeper(E.Keeper));
  };
  Fill(F.Message);
  std::vector<Step> Steps;
  for (Step &S : F.Steps) {
    if (S.Message == WayMark) {
      for (const Hop &H : E.Way)
        Steps.push_back({H.At, H.What});
      continue;
    }
    Fill(S.Message);
    Steps.push_back(std::move(S));
  }
  F.Steps = std::move(Steps);
  if (!E.Doubt.empty() && F.Sureness == Confidence::Definite)
    addDoubt(F, E.Doubt, F.At);
  return F;
}

/// Whether all functions are known that a call may reach.
bool isSeen(const Passing &P, const UnitSummary &All) {
  const Targets T = targetsOf(P.To.Entity, P.To.IsVirtual, All);
  return !T.Known.empty() && !T.Incomplete;
}

} // namespace

void resolvePassings(UnitSummary &All) {
  // Each round can only add; wrappers of wrappers are rarely this deep.
  bool Changed = true;
  for (unsigned Round = 0; Round != 8 && std::exchange(Changed, false); ++Round)
    for (auto &[Entity, F] : All.Functions)
      for (const Passing &P : F.Passes) {
        const Targets T = targetsOf(P.To.Entity, P.To.IsVirtual, All);
        for (const Outcome &O : outcomesOf(T, P.Parameter)) {
          std::optional<Escape> E = lift(O, P, F);
          if (!E)
            continue;
          Changed |= addEscape(F.Escapes, std::move(*E));
        }
        if (!llvm::all_of(F.Passes, [&](const Passing &Other) {
              return Other.What != P.What || isSeen(Other, All);
            }))
          continue;
        // What is seen now need not be guessed any more.
        llvm::erase_if(F.Escapes, [&](const Escape &E) {
          return E.Where == Destination::Unknown && E.What == P.What;
        });
      }
}

std::vector<Finding> resolveCapture(const OpenCapture &O, const Program &P) {
  const Targets T = targetsOf(O.To.Entity, O.To.IsVirtual, P.Summary);
  if (T.Known.empty())
    return O.Unseen;
  std::vector<Finding> Best;
  bool Open = T.Incomplete;
  for (const Outcome &Out : outcomesOf(T, O.Parameter)) {
    const std::optional<Supposition> Is = suppositionOf(Out.How, P);
    if (!Is) {
      Open |= Out.How.Where != Destination::Object;
      continue;
    }
    const auto Case = llvm::find_if(
        O.Cases, [&](const OpenCapture::Case &C) { return C.If == *Is; });
    if (Case == O.Cases.end())
      continue;
    const bool Run =
        *Is == Supposition::KeptToRun || *Is == Supposition::ElsewhereRun;
    Finding F = fillIn(Case->Then, Out.How, Run);
    if (Best.empty() || F.Sureness < Best.front().Sureness)
      Best = {std::move(F)};
  }
  return Best.empty() && Open ? O.Unseen : Best;
}

} // namespace fearless
