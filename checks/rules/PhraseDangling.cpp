//===- PhraseDangling.cpp - The first line about a dangling borrow --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/PhraseDangling.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

std::string quote(llvm::StringRef Name) { return "'" + Name.str() + "'"; }

std::string nameOf(const Storage &S) {
  if (S.Kind == StorageKind::Temporary)
    return S.Type == "lambda" ? "a temporary lambda"
                              : "a temporary " + quote(S.Type);
  return quote(S.Name);
}

bool comesThroughCall(const SpawnSite &S) {
  return !S.Within.empty() || S.Kind == SpawnKind::Unknown ||
         S.Kind == SpawnKind::Task;
}

/// "thread", as the reader would call it where it is running.
static std::string subjectOf(const SpawnSite &S, const LiveThread &T) {
  if (S.Kind == SpawnKind::Thread && comesThroughCall(S))
    return S.Noun + " that " + quote(S.Name) + " starts";
  if (!hasHandle(S.Kind))
    return S.Noun + (comesThroughCall(S) ? " given to " : " kept in ") +
           quote(S.Name);
  switch (T.Loose) {
  case LooseReason::Detached:
    return "detached " + S.Noun;
  case LooseReason::Returned:
    return "returned " + S.Noun;
  case LooseReason::Leaked:
  case LooseReason::HandedOn:
  case LooseReason::Held:
  case LooseReason::Inside:
    return S.Noun;
  }
  return "";
}

/// The names that the thread borrows in the same way as the first.
static std::vector<std::string> namesIn(const FunctionFacts &F,
                                        const std::vector<Dangling> &All) {
  const auto LoanOf = [&](const Dangling &D) -> const Loan & {
    return F.Loans[D.Borrow];
  };
  std::vector<std::string> Names;
  for (const Dangling &D : All) {
    const std::string &Name = F.Storages[LoanOf(D).Of].Name;
    if (!Name.empty() && LoanOf(D).Kind == LoanOf(All.front()).Kind &&
        !llvm::is_contained(Names, Name))
      Names.push_back(Name);
  }
  return Names;
}

std::string phraseDangling(const FunctionFacts &F,
                           const std::vector<Dangling> &All) {
  const Dangling &First = All.front();
  const Loan &L = F.Loans[First.Borrow];
  const Storage &Borrowed = F.Storages[L.Of];
  const std::string Subject =
      subjectOf(F.Spawns[First.Which.Which], First.Thread);
  if (L.Kind == LoanKind::This)
    return Subject + " may outlive " +
           (Borrowed.Kind == StorageKind::This ? "its " + quote(Borrowed.Type)
                                               : nameOf(Borrowed)) +
           (Borrowed.Type == "lambda" ? ", whose captures it uses"
                                      : ", whose 'this' it uses");
  const std::string What = Borrowed.Kind == StorageKind::Temporary
                               ? nameOf(Borrowed)
                               : quoteNames(namesIn(F, All));
  std::string How;
  switch (L.Kind) {
  case LoanKind::ReferenceCapture:
    How = "which it captures by reference";
    break;
  case LoanKind::Address:
    How = "which it has a pointer to";
    break;
  case LoanKind::Reference:
    How = "which it has a reference to";
    break;
  case LoanKind::View:
    How = L.Through.empty() ? "which it has a pointer into"
          : L.Through == "iterator"
              ? "which it has an iterator of"
              : "which it sees through a " + quote(L.Through);
    break;
  case LoanKind::Decay:
    How = "an array that it gets as a pointer";
    break;
  case LoanKind::This:
  case LoanKind::Copy:
  case LoanKind::Incoming:
    break;
  }
  return Subject + " may outlive " + What + ", " + How;
}

} // namespace fearless
