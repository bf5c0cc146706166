// RUN: %fearless dump facts %s -- -std=c++20 | FileCheck %s
//
// How values refer to storages.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

// CHECK-LABEL: function captures
// CHECK-DAG: loan {{[0-9]+}}: reference capture of X at
// CHECK-DAG: loan {{[0-9]+}}: copy of Y at
// CHECK-DAG: loan {{[0-9]+}}: address of Z at
void captures() {
  int X = 0, Z = 0;
  std::shared_ptr<int> Y;
  std::thread([&X, Y, P = &Z] { X = *Y + *P; }).detach();
}

// CHECK-LABEL: function arguments
// CHECK-DAG: loan {{[0-9]+}}: decayed Buffer at
// CHECK-DAG: loan {{[0-9]+}}: reference to X at
// CHECK-DAG: loan {{[0-9]+}}: view of Name's contents at
void arguments() {
  char Buffer[4];
  int X = 0;
  std::string Name;
  std::thread([](char *, int &, const char *) {}, Buffer, std::ref(X),
              Name.c_str())
      .detach();
}

// CHECK-LABEL: function view
// CHECK: assign View = {loan {{[0-9]+}}}
// CHECK: spawn 0
void view() {
  std::string Name;
  std::string_view View = Name;
  std::thread([View] { (void)View; }).detach();
}

// A string takes no loan from what it is copied from.
// CHECK-LABEL: function copy
// CHECK-NOT: view of
// CHECK: spawn 0: std::thread
void copy(const char *Name) {
  std::string Copy = Name;
  std::thread([Copy] { (void)Copy; }).detach();
}
