// RUN: %run-sanitized %s
#include "expect.h"
#include <fearless/thread.h>

#include <atomic>
#include <numeric>
#include <stdexcept>

using fearless::join_handle;
using fearless::scope;
using fearless::spawn;

static void join_gives_the_result() {
  std::vector<int> v(100, 2);
  join_handle<int> sum = spawn([v = std::move(v)] {
    return std::accumulate(v.begin(), v.end(), 0);
  });
  EXPECT(sum.joinable());
  EXPECT(sum.join() == 200);
  EXPECT(!sum.joinable());
  EXPECT(throws<std::logic_error>([&] { sum.join(); }));
  EXPECT(throws<std::logic_error>([&] { sum.detach(); }));
}

static void join_throws_what_ended_the_thread() {
  join_handle<void> h = spawn([] { throw std::range_error("lost"); });
  EXPECT(throws<std::range_error>([&] { h.join(); }));
}

static void move_only_results_and_bodies() {
  auto p = std::make_unique<int>(7);
  auto h = spawn([p = std::move(p)]() mutable { return std::move(p); });
  auto moved = std::move(h);
  EXPECT(!h.joinable()); // NOLINT(bugprone-use-after-move)
  EXPECT(*moved.join() == 7);
}

static void body_is_destroyed_before_join_returns() {
  static std::atomic<int> alive = 0;
  struct counted {
    counted() { ++alive; }
    counted(counted &&) noexcept { ++alive; }
    ~counted() { --alive; }
  };
  auto h = spawn([c = counted()] {});
  h.join();
  EXPECT(alive == 0);
}

static void unwinding_waits() {
  std::atomic<bool> ended = false;
  EXPECT(throws<std::range_error>([&] {
    auto h = spawn([&] { ended = true; });
    throw std::range_error("on the way to the join");
  }));
  EXPECT(ended);
}

static void detached_threads_go_on() {
  auto done = std::make_shared<std::atomic<bool>>(false);
  spawn([done] {
    *done = true;
    done->notify_all();
  }).detach();
  done->wait(false);
}

static void scope_borrows() {
  std::vector<int> v(1000);
  scope s;
  s.spawn([&] { std::fill(v.begin(), v.begin() + 500, 1); });
  s.spawn([&] { std::fill(v.begin() + 500, v.end(), 2); });
  s.join();
  EXPECT(std::accumulate(v.begin(), v.end(), 0) == 1500);
  s.join();
}

static void scope_waits_at_its_end() {
  int written = 0;
  {
    scope s;
    s.spawn([&] { written = 1; });
  }
  EXPECT(written == 1);
}

static void scoped_results_and_errors() {
  scope s;
  auto good = s.spawn([] { return 42; });
  auto bad = s.spawn([]() -> int { throw std::range_error("seen"); });
  EXPECT(good.join() == 42);
  EXPECT(throws<std::logic_error>([&] { good.join(); }));
  EXPECT(throws<std::range_error>([&] { bad.join(); }));
  s.join(); // what a handle has thrown is not thrown again
  s.spawn([] { throw std::domain_error("not seen"); });
  EXPECT(throws<std::domain_error>([&] { s.join(); }));
}

static void scoped_threads_start_others() {
  std::atomic<int> ran = 0;
  scope s;
  for (int i = 0; i < 4; ++i)
    s.spawn([&] {
      s.spawn([&] { ++ran; });
      ++ran;
    });
  s.join();
  EXPECT(ran == 8);
}

static void with_scope_gives_the_result_or_the_error() {
  int a = 0, b = 0;
  int sum = fearless::with_scope([&](scope &s) {
    auto one = s.spawn([&] { a = 1; });
    s.spawn([&] { b = 2; });
    one.join();
    return a + 10;
  });
  EXPECT(sum == 11);
  EXPECT(b == 2);
  EXPECT(throws<std::range_error>([] {
    fearless::with_scope(
        [](scope &s) { s.spawn([] { throw std::range_error("thread"); }); });
  }));
  EXPECT(throws<std::domain_error>([] {
    fearless::with_scope([](scope &s) {
      s.spawn([] { throw std::range_error("thread"); });
      throw std::domain_error("body goes first");
    });
  }));
}

static void stress() {
  for (int round = 0; round < 200; ++round) {
    std::atomic<int> sum = 0;
    scope s;
    for (int i = 0; i < 4; ++i)
      s.spawn([&, i] { sum += i; });
    s.join();
    EXPECT(sum == 6);
  }
}

int main() {
  join_gives_the_result();
  join_throws_what_ended_the_thread();
  move_only_results_and_bodies();
  body_is_destroyed_before_join_returns();
  unwinding_waits();
  detached_threads_go_on();
  scope_borrows();
  scope_waits_at_its_end();
  scoped_results_and_errors();
  scoped_threads_start_others();
  with_scope_gives_the_result_or_the_error();
  stress();
}
