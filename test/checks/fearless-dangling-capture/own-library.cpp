// RUN: %check %s -- -std=c++20 -I%root/runtime/include
//
// The library in runtime/ is known by its annotations alone.

#include <fearless/fearless.h>
#include <string>
#include <utility>

void use(int) noexcept;

void spawned_ok() {
  int Count = 0;
  fearless::join_handle<> Worker = fearless::spawn([&Count] { ++Count; });
  Worker.join();
}

// Neither joined nor detached, the handle ends the program: nothing dangles.
void forgotten_ok() {
  int Count = 0;
  fearless::join_handle<> Worker = fearless::spawn([&Count] { ++Count; });
}

void detached_bad() {
  int Count = 0;
  fearless::join_handle<> Worker = fearless::spawn([&Count] { ++Count; }); // expect: may outlive 'Count', which it captures by reference
  Worker.detach();
}

void moved_ok() {
  std::string Text = "text";
  fearless::spawn([Text] { use(static_cast<int>(Text.size())); }).detach();
}

fearless::join_handle<> Kept = fearless::spawn([] {});
void handedOut_bad() {
  int Count = 0;
  Kept = fearless::spawn([&Count] { ++Count; }); // expect: may outlive 'Count', which it captures by reference
}

void scoped_ok() {
  int Count = 0;
  fearless::scope Scope;
  Scope.spawn([&Count] { ++Count; });
}

void scopeDeclaredBefore_bad() {
  fearless::scope Scope;
  int Count = 0;
  Scope.spawn([&Count] { ++Count; }); // expect: may outlive 'Count', which it captures by reference
}

void scopeJoined_ok() {
  fearless::scope Scope;
  int Count = 0;
  Scope.spawn([&Count] { ++Count; });
  Scope.join();
}

void pool_ok() {
  int Count = 0;
  fearless::thread_pool Pool(2);
  Pool.post([&Count] { ++Count; });
}

void poolDeclaredBefore_bad() {
  fearless::thread_pool Pool(2);
  int Count = 0;
  Pool.post([&Count] { ++Count; }); // expect: may outlive 'Count', which it captures by reference
}

void parallel_ok(std::vector<int> &Values) {
  int Sum = 0;
  fearless::par_for_each(Values, [&Sum](int &N) { N += Sum; });
}
