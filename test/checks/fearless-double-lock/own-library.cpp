// RUN: %check %s -- -std=c++20 -I%root/runtime/include
//
// The library in runtime/ is known by its annotations and its shape alone.

#include <fearless/fearless.h>

fearless::mutex<int> M(0), N(0);

void twice_bad() {
  auto Value = M.lock();
  auto Again = M.lock(); // expect: while
}

void within_bad() {
  auto Value = M.lock();
  M.with([](int &) {}); // expect: while
}

void another_ok() {
  auto Value = M.lock();
  auto Other = N.lock();
}

void again_ok() {
  { auto Value = M.lock(); }
  auto Again = M.lock();
}

void failedInBetween_ok() {
  try {
    (void)M.lock();
  } catch (const fearless::poisoned_error &) {
    auto Again = M.lock_poisoned();
  }
  auto Last = M.lock();
}
