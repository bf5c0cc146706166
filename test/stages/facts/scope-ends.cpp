// RUN: %fearless dump facts %s -- -std=c++20 | FileCheck %s --check-prefixes=CHECK,%if llvm-19 %{LLVM19%} %else %{LLVM22%}
//
// Everything ends against the order of declaration, whether its destructor is
// trivial or not; parameters end behind the locals, on every way out.

#include <string>
#include <thread>

bool ready() noexcept;

// CHECK-LABEL: function mixed
// CHECK: expire T, Last, Name, First (end of scope)
void mixed() {
  int First = 0;
  std::string Name;
  int Last = 0;
  std::thread T([&] {
    ++First;
    Name = "";
    ++Last;
  });
  T.join();
}

// CHECK-LABEL: function parameters
// LLVM22: expire T, Count (return)
// LLVM19: expire T (return)
// LLVM19: expire Count (return)
// CHECK: expire T (end of scope)
// CHECK: expire Count (end of scope)
void parameters(int Count) {
  std::thread T([&Count] { ++Count; });
  if (ready())
    return;
  T.join();
}

// CHECK-LABEL: function jumps
// CHECK: expire I (jump)
void jumps() {
  std::thread T;
  for (;;) {
    int I = 0;
    T = std::thread([&I] { ++I; });
    if (ready())
      break;
    T.join();
  }
  T.join();
}

// CHECK-LABEL: function temporary
// CHECK: expire #{{[0-9]+}} (end of full expression)
void temporary() { std::thread([] {}).detach(); }
