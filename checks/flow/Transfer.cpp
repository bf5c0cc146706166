//===- Transfer.cpp - What each event does to the state -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Transfer.h"
#include "flow/Reach.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

class EventTransfer {
public:
  EventTransfer(FlowState &State, const FunctionFacts &F, const Place &At,
                std::vector<Outlived> *Found)
      : State(State), F(F), At(At), Found(Found) {}

  void operator()(const event::Assign &E) {
    std::set<LoanId> New = loansOf(E.From);
    for (StorageId From : E.From.From)
      if (F.Storages[From].CopiesHandle)
        shareThreads(From, E.To);
    std::set<LoanId> &Held = State.Contents[E.To];
    if (!E.Keep) {
      Held.clear();
      State.Surrendered.erase(E.To);
    }
    Held.insert(New.begin(), New.end());
    if (Held.empty())
      State.Contents.erase(E.To);
  }

  void operator()(const event::Move &E) {
    if (E.To == E.From)
      return;
    if (!E.Keep)
      dropThreads(E.To);
    const std::set<StorageId> Targets =
        E.Through ? pointees(E.To, State, F) : std::set<StorageId>{E.To};
    for (auto &[Key, Thread] : State.Threads)
      if (Thread.Handles.erase(E.From))
        Thread.Handles.insert(Targets.begin(), Targets.end());
    const std::set<LoanId> Moved = State.Contents[E.From];
    State.Contents.erase(E.From);
    std::set<LoanId> &Held = State.Contents[E.To];
    if (!E.Keep)
      Held.clear();
    Held.insert(Moved.begin(), Moved.end());
    if (Held.empty())
      State.Contents.erase(E.To);
    // What From owned lives on in To.
    forgetLoans([&](const Loan &L) { return L.Of == E.From && L.OfContents; });
  }

  void operator()(const event::Spawn &E) {
    const ThreadKey Newest{E.Which, false}, Earlier{E.Which, true};
    if (!E.Keep)
      dropThreads(E.Handle);
    if (const auto Old = State.Threads.find(Newest);
        Old != State.Threads.end()) {
      // The thread of an earlier round of the loop runs on beside the new one.
      const auto [Entry, Inserted] =
          State.Threads.try_emplace(Earlier, Old->second);
      if (!Inserted) {
        Entry->second.Loans.insert(Old->second.Loans.begin(),
                                   Old->second.Loans.end());
        Entry->second.Handles.insert(Old->second.Handles.begin(),
                                     Old->second.Handles.end());
        if (Old->second.Doubt.empty())
          Entry->second.Doubt.clear();
      }
      Entry->second.Given.clear();
    }
    LiveThread New;
    New.Loans = loansOf(F.Spawns[E.Which].Crossing);
    New.Handles = {E.Handle};
    New.Given = State.Known;
    State.Threads[Newest] = std::move(New);
  }

  void operator()(const event::Succeed &E) {
    if (const auto T = State.Threads.find({E.Which, false});
        T != State.Threads.end())
      T->second.Given[E.Unless] = !E.FailsIf;
  }

  void operator()(const event::Join &E) {
    const std::set<StorageId> Named = namedBy(E.Handle, State, F);
    endThreads(Named);
    endThreadsIf([&](const LiveThread &T) {
      return llvm::any_of(T.WasHeldBy, [&](StorageId H) {
        return Named.count(H) != 0 && F.Storages[H].IsHandle;
      });
    });
  }

  void operator()(const event::Detach &E) {
    for (auto &[Key, Thread] : State.Threads)
      if (holdsOneOf(Thread, namedBy(E.Handle, State, F))) {
        // The handle still had the thread, whoever saw it in between.
        if (Thread.DoubtsHandle)
          Thread.Doubt.clear();
        comeLoose(Thread, LooseReason::Detached);
      }
  }

  void operator()(const event::Vacate &E) {
    endThreads(namedBy(E.Handle, State, F));
  }

  void operator()(const event::Wait &E) {
    const std::set<StorageId> Known = knownThrough(E.On, State, F);
    endThreadsIf([&](const LiveThread &T) { return knowsOneOf(T, Known); });
  }

