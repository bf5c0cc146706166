// RUN: %fearless dump facts %s -- -std=c++20 | FileCheck %s
//
// What happens to locks: guards and their tags, tries, waits.

#include <condition_variable>
#include <mutex>

std::mutex M, N;
std::condition_variable Signal;

// CHECK-LABEL: function guards
// CHECK: acquire {M} by
// CHECK: move by A from
// CHECK: tie {N} by
// CHECK: unlock by B
// CHECK: drop by B
void guards() {
  std::lock_guard<std::mutex> A(M);
  std::unique_lock<std::mutex> B(N, std::defer_lock);
  B.unlock();
  B.release();
}

// CHECK-LABEL: function tries
// CHECK: acquire {M} by trying
// CHECK: release {M}
void tries() {
  if (M.try_lock())
    M.unlock();
}

// CHECK-LABEL: function together
// CHECK: acquire {M, N} by
void together() { std::scoped_lock<std::mutex, std::mutex> Both(M, N); }

// CHECK-LABEL: function waits
// CHECK: block: std::condition_variable::wait waits for another thread to signal, tier 0 from L
void waits() {
  std::unique_lock<std::mutex> L(M);
  Signal.wait(L);
}

// CHECK-LABEL: function waitsInMacro
// CHECK: block: std::condition_variable::wait waits for another thread to signal, tier 0 in LOCK_AND_WAIT from L
#define LOCK_AND_WAIT                                                          \
  std::unique_lock<std::mutex> L(M);                                           \
  Signal.wait(L)
void waitsInMacro() { LOCK_AND_WAIT; }

// CHECK-LABEL: function waitsSynchronized
// CHECK: block: std::condition_variable::wait waits for another thread to signal, tier 0 in ENTER_SYNCHRONIZED from L
#define ENTER_SYNCHRONIZED                                                     \
  std::unique_lock<std::mutex> L(M);                                           \
  Signal.wait(L)
void waitsSynchronized() { ENTER_SYNCHRONIZED; }

// A lock of one's own is entered by its member.
struct Own {
  void lock() { M.lock(); }
  void unlock() { M.unlock(); }
};
// CHECK-LABEL: function own
// CHECK: enter Own::lock {O} by {{.*}}, else acquire
void own(Own &O) { std::lock_guard<Own> L(O); }
