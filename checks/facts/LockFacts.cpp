//===- LockFacts.cpp - Lock steps as text ---------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/LockFacts.h"
#include "facts/Facts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

LockId LockFacts::add(LockObject Object) {
  for (LockId L = 0; L != Objects.size(); ++L)
    if (Objects[L].Path == Object.Path && Objects[L].Name == Object.Name &&
        (Object.Path.isKnown() || Objects[L].Text == Object.Text)) {
      Objects[L].One &= Object.One;
      Objects[L].Recursive |= Object.Recursive;
      Objects[L].Spin |= Object.Spin;
      Objects[L].ByName |= Object.ByName;
      return L;
    }
  Objects.push_back(std::move(Object));
  return static_cast<LockId>(Objects.size() - 1);
}

std::string classOf(const AccessPath &Path) {
  for (const std::string &Field : llvm::reverse(Path.Fields))
    if (Field != "[]")
      return Field;
  return Path.Global;
}

bool isOwnLocal(const AccessPath &Path, llvm::StringRef Function) {
  llvm::StringRef Name = Path.Global;
  return Path.From == AccessPath::Root::Local && Name.consume_front(Function) &&
         Name.starts_with(" ") && !Name.starts_with(" *");
}

void markRecursiveLock(LockObject &Lock, const LockKinds &Kinds,
                       const std::set<LockInit> &Inits) {
  const std::string Class = classOf(Lock.Path);
  if (!Class.empty()) {
    Lock.Recursive |= Kinds.isRecursive(Class);
    Lock.MayRecurse = Kinds.mayRecurse(Class);
    return;
  }
  for (const LockInit &I : Inits)
    if (Lock.Path.isKnown() && I.Lock == Lock.Path) {
      Lock.Recursive |= I.How == LockMaking::Recursive;
      Lock.MayRecurse |= I.How == LockMaking::Passed;
    }
}

void markRecursiveLocks(UnitFacts &Unit) {
  std::set<llvm::StringRef> Seen;
  std::vector<LockInitsOf> All;
  bool Any = false;
  for (FunctionFacts &F : Unit.Functions) {
    Seen.insert(F.Entity);
    All.push_back({F.Entity, &F.Locks.Inits});
    Any |= !F.Locks.Inits.empty();
  }
  if (!Any)
    return;
  const LockKinds Kinds = joinLockInits(
      All, [&](llvm::StringRef Entity) { return Seen.count(Entity) != 0; });
  for (FunctionFacts &F : Unit.Functions)
    for (LockObject &Lock : F.Locks.Objects)
      markRecursiveLock(Lock, Kinds, F.Locks.Inits);
}

static llvm::StringRef nameOf(LockAction A) {
  switch (A) {
  case LockAction::Acquire:
    return "acquire";
  case LockAction::Release:
    return "release";
  case LockAction::Tie:
    return "tie";
  case LockAction::Adopt:
    return "adopt";
  case LockAction::Relock:
    return "relock";
  case LockAction::Unlock:
    return "unlock";
  case LockAction::Drop:
    return "drop";
  case LockAction::Move:
    return "move";
  case LockAction::Suspend:
    return "suspend";
  case LockAction::Block:
    return "block";
  case LockAction::Call:
    return "enter";
  }
  return "";
}

void printLockStep(llvm::raw_ostream &OS, const LockStep &Step,
                   const FunctionFacts &In) {
  OS << nameOf(Step.Do);
  if (Step.Do == LockAction::Call)
    OS << ' '
       << (Step.Called.Name.empty() ? "something unknown" : Step.Called.Name);
  if (Step.Do == LockAction::Block)
    OS << ": " << Step.Blocks.Name << ' ' << Step.Blocks.Waits << ", tier "
       << unsigned(Step.Blocks.Tier)
       << (Step.Blocks.Macro.empty() ? "" : " in " + Step.Blocks.Macro);
  if (!Step.Locks.empty()) {
    OS << " {";
    llvm::interleaveComma(Step.Locks, OS,
                          [&](LockId L) { OS << In.Locks.Objects[L].Text; });
    OS << '}';
  }
  if (Step.Mode == LockMode::Shared)
    OS << " shared";
  if (Step.Try)
    OS << " by trying";
  if (Step.Guard)
    OS << " by " << nameInDump(*Step.Guard, In);
  for (StorageId Other : Step.Others)
    OS << " and " << nameInDump(Other, In);
  if (Step.From)
    OS << " from " << nameInDump(*Step.From, In);
  if (Step.OnlyForLastOwner)
    OS << ", only for the last owner";
  if (Step.Otherwise)
    OS << ", else " << nameOf(*Step.Otherwise);
}

} // namespace fearless