  void operator()(const event::Share &E) {
    const std::set<StorageId> Known = knownThrough(E.What, State, F);
    for (auto &[Key, Thread] : State.Threads) {
      const bool BySignal = E.Anything || (F.Storages[E.What].CanSignal &&
                                           knowsOneOf(Thread, Known));
      const bool ByHandle = !E.Anything && holdsOneOf(Thread, Known);
      if (!Thread.Doubt.empty() || !(BySignal || ByHandle))
        continue;
      doubt(Thread, "'" + E.Callee + "' may wait for it");
      Thread.DoubtsHandle = !BySignal;
    }
  }

  void operator()(const event::Leave &E) {
    for (auto &[Key, Thread] : State.Threads)
      if (holdsOneOf(Thread, {E.What})) {
        comeLoose(Thread,
                  E.Returned ? LooseReason::Returned : LooseReason::HandedOn);
        Thread.HandedTo = E.Callee;
        if (!E.Returned && Thread.Doubt.empty())
          doubt(Thread, "'" + E.Callee + "' may wait for it");
      }
  }

  void operator()(const event::Link &E) {
    State.Links[E.Future].insert(E.Source);
  }

  void operator()(const event::Expire &E) {
    // A joinable std::thread ends the program in its destructor. Whatever dies
    // beside it, the thread is not running when somebody could notice.
    for (StorageId What : E.What)
      if (F.Storages[What].AtEnd == EndOfThreads::Terminate)
        dropThreads(What);
    for (StorageId What : E.What)
      expire(What, E.Why);
  }

  void operator()(const event::Assume &E) {
    if (const auto K = State.Known.find(E.What);
        K != State.Known.end() && K->second != E.Holds) {
      State = FlowState();
      return;
    }
    const bool Recurs = F.Conditions[E.What].Recurs;
    if (Recurs)
      State.Known[E.What] = E.Holds;
    endThreadsIf([&](LiveThread &T) {
      const auto G = T.Given.find(E.What);
      if (G == T.Given.end()) {
        if (Recurs)
          T.Given[E.What] = E.Holds;
        return false;
      }
      const bool Contradicts = G->second != E.Holds;
      if (!Recurs)
        T.Given.erase(G);
      return Contradicts;
    });
  }

  void operator()(const event::Set &E) {
    State.Known[E.What] = E.Holds;
    for (auto &Entry : State.Threads)
      Entry.second.Given[E.What] = E.Holds;
  }

  void operator()(const event::Call &) {}

  void operator()(const event::Surrender &E) {
    State.Surrendered.insert(E.What);
    forgetLoans([&](const Loan &L) { return L.Of == E.What && L.OfContents; });
  }

  void operator()(const event::Forget &E) {
    State.Known.erase(E.What);
    for (auto &Entry : State.Threads)
      Entry.second.Given.erase(E.What);
  }

private:
  template <typename Predicate> void endThreadsIf(Predicate Ended) {
    for (auto T = State.Threads.begin(); T != State.Threads.end();)
      T = Ended(T->second) ? State.Threads.erase(T) : std::next(T);
  }

  std::set<LoanId> loansOf(const Value &V) const {
    std::set<LoanId> Loans;
    for (LoanId L : V.Loans)
      if (!F.Loans[L].OfContents || !State.Surrendered.count(F.Loans[L].Of))
        Loans.insert(L);
    for (StorageId From : V.From)
      if (const auto Held = State.Contents.find(From);
          Held != State.Contents.end())
        Loans.insert(Held->second.begin(), Held->second.end());
    return Loans;
  }

  static bool holdsOneOf(const LiveThread &T, const std::set<StorageId> &Of) {
    return llvm::any_of(T.Handles,
                        [&](StorageId H) { return Of.count(H) != 0; });
  }

  bool knowsOneOf(const LiveThread &T, const std::set<StorageId> &Of) const {
    return llvm::any_of(reachedBy(T, State, F), [&](StorageId Named) {
      if (Of.count(Named))
        return true;
      // What the thread knows may itself be linked (a captured promise).
      const auto Linked = State.Links.find(Named);
      return Linked != State.Links.end() &&
             llvm::any_of(Linked->second,
                          [&](StorageId S) { return Of.count(S) != 0; });
    });
  }

