//===- FindLockCycles.cpp - Edges of the lock order -> cycles -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Locks are nodes by class: `Account::mutex_` stands for the lock of every
// account; where two of one class are those of two globals, by object. Each
// edge keeps at most MaxWitnesses witnesses with different gates. Shortest
// cycles are found from each edge in turn, so that one set of locks makes one
// finding, and there are no more of them than edges. Not seen: longer cycles
// beside shorter ones of the same locks. Where MaxChoices choices of witnesses
// do not tell whether a cycle can deadlock, it is possible.
//
//===----------------------------------------------------------------------===//

#include "program/LockCycles.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <deque>

namespace fearless {
namespace {

constexpr size_t MaxWitnesses = 4;
constexpr unsigned MaxChoices = 100000;

struct EdgesBetween {
  std::vector<const LockEdge *> Witnesses;
  unsigned Uses = 0;
};
using Order = std::map<std::string, std::map<std::string, EdgesBetween>>;

/// Whether an object that the edge needs is known to one thread only.
bool isFresh(const LockEdge &E, const LockProgram &P) {
  const LinkedLocks &F = P.Functions[E.Function];
  const auto IsOwn = [&](const LockObject &Lock) {
    return isOwnLocal(Lock.Path, F.Summary.Entity) ||
           (F.Summary.Constructs && Lock.Path.From == AccessPath::Root::This);
  };
  return IsOwn(E.FirstLock) || IsOwn(E.Second.Lock);
}

/// An edge of a class to itself, between objects whose roles can be swapped.
bool isSwappable(const LockEdge &E, const LockProgram &P) {
  using Root = AccessPath::Root;
  const AccessPath &A = E.FirstLock.Path, &B = E.Second.Lock.Path;
  const LinkedLocks &F = P.Functions[E.Function];
  const auto IsCallers = [](const AccessPath &Path) {
    return Path.From == Root::This || Path.From == Root::Parameter;
  };
  return IsCallers(A) && IsCallers(B) && A.Fields == B.Fields && A != B &&
         !isLockOfGuard(A) && !isLockOfGuard(B) && !A.Fields.empty() &&
         !F.Summary.OrdersObjects && !F.OrderedByCallers;
}

/// A global, or a part of one that there is once.
bool isOneGlobal(const AccessPath &Path) {
  return Path.isKnown() && Path.From == AccessPath::Root::Global &&
         !llvm::is_contained(Path.Fields, "[]");
}

/// Tells apart what is of one class.
std::string objectOf(const AccessPath &Path) {
  return Path.Global + "." + llvm::join(Path.Fields, ".");
}

bool isOneThread(llvm::ArrayRef<LockEdge> Edges, const LockProgram &P) {
  return llvm::all_of(Edges, [&](const LockEdge &E) {
    return P.Functions[E.Function].OnlyMain;
  });
}

bool haveGate(llvm::ArrayRef<LockEdge> Edges) {
  std::set<std::string> Common = Edges.front().Gates, Own;
  for (const LockEdge &E : Edges) {
    Own.insert(classOf(E.FirstLock.Path));
    std::erase_if(Common, [&](const std::string &Gate) {
      return Gate.empty() || !E.Gates.count(Gate);
    });
  }
  return llvm::any_of(
      Common, [&](const std::string &Gate) { return !Own.count(Gate); });
}

/// Whether each edge ends at the lock that the next one starts from: units may
/// have locks of their own under one name.
bool areJoined(llvm::ArrayRef<LockEdge> Edges, const LockProgram &P) {
  for (size_t I = 0; I != Edges.size(); ++I) {
    const LockEdge &Into = Edges[I], &Out = Edges[(I + 1) % Edges.size()];
    if (isOfEachUnit(classOf(Out.FirstLock.Path)) &&
        !shareUnit(takerOf(P, Into), P.Functions[Out.Function]))
      return false;
  }
  return true;
}

/// The class that has the lock as a field; empty where it is no field.
llvm::StringRef recordOf(const AccessPath &Path) {
  const llvm::StringRef Field =
      Path.Fields.empty() ? llvm::StringRef() : Path.Fields.back();
  return Field.rsplit("@FI@").second.empty() ? llvm::StringRef()
                                             : Field.rsplit("@FI@").first;
}

/// Whether going around leads from one object of a class to another and never
/// back: with all locks of a parent, those of a child are taken. Nobody who
/// holds the child's then wants the parent's.
bool leadsToOtherObject(llvm::ArrayRef<LockEdge> Edges) {
  std::set<std::tuple<int, AccessPath, AccessPath>> Steps;
  unsigned Changes = 0;
  const llvm::StringRef Record = recordOf(Edges.front().FirstLock.Path);
  for (const LockEdge &E : Edges) {
    AccessPath A = E.FirstLock.Path, B = E.Second.Lock.Path;
    if (Record.empty() || !A.isKnown() || !B.isKnown() ||
        recordOf(A) != Record || recordOf(B) != Record)
      return false;
    A.Fields.pop_back();
    B.Fields.pop_back();
    if (A == B)
      continue;
    ++Changes;
    // Two arguments may come the other way round.
    if (A.Fields != B.Fields)
      Steps.insert({E.Function, A, B});
  }
  return Changes == 1 || (Changes != 0 && Steps.size() == 1);
}

/// Nothing: it cannot deadlock. Else why it is only possible.
std::optional<std::string> doubtOf(llvm::ArrayRef<LockEdge> Edges) {
  bool AllShared = true, SomeShared = false, Unknown = false;
  std::optional<CallDoubt> Possible;
  for (size_t I = 0; I != Edges.size(); ++I) {
    const LockEdge &Into = Edges[I], &Out = Edges[(I + 1) % Edges.size()];
    const bool Shared = Into.Second.Mode == LockMode::Shared &&
                        Out.First.Mode == LockMode::Shared;
    AllShared &= Shared;
    SomeShared |= Shared;
    if (Into.Second.Possible && !Possible)
      Possible = Into.Second.Doubt;
    Unknown |=
        !Into.FirstLock.Path.isKnown() && !Into.Second.Lock.Path.isKnown();
  }
  if (AllShared)
    return std::nullopt;
  if (SomeShared)
    return "whether a writer waits between two readers";
  if (Possible)
    return spellDoubt(*Possible);
  if (Unknown)
    return "whether the locks are of the same objects";
  return "";
}

class CycleFinder {
public:
  CycleFinder(const LockProgram &P, std::vector<LockEdge> Edges)
      : P(P), All(std::move(Edges)) {}

