// RUN: %check %s --checks 'fearless-*' -- -std=c++20 -isystem %S/Inputs
//
// The kinds of false findings that users of other checkers complain about, each
// as one function that every check leaves alone.

#include <cerrno>
#include <chrono>
#include <functional>
#include <library_of_others.h>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <sys/socket.h>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::mutex A, B, Gate;
std::shared_mutex S, T;

// The usual order, against which each kind tempts.
void usualOrder_ok() {
  std::lock_guard L(A);
  std::lock_guard K(B);
}
void usualReaders_ok() {
  std::shared_lock L(S);
  std::shared_lock K(T);
}

// 1: a gate lock.
namespace gated {
std::mutex C, D;
void kind01_ok() {
  std::lock_guard G(Gate);
  std::lock_guard L(C);
  std::lock_guard K(D);
}
void kind01Other_ok() {
  std::lock_guard G(Gate);
  std::lock_guard K(D);
  std::lock_guard L(C);
}
} // namespace gated

// 2: one thread, before there are others.
namespace startup {
std::mutex C, D;
static void kind02_ok() {
  std::lock_guard L(C);
  std::lock_guard K(D);
}
static void kind02Other_ok() {
  std::lock_guard K(D);
  std::lock_guard L(C);
}
} // namespace startup
int main() {
  startup::kind02_ok();
  startup::kind02Other_ok();
}

// 3: an edge of a chain whose locks are never held together.
void kind03_ok() {
  std::unique_lock K(B);
  K.unlock();
  std::lock_guard L(A);
}

// 4: readers only.
void kind04_ok() {
  std::shared_lock K(T);
  std::shared_lock L(S);
}

// 5: the later lock is tried for.
void kind05_ok() {
  std::lock_guard K(B);
  if (A.try_lock())
    A.unlock();
}

// 6: taken together.
void kind06_ok() { std::scoped_lock Both(B, A); }
void kind06Lock_ok() {
  std::lock(B, A);
  std::lock_guard K(B, std::adopt_lock);
  std::lock_guard L(A, std::adopt_lock);
}

// 7: guards that do not lock at once.
void kind07Defer_ok() {
  std::unique_lock K(B, std::defer_lock);
  std::lock_guard L(A);
}
void kind07Adopt_ok() {
  A.lock();
  std::lock_guard L(A, std::adopt_lock);
}
void kind07Try_ok() {
  std::unique_lock K(B, std::try_to_lock);
  if (K)
    return;
  std::lock_guard L(A);
}

// 8: unlocked before.
void kind08_ok() {
  std::unique_lock L(A);
  L.unlock();
  std::this_thread::sleep_for(1s);
}

// 9: a guard that is moved or returned.
std::unique_lock<std::mutex> kind09_ok() { return std::unique_lock(B); }
void kind09Returned_ok() {
  { auto K = kind09_ok(); }
  std::lock_guard L(A);
}
void kind09Moved_ok() {
  std::unique_lock K(B);
  { auto Moved = std::move(K); }
  std::lock_guard L(A);
}

// 10: an object that nobody else knows yet.
struct Session {
  std::mutex M;
  std::vector<int> Items;
  explicit Session(std::mutex &Registry) {
    std::lock_guard L(M);
    std::lock_guard K(Registry);
  }
  void kind10_ok(std::mutex &Registry) {
    std::lock_guard K(Registry);
    std::lock_guard L(M);
  }
};

// 11: the same class, not the same object.
struct Account {
  std::mutex M;
  void audit_ok() { std::lock_guard L(M); }
  void kind11_ok(Account &Other) {
    { std::lock_guard L(M); }
    Other.audit_ok();
  }
};

// 12: branches that cannot be taken together.
void kind12_ok(bool Locks) {
  if (Locks)
    A.lock();
  if (!Locks)
    A.lock();
  A.unlock();
}

// 13: code of a template that no instantiation runs so.
template <typename M> void both(M &First, M &Second) {
  std::lock_guard L(First);
  std::lock_guard K(Second);
}
struct NoLock {
  void lock() {}
  void unlock() {}
};
void kind13_ok() {
  NoLock First, Second;
  both(First, Second);
  both(Second, First);
}
template <typename M> void kind13Alone_ok(M &Lock) {
  std::lock_guard L(Lock);
  Lock.lock();
}
template <typename M> void kind13Twice_ok(M &Lock) {
  std::lock_guard L(Lock);
  Lock.lock();
  Lock.unlock();
}
void kind13Recursive_ok(std::recursive_mutex &Recursive) {
  kind13Twice_ok(Recursive);
}

// 14: inside a library, where the reader can mend nothing.
void kind14_ok() {
  library_of_others::forward();
  library_of_others::backward();
  library_of_others::sleep_for_others();
}

// 15: a descriptor that does not block.
int kind15_ok(int Socket, char *Buffer) {
  std::lock_guard L(A);
  if (recv(Socket, Buffer, 1, 0) < 0 && errno == EWOULDBLOCK)
    return 0;
  return 1;
}

// 16: closures that do not leave.
void each([[clang::noescape]] const std::function<void(int)> &Visit);
void kind16_ok() {
  int Sum = 0;
  each([&Sum](int N) { Sum += N; });
  [&Sum] { ++Sum; }();
}
