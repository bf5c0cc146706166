// RUN: %check %s
//
// Locks that are released by somebody else: a callee, a destructor, a member of
// the lock's owner, whatever way the lock or its guard came there.

#include <pthread.h>
#include <mutex>

std::mutex G;
void work() noexcept;

struct Box {
  std::mutex M;
  void close() { M.unlock(); }
};

void memberUnlocks_ok(Box &B) {
  B.M.lock();
  B.close();
  B.M.lock();
  B.M.unlock();
}

void release(std::mutex &M) { M.unlock(); }

void unlockedByReference_ok() {
  G.lock();
  release(G);
  G.lock();
  G.unlock();
}

void giveUp(std::unique_lock<std::mutex> &L) { L.unlock(); }

void guardByReference_ok() {
  std::unique_lock L(G);
  giveUp(L);
  G.lock();
  G.unlock();
}

void openForAWhile(std::unique_lock<std::mutex> &L) {
  L.unlock();
  G.lock();
  G.unlock();
  L.lock();
}
void passOn(std::unique_lock<std::mutex> &L) { openForAWhile(L); }

void guardOpenForAWhile_ok() {
  std::unique_lock L(G);
  openForAWhile(L);
}

void guardPassedOn_ok() {
  std::unique_lock L(G);
  passOn(L);
}

class Scheduler {
public:
  void runOne(std::unique_lock<std::mutex> &L) {
    L.unlock();
    poll();
    L.lock();
  }
  void run_ok() {
    std::unique_lock L(M);
    while (true)
      runOne(L);
  }
  void openAtEntry() {
    M.unlock();
    poll();
    M.lock();
  }
  void entered_ok() {
    std::lock_guard L(M);
    openAtEntry();
  }

private:
  void poll() { std::lock_guard L(M); }
  std::mutex M;
};

// Its end takes the lock again; in each round it is another object.
struct LockAtTheEnd {
  std::unique_lock<std::mutex> *L;
  ~LockAtTheEnd() { L->lock(); }
};

void lockedAtTheEndOfRounds_ok() {
  std::unique_lock L(G);
  for (int I = 0; I < 3; ++I) {
    L.unlock();
    LockAtTheEnd Again{&L};
    work();
  }
}

struct OpenWhileAlive {
  std::unique_lock<std::mutex> &L;
  explicit OpenWhileAlive(std::unique_lock<std::mutex> &L) : L(L) { L.unlock(); }
  ~OpenWhileAlive() { L.lock(); }
};

void openInRounds_ok() {
  std::unique_lock L(G);
  for (int I = 0; I < 3; ++I) {
    OpenWhileAlive Open(L);
    work();
  }
}

// A guard behind a pointer, in a user's struct, or in the object itself.
class Loop {
public:
  void openBehind(std::unique_lock<std::mutex> *L) {
    L->unlock();
    poll();
    L->lock();
  }
  void behindPointer_ok() {
    std::unique_lock L(M);
    openBehind(&L);
  }

private:
  void poll() { std::lock_guard L(M); }
  std::mutex M;
};

struct Context {
  std::unique_lock<std::mutex> L;
  void open() { L.unlock(); }
  void openForAWhile() {
    L.unlock();
    G.lock();
    G.unlock();
    L.lock();
  }
};
void openIn(Context &C) {
  C.L.unlock();
  G.lock();
  G.unlock();
  C.L.lock();
}

void guardInStruct_ok() {
  Context C{std::unique_lock(G)};
  openIn(C);
}
void guardOfObject_ok() {
  Context C{std::unique_lock(G)};
  C.openForAWhile();
}
void guardOfObjectOpened_ok() {
  Context C{std::unique_lock(G)};
  C.open();
  G.lock();
  G.unlock();
}

// A lock of the user's own with further ways to take it: 'unlock' gives back
// what any of them took.
class ReadWrite {
public:
  void lockForReading() { pthread_rwlock_rdlock(&Inner); }
  void lock() { pthread_rwlock_wrlock(&Inner); }
  void unlock() { pthread_rwlock_unlock(&Inner); }

private:
  pthread_rwlock_t Inner = PTHREAD_RWLOCK_INITIALIZER;
};
void inTurn_ok(ReadWrite &Lock) {
  Lock.lockForReading();
  Lock.unlock();
  Lock.lock();
  Lock.unlock();
  Lock.lockForReading();
  Lock.unlock();
}
void readThenWrite_bad(ReadWrite &Lock) {
  Lock.lockForReading();
  Lock.lock(); // expect: 'ReadWrite::lock' locks 'ReadWrite::Inner' for writing, while this thread holds it for reading
  Lock.unlock();
}
