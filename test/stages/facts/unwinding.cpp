// RUN: %fearless dump facts %s -- -std=c++20 | FileCheck %s
//
// A throw ends what its way leaves behind; clang's CFG does not say so. Without
// edges for exceptions, the body of a handler could not be reached at all.

#include <thread>

bool ready() noexcept;
void mayThrow();

// CHECK-LABEL: function thrown
// CHECK: spawn 0 into
// CHECK: expire T, Count (throw)
void thrown() {
  int Count = 0;
  std::thread T([&Count] { ++Count; });
  if (!ready())
    throw 1;
  T.join();
}

// What is declared outside the try lives on in the handler.
// CHECK-LABEL: function caught
// CHECK-NOT: expire {{.*}}T{{.*}} (throw)
// CHECK: expire Count (throw)
// CHECK: join T
void caught() {
  std::thread T;
  try {
    int Count = 0;
    T = std::thread([&Count] { ++Count; });
    if (!ready())
      throw 1;
  } catch (int) {
    T.join();
  }
}

// CHECK-LABEL: function callThrows
// CHECK: if a call throws
// CHECK-NEXT: expire T, Count (exception)
void callThrows() {
  int Count = 0;
  std::thread T([&Count] { ++Count; });
  mayThrow();
  T.join();
}

// CHECK-LABEL: function handlerIsReached
// CHECK: spawn 0
void handlerIsReached() {
  try {
    mayThrow();
  } catch (...) {
    std::thread([] {}).detach();
  }
}
