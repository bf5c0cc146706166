// RUN: %check %s -- -std=c++20 -I%root/runtime/include
//
// The library in runtime/ is known by its annotations and its shape alone.

#include <fearless/fearless.h>
#include <unistd.h>

fearless::mutex<int> M(0);

void sleep_bad() {
  auto Value = M.lock();
  sleep(1); // expect: 'sleep' sleeps while
}

void receive_bad(fearless::receiver<int> &From) {
  auto Value = M.lock();
  (void)From.recv(); // expect: while
}

void sharedReceiver_bad(fearless::mutex<fearless::receiver<int>> &From) {
  (void)From.lock()->recv(); // expect: while
}

void join_bad() {
  auto Thread = fearless::spawn([] {});
  auto Value = M.lock();
  Thread.join(); // expect: while
}

void tryReceive_ok(fearless::receiver<int> &From) {
  auto Value = M.lock();
  (void)From.try_recv();
}

void released_ok() {
  {
    auto Value = M.lock();
  }
  sleep(1);
}

void unlocked_ok() {
  auto Value = M.lock();
  Value.unlock();
  sleep(1);
}
