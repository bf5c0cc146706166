// RUN: %fearless dump flow %s -- -std=c++20 | FileCheck %s
//
// Which locks are held.

#include <mutex>
#include <shared_mutex>

std::mutex M;
std::shared_mutex S;

// CHECK-LABEL: function scope
// CHECK: acquire {M}
// CHECK-NEXT: holds {M}
// CHECK: expire
// CHECK-NOT: holds
// CHECK-LABEL: function shared
void scope() { std::lock_guard<std::mutex> A(M); }

// CHECK: holds {S shared}
void shared() { std::shared_lock<std::shared_mutex> A(S); }

// What a caller holds, released for a while.
// CHECK-LABEL: function relock
// CHECK: release {M}
// CHECK-NEXT: released for the caller {M}
// CHECK: acquire {M}
// CHECK-NOT: released
// CHECK-LABEL: function correlated
void relock() {
  M.unlock();
  M.lock();
}

// CHECK: holds {M given condition 0}
// CHECK: release {M}
// CHECK-NOT: holds
void correlated(bool Locked) {
  if (Locked)
    M.lock();
  if (Locked)
    M.unlock();
}
