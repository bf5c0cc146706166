// RUN: %check %s
//
// Orders that are kept in ways which a pair of functions does not show: all at
// once, by a comparison, from parents to children, by what is held already.

#include <functional>
#include <mutex>
#include <utility>

// std::lock on guards that wait for it takes all at once, in any order.
namespace deferred {
struct Account {
  std::mutex Mutex;
};
void transfer_ok(Account &From, Account &To) {
  std::unique_lock<std::mutex> L(From.Mutex, std::defer_lock);
  std::unique_lock<std::mutex> K(To.Mutex, std::defer_lock);
  std::lock(L, K);
}
std::mutex A, B, C;
void ab_ok() {
  std::unique_lock L(A, std::defer_lock), K(B, std::defer_lock);
  std::lock(L, K);
}
void ba_ok() {
  std::unique_lock L(A, std::defer_lock), K(B, std::defer_lock), J(C, std::defer_lock);
  std::lock(J, K, L);
}
} // namespace deferred

// Which object comes first is asked in many ways.
namespace ordered {
struct Account {
  int Number = 0;
  std::mutex Mutex;
  bool operator<(const Account &Other) const { return Number < Other.Number; }
};
void byLess_ok(Account &From, Account &To) {
  Account *First = &From, *Second = &To;
  if (std::less<>{}(Second, First))
    std::swap(First, Second);
  std::lock_guard<std::mutex> L(First->Mutex);
  std::lock_guard<std::mutex> K(Second->Mutex);
}
void byOperator_ok(Account &From, Account &To) {
  if (To < From)
    return byOperator_ok(To, From);
  std::lock_guard<std::mutex> L(From.Mutex);
  std::lock_guard<std::mutex> K(To.Mutex);
}
bool comesBefore(const Account &A, const Account &B);
void byFunction_ok(Account &From, Account &To) {
  if (comesBefore(To, From))
    return byFunction_ok(To, From);
  std::lock_guard<std::mutex> L(From.Mutex);
  std::lock_guard<std::mutex> K(To.Mutex);
}
// A helper whose callers see to the order.
static void lockBoth(Account &First, Account &Second) {
  First.Mutex.lock();
  Second.Mutex.lock();
}
void byCaller_ok(Account &From, Account &To) {
  if (From.Number < To.Number)
    lockBoth(From, To);
  else
    lockBoth(To, From);
  From.Mutex.unlock();
  To.Mutex.unlock();
}
} // namespace ordered

// Both locks of a parent, then both of a child, and never back.
namespace tree {
struct Scene {
  std::mutex Video, Audio;
  Scene *Parent;
};
static void lockAll(Scene &Of) {
  Of.Video.lock();
  Of.Audio.lock();
}
static void unlockAll(Scene &Of) {
  Of.Audio.unlock();
  Of.Video.unlock();
}
void adopt_ok(Scene &Child) {
  Scene &Parent = *Child.Parent;
  lockAll(Parent);
  lockAll(Child);
  unlockAll(Child);
  unlockAll(Parent);
}
} // namespace tree

// The lock of a guard that is handed in is that of whoever made the guard.
namespace handedIn {
struct Queue {
  std::mutex Scheduler;
  void wait_ok(std::unique_lock<std::mutex> &Held) {
    std::lock_guard<std::mutex> L(Scheduler);
    Held.unlock();
  }
  void wake_ok(std::unique_lock<std::mutex> &Held) {
    Scheduler.lock();
    Held.lock();
    Scheduler.unlock();
  }
};
} // namespace handedIn

// A closure's `this` is that of the function around it, not the closure.
namespace closures {
class Registry {
public:
  template <typename F> void each(F &&Run) {
    std::lock_guard<std::recursive_mutex> L(Mutex);
    Run();
  }
  void count_ok() {
    each([this] { std::lock_guard<std::recursive_mutex> L(Mutex); });
  }

private:
  std::recursive_mutex Mutex;
};
} // namespace closures

// What the thread holds already, it need not wait for.
namespace again {
struct Pool {
  std::recursive_mutex Transactions, Blocks;
  void info_ok() {
    std::lock_guard<std::recursive_mutex> L(Transactions);
    std::lock_guard<std::recursive_mutex> K(Blocks);
  }
  void all_ok() {
    std::lock_guard<std::recursive_mutex> L(Transactions);
    std::lock_guard<std::recursive_mutex> K(Blocks);
    info_ok();
  }
};
} // namespace again
