// RUN: %check %s --checks 'fearless-double-lock,fearless-blocking-under-lock,fearless-lock-order-inversion,fearless-non-send'
//
// What locks and guards of libraries do, where it is easy to get wrong. The
// numbers are counted by test/model/semantics.py.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace absl {
class Condition {};
class Mutex {
public:
  void Lock();
  void Unlock();
  void Await(const Condition &);
  bool LockWhenWithTimeout(const Condition &, int);
};
class ReleasableMutexLock {
public:
  explicit ReleasableMutexLock(Mutex *);
  ~ReleasableMutexLock();
  void Release();
};
} // namespace absl

namespace Poco {
class RWLock {
public:
  void readLock();
  void writeLock();
  void unlock();
};
class ScopedRWLock {
public:
  explicit ScopedRWLock(RWLock &, bool Write = false);
  ~ScopedRWLock();
};
class FastMutex {
public:
  void lock();
  void unlock();
};
template <typename M> class ScopedUnlock {
public:
  explicit ScopedUnlock(M &);
  ~ScopedUnlock();
};
} // namespace Poco

std::mutex A, B;

// Semantics 11: a guard belongs to the thread that locked. release() of the
// standard's guards leaves the lock held, Release() of Abseil's lets go of it.
void guardToThread_bad() {
  std::unique_lock L(A);
  std::thread T([L = std::move(L)] {}); // expect: 'L' is moved to another thread, but 'std::unique_lock<std::mutex>' is not Send
  T.join(); // The lock is the thread's now: nothing to unlock here.
}
void release_bad() {
  std::unique_lock L(A);
  L.release();
  A.lock(); // expect: 'A' is locked while this thread already holds it
}
void releaseOfAbseil_ok(absl::Mutex &M) {
  absl::ReleasableMutexLock L(&M);
  L.Release();
  M.Lock();
  M.Unlock();
}

// Semantics 12: an argument says whether a guard reads or writes.
Poco::RWLock R;
void modeByArgument_bad() {
  Poco::ScopedRWLock L(R, true);
  Poco::ScopedRWLock K(R, true); // expect: 'R' is locked while this thread already holds it
}
void readsByDefault_bad() {
  Poco::ScopedRWLock L(R);
  Poco::ScopedRWLock K(R); // strict: 'R' is locked while this thread already holds it
}

// Semantics 13: some results say that the lock was got, some that it was not,
// and some nothing of the kind.
void holdsAnyway_bad(absl::Mutex &M) {
  if (!M.LockWhenWithTimeout(absl::Condition(), 1))
    M.Lock(); // expect: 'M' is locked while this thread already holds it
  M.Unlock();
}
void zeroIsSuccess_ok() {
  static pthread_mutex_t P = PTHREAD_MUTEX_INITIALIZER;
  if (pthread_mutex_trylock(&P) != 0)
    pthread_mutex_lock(&P);
  pthread_mutex_unlock(&P);
}
void zeroIsSuccess_bad() {
  static pthread_mutex_t P = PTHREAD_MUTEX_INITIALIZER;
  if (pthread_mutex_trylock(&P) == 0)
    pthread_mutex_lock(&P); // expect: 'P' is locked while this thread already holds it
  pthread_mutex_unlock(&P);
}

// Semantics 15: a guard without a name protects nothing, nor does one that is
// not what it looks like.
void unnamed_ok() {
  std::lock_guard{A};
  std::lock_guard L(A);
}
void declares_ok() {
  std::unique_lock<std::mutex>(A);
  sleep(1);
}

// Semantics 16: an object that unlocks while it lives.
Poco::FastMutex F;
void opensForAWhile_ok() {
  F.lock();
  {
    Poco::ScopedUnlock<Poco::FastMutex> Open(F);
    sleep(1);
  }
  F.unlock();
}
void behindTheOpening_bad() {
  F.lock();
  { Poco::ScopedUnlock<Poco::FastMutex> Open(F); }
  sleep(1); // expect: 'sleep' sleeps while 'F' is held
  F.unlock();
}

// Semantics 17: a wait lets go of one lock: that of its guard, or that which it
// is called on.
std::condition_variable Changed;
void ownLock_ok() {
  std::unique_lock L(A);
  Changed.wait(L);
}
void otherLock_bad() {
  std::lock_guard K(B);
  std::unique_lock L(A);
  Changed.wait(L); // expect: while 'B' is held
}
void awaitsItself_ok(absl::Mutex &M) {
  M.Lock();
  M.Await(absl::Condition());
  M.Unlock();
}
void awaitsUnderAnother_bad(absl::Mutex &M) {
  std::lock_guard K(B);
  M.Lock();
  M.Await(absl::Condition()); // expect: while 'B' is held
  M.Unlock();
}
