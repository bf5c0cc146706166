// RUN: %check %s
//
// What fearless-double-lock finds: one shape a function, the smallest
// code that shows it. Its twin in ok.cpp is the tempting one.

#include <mutex>
#include <pthread.h>
#include <shared_mutex>

std::mutex M;
std::shared_mutex Shared;
pthread_mutex_t Posix;

void guards_bad() {
  std::lock_guard<std::mutex> A(M); // note: 'M' is locked here
  std::lock_guard<std::mutex> B(M); // expect: 'M' is locked while this thread already holds it
}

void bare_bad() {
  M.lock();
  M.lock(); // expect: already holds it
  M.unlock();
  M.unlock();
}

void posix_bad() {
  pthread_mutex_lock(&Posix);
  pthread_mutex_lock(&Posix); // expect: 'Posix' is locked while
}

void upgrade_bad() {
  std::shared_lock<std::shared_mutex> Reader(Shared);
  std::unique_lock<std::shared_mutex> Writer(Shared); // expect: for writing, while this thread holds it for reading
}

void relock_bad() {
  std::unique_lock<std::mutex> A(M);
  A.lock(); // expect: 'M' is locked while
}

void release_bad() {
  std::unique_lock<std::mutex> A(M);
  A.release();
  M.lock(); // expect: 'M' is locked while
}

struct Account {
  std::mutex Mutex;
  int Balance = 0;

  void audit_ok() { std::lock_guard<std::mutex> Lock(Mutex); }
  void deposit_bad() {
    std::lock_guard<std::mutex> Lock(Mutex);
    audit_ok(); // expect: 'Account::audit_ok' locks 'Mutex' while this thread already holds it
  }
};

// Four calls down.
struct Deep {
  std::mutex Mutex;
  void d() { std::lock_guard<std::mutex> Lock(Mutex); }
  void c() { d(); }
  void b() { c(); }
  void a() { b(); }
  void chain_bad() {
    std::lock_guard<std::mutex> Lock(Mutex);
    a(); // expect: 'Deep::a' locks 'Mutex'
  }
};

// A lock and a guard of the user's own, known by what they do.
class OwnMutex {
public:
  void enter() { pthread_mutex_lock(&Raw); }
  void leave() { pthread_mutex_unlock(&Raw); }

private:
  pthread_mutex_t Raw;
};
class OwnGuard {
public:
  explicit OwnGuard(OwnMutex &Of) : Of(Of) { Of.enter(); }
  ~OwnGuard() { Of.leave(); }

private:
  OwnMutex &Of;
};
struct Owner {
  OwnMutex Mutex;
  void own_bad() {
    OwnGuard A(Mutex);
    OwnGuard B(Mutex); // expect: already holds it
  }
};

std::unique_lock<std::mutex> lockIt() {
  return std::unique_lock<std::mutex>(M);
}
void returned_bad() {
  auto Lock = lockIt();
  M.lock(); // expect: 'M' is locked while
}

void enterCS(pthread_mutex_t *Which) { pthread_mutex_lock(Which); }
void function_bad() {
  enterCS(&Posix);
  enterCS(&Posix); // expect: 'enterCS' locks 'Posix' while
}

struct Member {
  std::mutex Mutex;
  struct Held {
    explicit Held(std::mutex &M) : Lock(M) {}
    std::lock_guard<std::mutex> Lock;
  };
  void guardMember_bad() {
    Held A(Mutex);
    Mutex.lock(); // expect: 'Mutex' is locked while
  }
};

// Both halves of a condition that is tested twice.
void correlated_bad(bool Locked) {
  if (Locked)
    M.lock();
  if (Locked)
    M.lock(); // expect: 'M' is locked while
}

struct Context {
  std::unique_lock<std::mutex> L;
};
void guardInStruct_bad() {
  Context C{std::unique_lock<std::mutex>(M)};
  M.lock(); // expect: 'M' is locked while this thread already holds it
}

// --- copies and own locks that are none of the exceptions --------------------

class CopiedTwice {
public:
  CopiedTwice() = default;
  CopiedTwice(const CopiedTwice &Other) {
    std::lock_guard<std::mutex> Lock(Other.M);
    Value = Other.Value;
  }
  void copy_bad() {
    std::lock_guard<std::mutex> Lock(M);
    CopiedTwice Copy(*this); // expect: while this thread already holds it
  }
  // `this` in a closure is that of the function around it.
  void closure_bad() {
    std::lock_guard<std::mutex> Lock(M);
    auto Locked = [this] { std::lock_guard<std::mutex> Again(M); };
    Locked(); // expect: 'lambda' locks 'M' while this thread already holds it
  }

private:
  mutable std::mutex M;
  int Value = 0;
};
