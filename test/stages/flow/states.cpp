// RUN: %fearless dump flow %s -- -std=c++20 | FileCheck %s
//
// Which threads run, and by what right.

#include <thread>
#include <utility>

bool ready() noexcept;

// CHECK-LABEL: function joined
// CHECK: spawn 0 into
// CHECK-NEXT: thread 0 held by
// CHECK: thread 0 held by T, borrows {Count}
// CHECK: join T
// CHECK-NOT: thread 0
// CHECK-LABEL: function detached
void joined() {
  int Count = 0;
  std::thread T([&Count] { ++Count; });
  T.join();
}

// CHECK: detach T
// CHECK-NEXT: thread 0 detached, borrows {Count}
void detached() {
  int Count = 0;
  std::thread T([&Count] { ++Count; });
  T.detach();
}

// CHECK-LABEL: function moved
// CHECK: move B = A
// CHECK-NEXT: thread 0 held by B
void moved() {
  std::thread A([] {});
  std::thread B = std::move(A);
  B.join();
}

// Where ways meet, a thread runs if it runs on one of them.
// CHECK-LABEL: function onOneWay
// CHECK: thread 0 held by T

void onOneWay() {
  std::thread T;
  if (ready())
    T = std::thread([] {});
  ready();
  return T.join();
}

// A joinable std::thread ends the program; nothing runs on behind it.
// CHECK-LABEL: function terminated
// CHECK: expire T
// CHECK-NOT: thread 0
// CHECK-LABEL: function rounds
void terminated() { std::thread T([] {}); }

// A thread of an earlier round of a loop is told from the newest.
// CHECK: thread 0 (earlier)
void rounds() {
  std::thread Threads[2];
  for (auto &T : Threads)
    T = std::thread([] {});
  for (auto &T : Threads)
    T.join();
}
