//===- Transfer.cpp - What each event does to the state -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Transfer.h"
#include "flow/ChangeState.h"
#include "flow/Reach.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {
namespace {

/// Whether both are parts of one object: its members may know each other.
bool sharesRoot(const AccessPath &A, const AccessPath &B) {
  return A.isKnown() && A.From == B.From && A.Index == B.Index &&
         A.Global == B.Global;
}

class EventTransfer : StateChange {
public:
  using StateChange::StateChange;

  void operator()(const event::Assign &E) {
    std::set<LoanId> New = loansOf(E.From);
    for (StorageId From : E.From.From)
      if (F.Storages[From].CopiesHandle)
        shareThreads(From, E.To);
    if (!E.Keep)
      dropStored(E.To);
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
    for (auto &[Key, Thread] : State.Threads) {
      if (Thread.Handles.erase(E.From))
        Thread.Handles.insert(Targets.begin(), Targets.end());
      if (Thread.Awaited.erase(E.From))
        Thread.Awaited.insert(Targets.begin(), Targets.end());
    }
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
    if (!E.Keep && E.Handle)
      dropThreads(*E.Handle);
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
    const SpawnSite &Site = F.Spawns[E.Which];
    New.Loans = loansOf(Site.Crossing);
    if (!E.Handle)
      loosen(New, LooseReason::Inside, At);
    else if (E.Through)
      New.Handles = pointees(*E.Handle, State, F);
    else
      New.Handles = {*E.Handle};
    if (E.Awaited)
      New.Awaited = {*E.Awaited};
    New.Doubt = Site.Doubt;
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
    endHeldBy(Named);
    endIf([&](const ThreadKey &, const LiveThread &T) {
      return llvm::any_of(T.Awaited,
                          [&](StorageId A) { return Named.count(A) != 0; });
    });
    endIf([&](const ThreadKey &, const LiveThread &T) {
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
    endHeldBy(namedBy(E.Handle, State, F));
  }

  void operator()(const event::Wait &E) {
    const std::set<StorageId> Known = knownThrough(E.On, State, F);
    endIf([&](const ThreadKey &, const LiveThread &T) {
      return knowsOneOf(T, Known);
    });
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
    // What it owned has gone with it.
    forgetLoans([&](const Loan &L) { return L.Of == E.What && L.OfContents; });
  }

  void operator()(const event::Link &E) {
    State.Links[E.Future].insert(E.Source);
    for (auto &[Key, Thread] : State.Threads)
      if (Thread.Handles.count(E.Source))
        Thread.Awaited.insert(E.Future);
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
    endIf([&](const ThreadKey &, LiveThread &T) {
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

  void operator()(const event::Use &) {}
  void operator()(const event::Access &) {}
  /// What is kept in a global, or behind a function that leads to one, can be
  /// run or dropped by any code.
  void operator()(const event::Call &E) {
    const auto IsOwn = [&](LoanId L) {
      const StorageKind Of = F.Storages[F.Loans[L].Of].Kind;
      return F.Loans[L].isBorrow() &&
             (Of == StorageKind::Local || Of == StorageKind::Parameter);
    };
    const auto IsReachable = [&](StorageId H) {
      const Storage &Keeper = F.Storages[H];
      return Keeper.Kind == StorageKind::Outside &&
             (Keeper.Path.From == AccessPath::Root::Global ||
              !Keeper.Path.isKnown());
    };
    for (auto &[Key, Thread] : State.Threads)
      if (F.Spawns[Key.Which].Kind == SpawnKind::Coroutine &&
          Thread.Doubt.empty() && Thread.Loose != LooseReason::Returned)
        doubt(Thread,
              "'" + F.Calls[E.Which].Name + "' may resume it until it is done");
    for (auto &[Key, Thread] : State.Threads)
      if (F.Spawns[Key.Which].Kind == SpawnKind::Stored &&
          Thread.Doubt.empty() && llvm::any_of(Thread.Loans, IsOwn) &&
          llvm::any_of(Thread.Handles, IsReachable))
        doubt(Thread, "'" + F.Calls[E.Which].Name +
                          "' may run it, and be done with it");
  }
  void operator()(const event::Outcome &) {}
  void operator()(const event::Run &) {}

  void operator()(const event::Touch &E) {
    const auto IsTouched = [&](StorageId Keeper) {
      return E.Anything || Keeper == E.What ||
             sharesRoot(F.Storages[E.What].Path, F.Storages[Keeper].Path);
    };
    for (auto &[Key, Thread] : State.Threads)
      if (F.Spawns[Key.Which].Kind == SpawnKind::Stored &&
          Thread.Doubt.empty() && llvm::any_of(Thread.Handles, IsTouched))
        doubt(Thread, "'" + E.Callee + "' may run it, and be done with it");
  }
  void operator()(const event::Lock &) {}

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
  void shareThreads(StorageId From, StorageId To) {
    for (auto &Entry : State.Threads)
      if (Entry.second.Handles.count(From))
        Entry.second.Handles.insert(To);
  }
};

} // namespace

/// Whether a task is kept where the threads of the function run it, and none of
/// those is left that knows its keeper.
static bool hasNoRunner(const ThreadKey &Key, const LiveThread &Task,
                        const FlowState &State, const FunctionFacts &F) {
  return F.Spawns[Key.Which].IsRunHere &&
         llvm::none_of(State.Threads, [&](const auto &Entry) {
           return F.Spawns[Entry.first.Which].Kind == SpawnKind::Thread &&
                  llvm::any_of(Entry.second.Loans, [&](LoanId L) {
                    return Task.Handles.count(F.Loans[L].Of) != 0;
                  });
         });
}

void applyFact(FlowState &State, const Fact &Step, const FunctionFacts &F,
               std::vector<Outlived> *Found) {
  if (!State.Reachable)
    return;
  const size_t Before = State.Threads.size();
  std::visit(EventTransfer(State, F, Step.At, Found), Step.What);
  if (State.Threads.size() < Before)
    std::erase_if(State.Threads, [&](const auto &Entry) {
      return hasNoRunner(Entry.first, Entry.second, State, F);
    });
}

} // namespace fearless
