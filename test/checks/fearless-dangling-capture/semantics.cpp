// RUN: %check %s
//
// What threads of the standard library do with what they are given, where it is
// easy to get wrong. The numbers are counted by test/model/semantics.py.

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(const std::string &);
struct Worker {
  void run();
};

// Semantics 3: a reference survives the decay copy in its wrapper; a bound one
// and the object of a member function, too.
void add(int &N) { ++N; }
void wrapped_bad() {
  int Count = 0;
  std::thread(add, std::ref(Count)).detach(); // expect: may outlive 'Count'
}
void wrapped_ok() {
  int Count = 0;
  std::thread T(add, std::ref(Count));
  T.join();
}
void bound_bad() {
  int Count = 0;
  std::thread(std::bind(add, std::ref(Count))).detach(); // expect: may outlive 'Count'
}
void memberOf_bad() {
  Worker W;
  std::thread(&Worker::run, &W).detach(); // expect: may outlive 'W'
}

// Semantics 4: an array decays to a pointer, and becomes a string on the new
// thread only.
void decayed_bad() {
  char Name[] = "name";
  std::thread(use, Name).detach(); // expect: may outlive 'Name'
}
void madeBefore_ok() {
  char Name[] = "name";
  std::thread(use, std::string(Name)).detach();
}

// Semantics 5: the end of a jthread waits; what is declared behind it has ended
// by then (joins.cpp). Moved out, it waits somewhere else. A stop token comes
// first.
void declaredBefore_ok() {
  int Count = 0;
  std::jthread T([&Count] { ++Count; });
}
std::jthread movedOut_bad() {
  int Count = 0;
  std::jthread T([&Count] { ++Count; }); // expect: may outlive 'Count'
  return T;
}
void stopToken_ok() {
  int Count = 0;
  std::jthread T([](std::stop_token, int &N) { ++N; }, std::ref(Count));
}

// Semantics 6: the end of a future waits if it comes from std::async, and then
// also when it is dropped at once. No other one does, and none where it has
// been moved to.
void named_ok() {
  int Count = 0;
  auto F = std::async(std::launch::async, [&Count] { ++Count; });
}
void dropped_ok() {
  int Count = 0;
  (void)std::async(std::launch::async, [&Count] { ++Count; });
}
std::future<void> returned_bad() {
  int Count = 0;
  return std::async(std::launch::async, [&Count] { ++Count; }); // expect: may outlive 'Count'
}
void kept_bad(std::vector<std::future<void>> &All) {
  int Count = 0;
  All.push_back(std::async(std::launch::async, [&Count] { ++Count; })); // expect: may outlive 'Count'
}
void packaged_bad() {
  int Count = 0;
  std::packaged_task<void()> Task([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  std::future<void> F = Task.get_future();
  std::thread(std::move(Task)).detach();
}

// Semantics 18: a deferred task runs on the thread that asks for its result.
void deferred_ok() {
  int Count = 0;
  auto F = std::async(std::launch::deferred, [&Count] { ++Count; });
}
