// RUN: %fearless dump facts %s -- -std=c++20 | FileCheck %s
//
// What goes into calls of user code, and how callers name it.

#include <functional>
#include <memory>
#include <queue>
#include <thread>

void post(std::function<void()> Task);
void fill(int &Out, const int *In);

// CHECK-LABEL: function lend
// CHECK: loan [[X:[0-9]+]]: reference capture of X
// CHECK: call 0: post at {{.*}}(callable {loan [[X]]})
// CHECK: call 0
void lend() {
  int X = 0;
  post([&X] { ++X; });
}

// CHECK-LABEL: function byReference
// CHECK: call 0: fill at {{.*}}(X, Y holding {loan
void byReference() {
  int X = 0, Y = 0;
  fill(X, &Y);
}

struct Listener {
  virtual void notify(int);
};

// CHECK-LABEL: function dispatch
// CHECK: storage L: caller's{{.*}}path parameter 0
// CHECK: call 0: virtual notify at {{.*}} on L(something)
// CHECK: call 1: notify at {{.*}} on L(something)
void dispatch(Listener &L) {
  L.notify(1);
  L.Listener::notify(2);
}

class Queue {
public:
  // CHECK-LABEL: function Queue::push
  // CHECK: storage Tasks: outside{{.*}}path this.Tasks
  // CHECK: assign Tasks += {loan [[F:[0-9]+]], F}
  void push(std::function<void()> F) { Tasks.push(std::move(F)); }

  // CHECK-LABEL: function Queue::runOne
  // CHECK: loan [[T:[0-9]+]]: incoming value of Tasks
  // CHECK: call 0: of Task at
  // CHECK: assign Tasks = {loan [[T]]}
  // CHECK: assign Task = {{{.*}}Tasks}
  void runOne() {
    auto Task = std::move(Tasks.front());
    Tasks.pop();
    Task();
  }

private:
  std::queue<std::function<void()>> Tasks;
};

struct State {
  std::function<void()> Done;
};

class Owner {
public:
  // CHECK-LABEL: function Owner::onDone
  // CHECK: path this.Shared.Done
  void onDone(std::function<void()> F) { Shared->Done = std::move(F); }

private:
  std::shared_ptr<State> Shared;
};

// What a function returns.
// CHECK-LABEL: function wrap
// CHECK: storage #[[R:[0-9]+]]: temporary{{.*}}path result
// CHECK: assign #[[R]] += {loan
std::function<void()> wrap(std::function<void()> F) {
  return [F] { F(); };
}