  std::vector<LockCycle> find() {
    for (const LockEdge &E : All)
      addEdge(E);
    for (const auto &[From, Outs] : Next)
      for (const auto &[To, Between] : Outs)
        close(From, To);
    return std::move(Found);
  }

private:
  void addEdge(const LockEdge &E) {
    const std::string From = classOf(E.FirstLock.Path),
                      To = classOf(E.Second.Lock.Path);
    if (!isOrdering(E, P))
      return;
    const AccessPath &A = E.FirstLock.Path, &B = E.Second.Lock.Path;
    if (From != To)
      addBetween(From, To, E);
    else if (isSwappable(E, P))
      addPair(E, From);
    else if (isOneGlobal(A) && isOneGlobal(B) && A != B)
      addBetween(objectOf(A), objectOf(B), E);
  }

  void addBetween(const std::string &From, const std::string &To,
                  const LockEdge &E) {
    EdgesBetween &Between = Next[From][To];
    ++Between.Uses;
    std::vector<const LockEdge *> &W = Between.Witnesses;
    for (const LockEdge *&Known : W)
      if (Known->Gates == E.Gates && Known->First.Mode == E.First.Mode &&
          Known->Second.Mode == E.Second.Mode && isOneSide(*Known, E)) {
        if (Known->Second.Possible && !E.Second.Possible)
          Known = &E;
        return;
      }
    if (W.size() < MaxWitnesses)
      W.push_back(&E);
  }

  /// Whether one of the edges can stand for the other in any cycle.
  bool isOneSide(const LockEdge &A, const LockEdge &B) const {
    if (!isOfEachUnit(classOf(A.FirstLock.Path)) &&
        !isOfEachUnit(classOf(A.Second.Lock.Path)))
      return true;
    return shareUnit(P.Functions[A.Function], P.Functions[B.Function]) &&
           shareUnit(takerOf(P, A), takerOf(P, B));
  }

  void addPair(const LockEdge &E, const std::string &Class) {
    const std::vector<LockEdge> Both = {E, E};
    const std::optional<std::string> Doubt = doubtOf(Both);
    if (!Doubt || haveGate(Both) || isOneThread(Both, P) ||
        !Pairs.insert({Class, E.Second.At}).second)
      return;
    LockCycle C;
    C.Edges = {E};
    C.Uses = {1};
    C.Swapped = true;
    C.Doubt = *Doubt;
    Found.push_back(std::move(C));
  }

