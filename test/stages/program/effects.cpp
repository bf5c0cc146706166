// RUN: %fearless dump program %s -- -std=c++20 | FileCheck %s
//
// Each call is followed by what the summary of its function comes to.

#include <functional>
#include <thread>
#include <utility>

void detaches(std::function<void()> F) { std::thread(std::move(F)).detach(); }
void passes(std::function<void()> F) { detaches(std::move(F)); }
void joins(std::function<void()> F) { std::thread(std::move(F)).join(); }

// Two calls deep, and a thread of the caller's closure runs.
// CHECK-LABEL: function through
// CHECK: spawn 0: passes at {{.*}} crossing {loan 0}
// CHECK: call 0: passes
// CHECK: call 0
// CHECK-NEXT: -> 2
// CHECK-NEXT: spawn 0 beside others let go of
// CHECK-NEXT: -> 3 if a call throws
void through() {
  int Count = 0;
  passes([&Count] { ++Count; });
}

// Nothing is left of a thread that has ended.
// CHECK-LABEL: function waits
// CHECK-NOT: spawn
// CHECK-LABEL: function lambda
void waits() {
  int Count = 0;
  joins([&Count] { ++Count; });
}
