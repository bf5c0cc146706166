// RUN: %check %s
//
// Counts of owners that users keep themselves. Whoever drops one owner under a
// lock seldom is the last: what only the last one does is possible.

#include <atomic>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>

std::mutex M;

// --- counts of C -------------------------------------------------------------

struct worker {
  int refs;
  pthread_t thread;
  int width;
};
static void worker_destroy(worker *w) { pthread_join(w->thread, nullptr); }

static void worker_release(worker *w) {
  if (__atomic_fetch_sub(&w->refs, 1, __ATOMIC_ACQ_REL) == 1)
    worker_destroy(w);
}
void resize_bad(worker *w) {
  std::lock_guard<std::mutex> Lock(M);
  worker_release(w); // strict: 'worker_release' waits for a thread to end while 'M' is held
}

static void worker_put(worker *w) {
  if (__sync_sub_and_fetch(&w->refs, 1) > 0)
    return;
  worker_destroy(w);
}
void put_bad(worker *w) {
  std::lock_guard<std::mutex> Lock(M);
  worker_put(w); // strict: waits for a thread to end while 'M' is held
}

static void worker_unref(worker *w) {
  w->refs -= 1;
  if (w->refs)
    return;
  worker_destroy(w);
}
void unref_bad(worker *w) {
  std::lock_guard<std::mutex> Lock(M);
  worker_unref(w); // strict: waits for a thread to end while 'M' is held
}

int count_dec(int *Count);
static void worker_drop(worker *w) {
  int left = count_dec(&w->refs);
  if (left == 0)
    worker_destroy(w);
}
void drop_bad(worker *w) {
  std::lock_guard<std::mutex> Lock(M);
  worker_drop(w); // strict: waits for a thread to end while 'M' is held
}

// --- counts of C++ -----------------------------------------------------------

class Worker {
public:
  ~Worker() { Thread.join(); }
  void release() {
    if (--Refs == 0)
      delete this;
  }
  bool deref() { return --Refs != 0; }

private:
  std::atomic<int> Refs{1};
  std::thread Thread;
};

void release_bad(Worker *W) {
  std::lock_guard<std::mutex> Lock(M);
  W->release(); // strict: waits for a thread to end while 'M' is held
}

static void leave(Worker *W) {
  if (!W->deref())
    delete W;
}
void deref_bad(Worker *W) {
  std::lock_guard<std::mutex> Lock(M);
  leave(W); // strict: waits for a thread to end while 'M' is held
}

template <typename T> class Handle {
public:
  explicit Handle(T *P) : P(P) {}
  Handle(Handle &&Other) : P(std::exchange(Other.P, nullptr)) {}
  ~Handle() {
    if (P)
      P->release();
  }

private:
  T *P;
};
void handle_bad(Worker *W) {
  std::lock_guard<std::mutex> Lock(M);
  Handle<Worker> H(W);
} // strict: waits for a thread to end while 'M' is held

// --- sure all the same -------------------------------------------------------

// The code that holds the lock is the one that does it for the last owner.
void inPlace_bad(Worker *W, int *Refs) {
  std::lock_guard<std::mutex> Lock(M);
  if (--*Refs == 0)
    delete W; // expect: waits for a thread to end while 'M' is held
}

// A count of rounds, or another test.
static void joinAll(std::thread *Threads, int Count) {
  while (Count-- > 0)
    Threads[Count].join();
}
void rounds_bad(std::thread *Threads) {
  std::lock_guard<std::mutex> Lock(M);
  joinAll(Threads, 4); // expect: 'joinAll' waits for a thread to end while 'M' is held
}

static void stop(worker *w) {
  if (w->refs == 0)
    worker_destroy(w);
}
void stop_bad(worker *w) {
  std::lock_guard<std::mutex> Lock(M);
  stop(w); // expect: 'stop' waits for a thread to end while 'M' is held
}

// What comes behind the test is for all.
static void flush(worker *w) {
  if (__sync_sub_and_fetch(&w->refs, 1) == 0)
    w->width = 0;
  pthread_join(w->thread, nullptr);
}
void flush_bad(worker *w) {
  std::lock_guard<std::mutex> Lock(M);
  flush(w); // expect: 'flush' waits for a thread to end while 'M' is held
}
