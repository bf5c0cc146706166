// RUN: %fearless dump summary %s -- -std=c++20 | FileCheck %s
//
// What functions do to their inputs. Those that do nothing to them are left out.

#include <functional>
#include <thread>
#include <utility>
#include <vector>

// CHECK-LABEL: summary detaches
// CHECK-NEXT: value of parameter 0 escapes to thread
// CHECK-NEXT: 'detaches' starts a thread with it here
void detaches(std::function<void()> F) { std::thread(std::move(F)).detach(); }

// CHECK-NOT: summary joins
void joins(std::function<void()> F) { std::thread(std::move(F)).join(); }

// CHECK-LABEL: summary passes
// CHECK-NEXT: runs parameter 0
// CHECK-NEXT: calls c:@F@runs#
void runs(const std::function<void()> &F) { F(); }
void passes(const std::function<void()> &F) { runs(F); }

// CHECK-LABEL: summary runs
// CHECK-NEXT: runs parameter 0

// CHECK-LABEL: summary Loop::post
// CHECK-NEXT: value of parameter 0 escapes to stored, kept in this.Pending
// CHECK-NEXT: 'Loop::post' keeps it in 'Pending' here
struct Loop {
  std::vector<std::function<void()>> Pending;
  void post(std::function<void()> F) { Pending.push_back(std::move(F)); }
};
