// RUN: %fearless dump facts %s -- -std=c++23 | FileCheck %s
//
// clang's CFG has no end for what a range-for declares beside its variable, nor
// for a temporary that C++23 lets live as long as the loop.

#include <string>
#include <string_view>
#include <thread>
#include <vector>

// CHECK-LABEL: function initStatement
// CHECK: expire {{.*}}Count{{.*}} (end of scope)
// CHECK: join T
void initStatement(std::vector<int> &Numbers) {
  std::thread T;
  for (int Count = 0; int N : Numbers)
    T = std::thread([&Count, N] { Count += N; });
  T.join();
}

// CHECK-LABEL: function extendedTemporary
// CHECK: storage [[RANGE:__range[0-9]+]]: local
// CHECK: expire {{.*}}[[RANGE]]{{.*}} (end of scope)
// CHECK: join T
std::string name();
const std::string &same(const std::string &S [[clang::lifetimebound]]);
void extendedTemporary() {
  std::thread T;
  for (const char &C : std::string(name()))
    T = std::thread([&C] { (void)C; });
  T.join();
}
