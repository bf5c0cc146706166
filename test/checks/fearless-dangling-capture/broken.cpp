// RUN: %check %s
//
// Code that does not compile: what is there is evidence, what is missing is not.

#include <memory>
#include <thread>

void use(int) noexcept;

void mistypedJoin_ok() {
  auto *T = new std::thread;
  int Count = 0;
  *T = std::thread([&Count] { ++Count; });
  T->joi(); // error: no member named 'joi'
}

void unknownGuard_ok() {
  int Count = 0;
  auto *T = new std::thread([&Count] { ++Count; });
  ThreadJoiner Join(T); // error: unknown type name 'ThreadJoiner'
}

void detachedBesideAnError_bad() {
  int Count = 0;
  std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count'
  undeclared(); // error: use of undeclared identifier 'undeclared'
}

void elsewhereInTheUnit_bad() {
  int Count = 0;
  auto *T = new std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count'
  use(T->joinable());
}
