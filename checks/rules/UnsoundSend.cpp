//===- UnsoundSend.cpp - fearless-unsound-send ----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what classes promise by annotation. A promise outranks what the checks
// derive, so it needs a reason, and what is definitely against it is told.
//
//===----------------------------------------------------------------------===//

#include "rules/DescribeCrossing.h"
#include "rules/Rule.h"
#include "llvm/ADT/StringExtras.h"

namespace fearless {

std::vector<Finding> findUnsoundSend(const Program &P);

static std::string traitName(Trait Of) {
  return Of == Trait::ThreadSafe ? "thread-safe" : nameOf(Of).str();
}

static Finding findingAt(const KeptPromise &P, std::string Message) {
  Finding F;
  F.Check = "fearless-unsound-send";
  F.At = P.At;
  F.Message = std::move(Message);
  return F;
}

static Finding describeContradiction(const KeptPromise &P) {
  const std::string Trait = traitName(P.Of);
  Finding F = findingAt(
      P, P.Base.empty()
             ? quote(P.Type) + " is annotated as " + Trait + ", which it is not"
             : quote(P.Type) + " is not " + Trait + ", as its base " +
                   quote(P.Base) + " promises");
  if (!P.Base.empty())
    F.Steps.push_back({P.BaseAt, "the promise is made here"});
  addChain(F.Steps, P.Derived, P.At);
  F.Steps.push_back(
      {P.At, P.Base.empty()
                 ? "make that safe, or take the annotation away"
                 : "make that safe, or do not derive from " + quote(P.Base)});
  return F;
}

std::vector<Finding> findUnsoundSend(const Program &Of) {
  std::vector<Finding> Findings;
  for (const KeptPromise &P : Of.Unit.Promises) {
    if (!P.Problem.empty()) {
      Finding F = findingAt(P, "the condition of this annotation cannot be "
                               "read: " +
                                   P.Problem);
      F.Steps.push_back({P.At, "write it in the language of "
                               "docs/annotations.md, such as 'send(T)'"});
      Findings.push_back(std::move(F));
      continue;
    }
    if (P.Derived.isNo()) {
      Findings.push_back(describeContradiction(P));
      continue;
    }
    if (!P.Reason.empty() || P.Conditional || !P.Base.empty())
      continue;
    Finding F = findingAt(P, quote(P.Type) + " is annotated as " +
                                 traitName(P.Of) + " without a reason");
    F.Steps.push_back({P.At,
                       "say in a few words what makes it so, as the second "
                       "argument of the annotation"});
    Findings.push_back(std::move(F));
  }
  return oncePerPlace(std::move(Findings));
}

} // namespace fearless
