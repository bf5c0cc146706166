//===- FindMembersEndedFirst.cpp - Threads in members -> findings ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the threads that functions leave in members of their object, and the
// members that the threads use. Where somebody else can get at the handle, the
// thread may be over when the object ends: that is possible trouble only.
//
//===----------------------------------------------------------------------===//

#include "rules/FindMembersEndedFirst.h"
#include "program/LockProgram.h"
#include "rules/CompareAccesses.h"
#include "rules/DescribeCrossing.h"
#include "rules/TraceMemberThreads.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

namespace {

struct EarlyEnd {
  ReachedAccess Use;
  EndingField Ended;
};

/// The first use of a member that has ended before the handle joins.
std::optional<EarlyEnd> findEarlyEnd(const LockProgram &P,
                                     const LeftThread &Thread,
                                     const std::vector<EndingField> &Ended) {
  for (ReachedAccess &Use :
       accessesOfThread(P, Thread.Site, Thread.By->Entity)) {
    const AccessPath &Object = Use.What.Object;
    if (Object.From != AccessPath::Root::This || Object.Fields.empty() ||
        Use.Possible)
      continue;
    const auto Field = llvm::find_if(Ended, [&](const EndingField &F) {
      return F.Entity == Object.Fields.front();
    });
    if (Field != Ended.end())
      return EarlyEnd{std::move(Use), *Field};
  }
  return std::nullopt;
}

/// Why the thread may be over when the object ends; empty: it may not.
std::string doubtOf(const UnitFacts &Unit, const LeftThread &Thread,
                    const EndedBefore &Ended) {
  const std::string &Handle = Thread.Handle.Fields.front();
  const auto User = llvm::find_if(Unit.Functions, [&](const auto &F) {
    return &F != Thread.By && llvm::any_of(F.Storages, [&](const Storage &S) {
      return llvm::is_contained(S.Path.Fields, Handle);
    });
  });
  if (User != Unit.Functions.end())
    return "whether " + quote(User->Name) + " is called before the object ends";
  return Ended.IsOpen ? "whether " + quote(lastName(Handle)) +
                            " is joined before the object ends"
                      : "";
}

Finding describe(const LeftThread &Thread, const EarlyEnd &Early,
                 const std::string &Doubt) {
  const std::string Handle = quote(lastName(Thread.Handle.Fields.front()));
  const std::string Ended = quote(Early.Ended.Name);
  const std::string Noun = Thread.Site.Noun;
  Finding Found;
  Found.Check = "fearless-dangling-capture";
  Found.At = Thread.Site.At;
  Found.In = Thread.By->In;
  Found.Message = Noun + " in " + Handle + " may outlive the member " + Ended +
                  ", which it uses";
  const ReachedAccess &Use = Early.Use;
  if (!Use.Calls.empty())
    Found.Steps.push_back(
        {Use.At, "the " + Noun + " calls " + quote(Use.Calls) + " here"});
  Found.Steps.push_back(
      {Use.What.At, "the " + Noun + " uses " + Ended + " here"});
  Found.Steps.push_back(
      {Early.Ended.At, "members end in the reverse order of their "
                       "declarations: " +
                           Ended + " is gone when " + Handle +
                           " ends and waits for the " + Noun});
  Found.Steps.push_back(
      {Early.Ended.At,
       "declare " + Ended + " before " + Handle + ", or join in a destructor"});
  if (!Doubt.empty())
    addDoubt(Found, Doubt, Found.At);
  return Found;
}

} // namespace

std::vector<Finding> findMembersEndedFirst(const Program &P) {
  std::vector<Finding> Findings;
  const auto &Joining = P.Unit.JoiningFields;
  if (Joining.empty())
    return Findings;
  for (const FunctionFacts &F : P.Unit.Functions) {
    if (F.Broken)
      continue;
    for (const LeftThread &Thread : threadsLeftBy(F)) {
      const auto Handle = Joining.find(Thread.Handle.Fields.front());
      if (Thread.Handle.Fields.size() != 1 || Handle == Joining.end())
        continue;
      const EndedBefore &Ended = Handle->second;
      if (const std::optional<EarlyEnd> Early =
              findEarlyEnd(locksOf(P.Unit), Thread, Ended.Fields))
        Findings.push_back(
            describe(Thread, *Early, doubtOf(P.Unit, Thread, Ended)));
    }
  }
  return Findings;
}

} // namespace fearless
