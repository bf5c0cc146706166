//===- RacyCapture.cpp - fearless-racy-capture ----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the races of each function that starts threads (FindRaces.h), gives a
// finding for each: at the access of the thread, with the other access, the
// spawn, what lets both happen at once, the locks of one side, and the remedy
// that fits the object.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeCrossing.h"
#include "rules/FindRaces.h"
#include "rules/Rule.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

std::vector<Finding> findRacyCapture(const Program &P);

/// What the threads of a parallel algorithm are called.
static constexpr llvm::StringLiteral AlgorithmNoun = "worker thread";

static std::string verbOf(const ReachedAccess &A) {
  return A.What.Do == AccessKind::Write ? "writes" : "reads";
}

/// The object by the name that the function that starts the thread has for it.
static std::string nameIn(const Race &R) {
  const AccessPath &First = R.First.What.Object, &Second = R.Second.What.Object;
  const std::string Text =
      spellPlace(First.Fields.size() < Second.Fields.size() ? Second : First);
  return quote(Text.empty() ? R.First.What.Text : Text);
}

static std::string sentence(const Race &R) {
  const std::string Object = nameIn(R);
  const std::string Noun = R.Thread.Noun;
  switch (R.Of) {
  case RacingPair::Spawner:
    return "data race on " + Object + ": the " + Noun + " " + verbOf(R.First) +
           " it while " + quote(R.In->Name) + " " + verbOf(R.Second) + " it";
  case RacingPair::Threads:
    return "data race on " + Object + ": this " + Noun + " " + verbOf(R.First) +
           " it while another one " + verbOf(R.Second) + " it";
  case RacingPair::Rounds:
    if (R.Thread.Noun == AlgorithmNoun)
      return "data race on " + Object + ": the threads of " +
             quote(R.Thread.Name) + " write it at the same time";
    if (R.First.What.Do == R.Second.What.Do)
      return "data race on " + Object + ": " + Noun +
             "s that are started in a loop " +
             (R.First.What.Do == AccessKind::Write ? "write" : "read") +
             " it at the same time";
    return "data race on " + Object + ": " + Noun +
           "s that are started in a loop write it while others read it";
  }
  return "";
}

/// "'work' is called here, which writes 'n'", and where that is.
static void addAccess(const ReachedAccess &A, const std::string &Who,
                      std::vector<Step> &Steps) {
  if (!A.Calls.empty())
    Steps.push_back({A.At, Who + " calls " + quote(A.Calls) + " here"});
  Steps.push_back(
      {A.What.At, Who + " " + verbOf(A) + " " + quote(A.What.Text) + " here"});
}

static void addLocks(const Race &R, std::vector<Step> &Steps) {
  const auto Add = [&](const ReachedAccess &A, const std::string &Whose) {
    for (const HeldAtAccess &Held : A.Held) {
      const std::string Name =
          quote(Held.Lock.Text.empty() ? Held.Lock.Name : Held.Lock.Text);
      Steps.push_back(
          {Held.Since,
           Held.IsOwn
               ? Name + " is locked here, but each thread has one of its own"
           : Held.Mode == LockMode::Shared
               ? Name + " is locked here for reading, which others may do too"
               : Name + " is locked here, for " + Whose + " only"});
    }
  };
  Add(R.First, "the access of the " + R.Thread.Noun);
  if (R.Of != RacingPair::Rounds)
    Add(R.Second, R.Of == RacingPair::Spawner
                      ? "the access of " + quote(R.In->Name)
                      : "the access of the other " + R.Thread.Noun);
}

static std::string remedyFor(const Race &R) {
  const Access &Written =
      R.First.What.Do == AccessKind::Write ? R.First.What : R.Second.What;
  const bool IsResult = R.Of == RacingPair::Spawner &&
                        R.First.What.Do == AccessKind::Write &&
                        R.Second.What.Do == AccessKind::Read;
  const std::string Lock = R.Of == RacingPair::Rounds
                               ? "hold one std::mutex for every access"
                               : "hold one std::mutex for both accesses";
  if (IsResult)
    return "join the " + R.Thread.Noun + " before " + quote(R.In->Name) +
           " reads " + nameIn(R) + ", or " +
           (Written.FitsAtomic ? "make it a std::atomic" : Lock);
  if (Written.FitsAtomic && Written.Accumulates && R.Of != RacingPair::Spawner)
    return "make " + nameIn(R) + " a std::atomic<" + Written.Type +
           ">, or give each " + R.Thread.Noun +
           " a result of its own and add them up after the join";
  if (Written.FitsAtomic)
    return "make " + nameIn(R) + " a std::atomic<" + Written.Type + ">, or " +
           Lock;
  return Lock + ", or give each thread an object of its own and put them "
                "together after the join";
}

static std::string describeStart(const Race &R) {
  if (R.Thread.Noun == AlgorithmNoun)
    return quote(R.Thread.Name) + " runs it on several threads here";
  const std::string Thread = "the " + R.Thread.Noun;
  if (R.Starter)
    return quote(R.Starter->Name) + " starts " + Thread + " here";
  return Thread + (R.Of == RacingPair::Rounds
                       ? " is started here, and runs beside those of other "
                         "iterations of the loop"
                       : " is started here");
}

static Finding describe(const Race &R) {
  Finding F;
  F.Check = "fearless-racy-capture";
  F.At = R.First.At;
  F.Message = sentence(R);
  const std::string Noun = R.Thread.Noun;
  F.Steps.push_back({R.Thread.At, describeStart(R)});
  if (R.Other)
    F.Steps.push_back({R.Other->At, "the other " + R.Other->Noun +
                                        " is started here, while the first "
                                        "may be running"});
  if (!R.First.Calls.empty())
    F.Steps.push_back({R.First.What.At, "the " + Noun + " " + verbOf(R.First) +
                                            " it here, in " +
                                            quote(R.First.Calls)});
  if (R.Of == RacingPair::Spawner)
    addAccess(R.Second, quote(R.In->Name), F.Steps);
  else if (R.Second.What.At != R.First.What.At)
    addAccess(R.Second,
              R.Other ? "the other " + Noun : "a " + Noun + " of another round",
              F.Steps);
  addLocks(R, F.Steps);
  F.Steps.push_back({F.At, remedyFor(R)});
  if (!R.Doubt.empty())
    addDoubt(F, R.Doubt, F.At);
  return F;
}

/// The type of the object is surely not Sync, and both threads use it: that is
/// the problem, and fearless-non-sync's.
static bool isOfNonSync(const Race &R) {
  return R.Of == RacingPair::Spawner &&
         llvm::any_of(R.Thread.Crossings, [&](const Crossing &C) {
           return !C.isValue() && C.Core.isNo() &&
                  llvm::StringRef(nameIn(R)).starts_with("'" + C.Name + ".");
         });
}

std::vector<Finding> findRacyCapture(const Program &P) {
  std::vector<Finding> Findings;
  for (const Race &R : findRaces(P))
    if (!isOfNonSync(R))
      Findings.push_back(describe(R));
  return oncePerPlace(std::move(Findings));
}

} // namespace fearless
