// RUN: %check %s
//
// What fearless-double-lock leaves alone: the twins of flagged.cpp.

#include <memory>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <thread>

std::mutex M, N;
std::recursive_mutex Recursive;
std::shared_mutex Shared;
pthread_mutex_t Posix;

void guards_ok() {
  { std::lock_guard<std::mutex> A(M); }
  std::lock_guard<std::mutex> B(M);
}

void bare_ok() {
  M.lock();
  M.unlock();
  M.lock();
  M.unlock();
}

void recursive_ok() {
  std::lock_guard<std::recursive_mutex> A(Recursive);
  std::lock_guard<std::recursive_mutex> B(Recursive);
}

void upgrade_ok() {
  {
    std::shared_lock<std::shared_mutex> Reader(Shared);
  }
  std::unique_lock<std::shared_mutex> Writer(Shared);
}

void relock_ok() {
  std::unique_lock<std::mutex> A(M);
  A.unlock();
  A.lock();
}

void adopt_ok() {
  M.lock();
  std::lock_guard<std::mutex> A(M, std::adopt_lock);
}

void defer_ok() {
  std::unique_lock<std::mutex> A(M, std::defer_lock);
  A.lock();
}

void together_ok() {
  std::lock(M, N);
  std::lock_guard<std::mutex> A(M, std::adopt_lock);
  std::lock_guard<std::mutex> B(N, std::adopt_lock);
}

void try_ok() {
  std::lock_guard<std::mutex> A(N);
  if (!M.try_lock())
    return;
  M.unlock();
}

void tryGuard_ok() {
  std::unique_lock<std::mutex> A(M, std::try_to_lock);
  if (!A) {
    M.lock();
    M.unlock();
  }
}

void tryPosix_ok() {
  if (pthread_mutex_trylock(&Posix) != 0)
    pthread_mutex_lock(&Posix);
  pthread_mutex_unlock(&Posix);
}

struct Account {
  std::mutex Mutex;
  void audit_ok() { std::lock_guard<std::mutex> Lock(Mutex); }
  void deposit_ok(Account &Other) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Other.audit_ok();
  }
  void early_ok() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Lock.unlock();
    audit_ok();
  }
  // Entered with the lock: what it calls may take it.
  void unlocked_ok() {
    Mutex.unlock();
    audit_ok();
    Mutex.lock();
  }
  void outer_ok() {
    std::lock_guard<std::mutex> Lock(Mutex);
    unlocked_ok();
  }
  void relocks_ok(std::unique_lock<std::mutex> &Held) {
    Held.unlock();
    audit_ok();
    Held.lock();
  }
  void passes_ok() {
    std::unique_lock<std::mutex> Lock(Mutex);
    relocks_ok(Lock);
  }
};

std::unique_lock<std::mutex> moved_ok() {
  std::unique_lock<std::mutex> A(M);
  std::unique_lock<std::mutex> B = std::move(A);
  return B;
}
void receives_ok() {
  { auto Lock = moved_ok(); }
  M.lock();
  M.unlock();
}

void correlated_ok(bool Locked) {
  if (Locked)
    M.lock();
  if (!Locked)
    M.lock();
  M.unlock();
}

void either_ok(bool Locked) {
  std::unique_lock<std::mutex> A(M, std::defer_lock);
  if (Locked)
    A.lock();
  if (Locked)
    A.unlock();
  M.lock();
  M.unlock();
}

void exception_ok(void (*Run)()) {
  try {
    std::lock_guard<std::mutex> A(N);
    Run();
  } catch (...) {
    N.lock();
    N.unlock();
  }
}

void rangeFor_ok(const int (&Values)[2]) {
  for (std::lock_guard<std::mutex> A(M); int V : Values)
    (void)V;
  M.lock();
  M.unlock();
}

struct Node {
  std::mutex Mutex;
  Node *Next = nullptr;
};
// Hand over hand.
void walk_ok(Node *N) {
  N->Mutex.lock();
  while (N->Next) {
    Node *Old = N;
    N = N->Next;
    N->Mutex.lock();
    Old->Mutex.unlock();
  }
}

void elements_ok(std::mutex *Locks, int I, int J) {
  std::lock_guard<std::mutex> A(Locks[I]);
  std::lock_guard<std::mutex> B(Locks[J]);
}

// Each lambda starts with no locks: another thread may run it.
void lambda_ok() {
  std::lock_guard<std::mutex> A(M);
  auto Later = [] {
    std::lock_guard<std::mutex> B(M);
  };
  (void)Later;
}

// An assertion that has failed does not come back.
std::mutex Reports;
void report_ok(const char *What);
#define EXPECT_TRUE(Condition) ((Condition) ? (void)0 : (report_ok(#Condition), __builtin_unreachable()))
void show_ok(int N) {
  EXPECT_TRUE(N >= 0);
}
void report_ok(const char *) {
  std::lock_guard<std::mutex> Lock(Reports);
  show_ok(1);
}

// --- locks that look who is there --------------------------------------------

class OwnRecursive {
public:
  void lock() {
    const std::thread::id Me = std::this_thread::get_id();
    if (Owner == Me) {
      ++Depth;
      return;
    }
    Inner.lock();
    Owner = Me;
    Depth = 1;
  }
  void unlock() {
    if (--Depth != 0)
      return;
    Owner = std::thread::id();
    Inner.unlock();
  }

private:
  std::mutex Inner;
  std::thread::id Owner;
  int Depth = 0;
};
struct Nothing {
  void lock() {}
  void unlock() {}
};
template <typename Mutex> class Twice {
public:
  void outer_ok() {
    std::unique_lock<Mutex> Lock(M);
    inner_ok();
  }
  void inner_ok() { std::scoped_lock<Mutex> Lock(M); }

private:
  Mutex M;
};
template class Twice<OwnRecursive>;
template class Twice<Nothing>;

// The variable is the result: nothing is copied.
class Copied {
public:
  Copied() = default;
  Copied(const Copied &Other) {
    std::lock_guard<std::mutex> Lock(Other.M);
    Value = Other.Value;
  }
  static Copied make_ok() {
    Copied C;
    std::lock_guard<std::mutex> Lock(C.M);
    C.Value = 1;
    return C;
  }

private:
  mutable std::mutex M;
  int Value = 0;
};

// A guard that ends with the full expression, whatever is returned.
struct Job {
  std::thread Thread;
};
struct Locked {
  std::lock_guard<std::mutex> Lock;
  std::shared_ptr<Job> &Value;
  std::shared_ptr<Job> &operator*() const { return Value; }
};
class Current {
public:
  std::shared_ptr<Job> get() { return *locked(); }
  void twice_ok() {
    auto First = get();
    auto Second = get();
  }

private:
  Locked locked() { return {std::lock_guard<std::mutex>(M), Value}; }
  std::mutex M;
  std::shared_ptr<Job> Value;
};