  /// The shortest way back from To to From, as nodes after To.
  std::vector<std::string> wayBack(const std::string &From,
                                   const std::string &To) const {
    std::map<std::string, std::string> Before = {{To, ""}};
    std::deque<std::string> Queue = {To};
    while (!Queue.empty() && !Before.count(From)) {
      const std::string Node = Queue.front();
      Queue.pop_front();
      if (const auto Outs = Next.find(Node); Outs != Next.end())
        for (const auto &Out : Outs->second)
          if (Before.try_emplace(Out.first, Node).second)
            Queue.push_back(Out.first);
    }
    std::vector<std::string> Way;
    if (!Before.count(From))
      return Way;
    for (std::string Node = From; !Node.empty(); Node = Before[Node])
      Way.push_back(Node);
    std::reverse(Way.begin(), Way.end());
    return Way;
  }

  void close(const std::string &From, const std::string &To) {
    std::vector<std::string> Nodes = wayBack(From, To);
    if (Nodes.empty())
      return;
    Nodes.insert(Nodes.begin(), From); // From, To, ..., From
    std::set<std::string> Key(Nodes.begin(), Nodes.end());
    if (Sets.count(Key) || isGated(Nodes, Key))
      return;
    std::vector<LockEdge> Chosen;
    LockCycle C;
    unsigned Choices = 0;
    if (!choose(Nodes, 0, Chosen, C, Choices)) {
      if (Choices < MaxChoices)
        return;
      C.Edges = firstWitnesses(Nodes);
      C.Doubt = "whether a lock is held on all sides";
    }
    Sets.insert(std::move(Key));
    for (size_t I = 0; I + 1 < Nodes.size(); ++I)
      C.Uses.push_back(Next[Nodes[I]][Nodes[I + 1]].Uses);
    // One stable start, whatever edge it was found from.
    const auto First =
        std::min_element(C.Edges.begin(), C.Edges.end(),
                         [](const LockEdge &A, const LockEdge &B) {
                           return A.Second.At < B.Second.At;
                         });
    const auto Shift = First - C.Edges.begin();
    std::rotate(C.Edges.begin(), First, C.Edges.end());
    std::rotate(C.Uses.begin(), C.Uses.begin() + Shift, C.Uses.end());
    Found.push_back(std::move(C));
  }

  /// Whether another lock is a gate of every witness.
  bool isGated(const std::vector<std::string> &Nodes,
               const std::set<std::string> &Own) {
    std::set<std::string> Common =
        Next[Nodes[0]][Nodes[1]].Witnesses.front()->Gates;
    for (size_t I = 0; I + 1 < Nodes.size(); ++I)
      for (const LockEdge *W : Next[Nodes[I]][Nodes[I + 1]].Witnesses)
        std::erase_if(Common, [&](const std::string &Gate) {
          return Gate.empty() || Own.count(Gate) || !W->Gates.count(Gate);
        });
    return !Common.empty();
  }

  std::vector<LockEdge> firstWitnesses(const std::vector<std::string> &Nodes) {
    std::vector<LockEdge> Chosen;
    for (size_t I = 0; I + 1 < Nodes.size(); ++I)
      Chosen.push_back(*Next[Nodes[I]][Nodes[I + 1]].Witnesses.front());
    return Chosen;
  }

  /// Tries the witnesses of each edge until they can deadlock together, or
  /// until MaxChoices were tried.
  bool choose(const std::vector<std::string> &Nodes, size_t I,
              std::vector<LockEdge> &Chosen, LockCycle &C, unsigned &Choices) {
    if (Choices >= MaxChoices)
      return false;
    if (I + 1 == Nodes.size()) {
      ++Choices;
      const std::optional<std::string> Doubt = doubtOf(Chosen);
      if (!Doubt || haveGate(Chosen) || isOneThread(Chosen, P) ||
          !areJoined(Chosen, P) || leadsToOtherObject(Chosen))
        return false;
      C.Edges = Chosen;
      C.Doubt = *Doubt;
      return true;
    }
    for (const LockEdge *W : Next[Nodes[I]][Nodes[I + 1]].Witnesses) {
      Chosen.push_back(*W);
      if (choose(Nodes, I + 1, Chosen, C, Choices))
        return true;
      Chosen.pop_back();
    }
    return false;
  }

  const LockProgram &P;
  const std::vector<LockEdge> All;
  Order Next;
  std::vector<LockCycle> Found;
  std::set<std::set<std::string>> Sets;
  std::set<std::pair<std::string, Place>> Pairs;
};

} // namespace

bool isOrdering(const LockEdge &E, const LockProgram &P) {
  // The lock of a guard that is handed in has a name only where it is made.
  const auto IsNamed = [](const AccessPath &Path) {
    return !classOf(Path).empty() && !isLockOfGuard(Path);
  };
  return IsNamed(E.FirstLock.Path) && IsNamed(E.Second.Lock.Path) &&
         !E.Second.Try && !isFresh(E, P);
}

std::vector<LockCycle> findLockCycles(const LockProgram &P) {
  return CycleFinder(P, findLockEdges(P)).find();
}

} // namespace fearless
