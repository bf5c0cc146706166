//===- ResolveCalls.cpp - Names of functions -> summaries -----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Program.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

Targets targetsOf(const std::string &Callee, bool IsVirtual,
                  const UnitSummary &Of) {
  Targets Found;
  std::set<std::string> Seen;
  std::vector<std::string> Pending = {Callee};
  while (!Pending.empty()) {
    const std::string Entity = std::move(Pending.back());
    Pending.pop_back();
    if (!Seen.insert(Entity).second)
      continue;
    const auto By = Of.Overriders.find(Entity);
    const bool IsOverridden = IsVirtual && By != Of.Overriders.end();
    if (IsOverridden)
      Pending.insert(Pending.end(), By->second.begin(), By->second.end());
    if (const auto F = Of.Functions.find(Entity); F != Of.Functions.end())
      Found.Known.push_back(&F->second);
    else if (!IsOverridden) // else most likely pure
      Found.Incomplete = true;
  }
  return Found;
}

/// Functions that run on some thread, by entity.
static std::set<std::string> runOnThreads(const UnitSummary &All) {
  std::set<std::string> Reached;
  std::vector<CalledFunction> Pending;
  for (const auto &[Entity, F] : All.Functions)
    for (const std::string &Started : F.Starts)
      Pending.push_back({Started, /*IsVirtual=*/true});
  while (!Pending.empty()) {
    const CalledFunction Next = std::move(Pending.back());
    Pending.pop_back();
    for (const FunctionSummary *F :
         targetsOf(Next.Entity, Next.IsVirtual, All).Known)
      if (Reached.insert(F->Entity).second)
        Pending.insert(Pending.end(), F->Calls.begin(), F->Calls.end());
  }
  return Reached;
}

std::set<std::vector<std::string>>
findRunByThreads(const UnitSummary &All,
                 llvm::function_ref<bool(const std::string &)> RunsOnThread) {
  std::set<std::vector<std::string>> Found;
  const auto Add = [&](const AccessPath &P) {
    if (!P.Fields.empty())
      Found.insert(P.Fields);
    else if (P.From == AccessPath::Root::Global)
      Found.insert({P.Global});
  };
  for (const auto &[Entity, F] : All.Functions) {
    if (!F.Runs.empty() && RunsOnThread(Entity))
      llvm::for_each(F.Runs, Add);
    for (const Escape &E : F.Escapes)
      if (E.Where == Destination::Thread && !E.What.Address)
        Add(E.What.Of);
  }
  return Found;
}

std::set<std::vector<std::string>> findRunByThreads(const UnitSummary &All) {
  const std::set<std::string> OnThreads = runOnThreads(All);
  return findRunByThreads(All, [&](const std::string &Entity) {
    return OnThreads.count(Entity) != 0;
  });
}

bool isRunByThreads(const AccessPath &Keeper,
                    const std::set<std::vector<std::string>> &RunByThreads) {
  std::vector<std::string> Fields = Keeper.Fields;
  if (Fields.empty() && Keeper.From == AccessPath::Root::Global)
    return RunByThreads.count({Keeper.Global}) != 0;
  // What a member of the keeper keeps is known by the member's own class.
  for (; !Fields.empty(); Fields.erase(Fields.begin()))
    if (RunByThreads.count(Fields))
      return true;
  return false;
}

/// Whether it starts a thread with its object, or with a method of the class
/// that Methods begins the entities of, whatever binds that to an object.
static bool startsThreadWithThis(const FunctionSummary &F,
                                 const std::string &Methods) {
  return llvm::any_of(F.Escapes,
                      [](const Escape &E) {
                        return E.Where == Destination::Thread &&
                               E.What.Of.From == AccessPath::Root::This;
                      }) ||
         llvm::any_of(F.Starts, [&](const std::string &Entity) {
           return llvm::StringRef(Entity).starts_with(Methods);
         });
}

bool isRunByOwnThreads(const AccessPath &Keeper, const UnitSummary &All) {
  return llvm::any_of(Keeper.Fields, [&](const std::string &Field) {
    // "c:@S@Pool@FI@tasks_" is of the class whose methods are "c:@S@Pool@F...".
    const size_t End = Field.rfind("@FI@");
    if (End == std::string::npos)
      return false;
    const std::string Methods = Field.substr(0, End + 2);
    for (auto F = All.Functions.lower_bound(Methods);
         F != All.Functions.end() && F->first.starts_with(Methods); ++F)
      if (startsThreadWithThis(F->second, Methods))
        return true;
    return false;
  });
}

std::optional<StorageId> ownKeeperOf(SpawnId Stored, const FunctionFacts &F) {
  std::optional<StorageId> Found;
  const auto Look = [&](const std::vector<Fact> &Facts) {
    for (const Fact &Step : Facts)
      if (const auto *E = std::get_if<event::Spawn>(&Step.What);
          E && E->Which == Stored && E->Handle && !E->Through &&
          F.Storages[*E->Handle].Kind == StorageKind::Local &&
          !F.Storages[*E->Handle].IsPointer)
        Found = E->Handle;
  };
  for (const Block &B : F.Blocks) {
    Look(B.Facts);
    for (const Edge &E : B.Next)
      Look(E.Facts);
  }
  return Found;
}

bool isGivenToThread(StorageId S, const FunctionFacts &F) {
  return llvm::any_of(F.Spawns, [&](const SpawnSite &Site) {
    return Site.Kind == SpawnKind::Thread &&
           llvm::any_of(Site.Crossing.Loans, [&](LoanId L) {
             return F.Loans[L].Of == S && F.Loans[L].isBorrow();
           });
  });
}

} // namespace fearless
