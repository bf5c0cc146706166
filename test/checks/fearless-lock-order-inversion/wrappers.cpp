// RUN: %check %s
//
// Locks and guards of the user's own, with capability attributes or by shape:
// each object is a lock of its own, whatever it wraps.

#include <mutex>
#include <pthread.h>

// With attributes, and bodies.
class [[clang::capability("mutex")]] Mutex {
public:
  void lock() __attribute__((acquire_capability())) { Raw.lock(); }
  void unlock() __attribute__((release_capability())) { Raw.unlock(); }

private:
  std::mutex Raw;
};

class [[clang::scoped_lockable]] Guard {
public:
  explicit Guard(Mutex &M) __attribute__((acquire_capability(M))) : M(M) { M.lock(); }
  ~Guard() __attribute__((release_capability())) { M.unlock(); }

private:
  Mutex &M;
};

namespace bare {
Mutex A, B;
void ab_bad() {
  A.lock();
  B.lock(); // expect: 'A' and 'B' are locked in opposite orders
  B.unlock();
  A.unlock();
}
void ba() {
  B.lock();
  A.lock();
  A.unlock();
  B.unlock();
}
} // namespace bare

namespace bareInOrder {
Mutex A, B;
void ab_ok() {
  A.lock();
  B.lock();
  B.unlock();
  A.unlock();
}
void again_ok() {
  A.lock();
  B.lock();
  A.unlock();
  B.unlock();
}
} // namespace bareInOrder

namespace guarded {
class Pool {
public:
  void ab_bad() {
    Guard K(A);
    Guard L(B); // expect: 'Pool::A' and 'Pool::B' are locked in opposite orders
  }
  void ba() {
    Guard L(B);
    Guard K(A);
  }

private:
  Mutex A, B;
};
class Ordered {
public:
  void ab_ok() {
    Guard K(A);
    Guard L(B);
  }
  void again_ok() {
    Guard K(A);
    Guard L(B);
  }
  void apart_ok() {
    { Guard L(B); }
    Guard K(A);
  }

private:
  Mutex A, B;
};
} // namespace guarded

// With attributes only.
class [[clang::capability("mutex")]] Opaque {
public:
  void acquire() __attribute__((acquire_capability()));
  void release() __attribute__((release_capability()));
};

namespace opaque {
Opaque A, B;
void ab_bad() {
  A.acquire();
  B.acquire(); // expect: 'A' and 'B' are locked in opposite orders
  B.release();
  A.release();
}
void ba() {
  B.acquire();
  A.acquire();
  A.release();
  B.release();
}
void unlocked_ok() {
  B.acquire();
  B.release();
  A.acquire();
  A.release();
}
} // namespace opaque

// By shape.
class SpinFreeMutex {
public:
  SpinFreeMutex() { pthread_mutex_init(&Raw, nullptr); }
  void Lock() { pthread_mutex_lock(&Raw); }
  void Unlock() { pthread_mutex_unlock(&Raw); }

private:
  pthread_mutex_t Raw;
};

struct AutoLock {
  explicit AutoLock(SpinFreeMutex *M) : M(M) { M->Lock(); }
  ~AutoLock() { M->Unlock(); }
  SpinFreeMutex *M;
};

namespace shaped {
class Cache {
public:
  void ab_bad() {
    AutoLock K(&A);
    AutoLock L(&B); // expect: 'Cache::A' and 'Cache::B' are locked in opposite orders
  }
  void ba() {
    AutoLock L(&B);
    A.Lock();
    A.Unlock();
  }

private:
  SpinFreeMutex A, B;
};
class Ordered {
public:
  void ab_ok() {
    AutoLock K(&A);
    AutoLock L(&B);
  }
  void again_ok() {
    A.Lock();
    B.Lock();
    B.Unlock();
    A.Unlock();
  }

private:
  SpinFreeMutex A, B;
};
} // namespace shaped

// Two objects of one class, through the wrapper.
struct Account {
  Mutex M;
};
void transfer_bad(Account &From, Account &To) {
  Guard K(From.M);
  Guard L(To.M); // expect: are locked in the order of the arguments
}