  void shareThreads(StorageId From, StorageId To) {
    for (auto &Entry : State.Threads)
      if (Entry.second.Handles.count(From))
        Entry.second.Handles.insert(To);
  }

  void doubt(LiveThread &T, std::string Why) const {
    T.Doubt = std::move(Why);
    T.DoubtAt = At;
  }

  static void loosen(LiveThread &T, LooseReason Why, const Place &Where) {
    T.Loose = Why;
    T.LooseAt = Where;
  }

  void comeLoose(LiveThread &T, LooseReason Why) {
    T.WasHeldBy = std::move(T.Handles);
    T.Handles.clear();
    loosen(T, Why, At);
  }

  /// The threads that one of the storages holds have ended.
  void endThreads(const std::set<StorageId> &Held) {
    endThreadsIf([&](LiveThread &T) {
      if (!holdsOneOf(T, Held))
        return false;
      const bool Copied = llvm::any_of(
          T.Handles, [&](StorageId H) { return F.Storages[H].CopiesHandle; });
      if (Copied)
        T.Handles.clear();
      else
        for (StorageId H : Held)
          T.Handles.erase(H);
      return T.Handles.empty() && T.Loose == LooseReason::Held;
    });
  }

  /// The handle in a storage is destroyed or overwritten.
  void dropThreads(StorageId S) {
    endThreadsIf([&](LiveThread &T) {
      if (!T.Handles.erase(S) || !T.Handles.empty() ||
          T.Loose != LooseReason::Held)
        return false;
      switch (F.Storages[S].AtEnd) {
      case EndOfThreads::Join:
      case EndOfThreads::Terminate:
        return true;
      case EndOfThreads::Leak:
        loosen(T, LooseReason::Leaked, At);
        return false;
      case EndOfThreads::Detach:
        loosen(T, LooseReason::Detached, At);
        return false;
      case EndOfThreads::Unknown:
        loosen(T, LooseReason::Leaked, At);
        if (T.Doubt.empty())
          doubt(T, "the destructor of '" + F.Storages[S].Type +
                       "' may wait for it");
        return false;
      }
      return false;
    });
  }

  template <typename Predicate> void forgetLoans(Predicate Matches) {
    const auto Gone = [&](LoanId L) { return Matches(F.Loans[L]); };
    for (auto &Entry : State.Threads)
      std::erase_if(Entry.second.Loans, Gone);
    for (auto &Entry : State.Contents)
      std::erase_if(Entry.second, Gone);
    std::erase_if(State.Contents,
                  [](const auto &Entry) { return Entry.second.empty(); });
  }

  void expire(StorageId S, EndReason Why) {
    if (Found)
      for (const auto &[Key, Thread] : State.Threads)
        for (LoanId L : Thread.Loans)
          if (F.Loans[L].Of == S && F.Loans[L].isBorrow() &&
              Thread.Handles != std::set<StorageId>{S})
            Found->push_back({Key, Thread, L, Why, At});
    // A guard that joins in its destructor joins what it refers to.
    if (F.Storages[S].AtEnd == EndOfThreads::Join)
      endThreads(namedBy(S, State, F));
    dropThreads(S);
    State.Contents.erase(S);
    State.Links.erase(S);
    State.Surrendered.erase(S);
    forgetLoans([&](const Loan &L) { return L.Of == S && L.isBorrow(); });
    for (auto &Entry : State.Threads)
      Entry.second.WasHeldBy.erase(S);
    // A loose thread that has nothing of ours any more is of no interest.
    endThreadsIf([&](const LiveThread &T) {
      return T.Loose != LooseReason::Held &&
             llvm::none_of(T.Loans, [&](LoanId L) {
               return F.Loans[L].isBorrow() ||
                      F.Loans[L].Kind == LoanKind::Incoming;
             });
    });
  }

  FlowState &State;
  const FunctionFacts &F;
  const Place &At;
  std::vector<Outlived> *Found;
};

} // namespace

void applyFact(FlowState &State, const Fact &Step, const FunctionFacts &F,
               std::vector<Outlived> *Found) {
  if (State.Reachable)
    std::visit(EventTransfer(State, F, Step.At, Found), Step.What);
}

} // namespace fearless
