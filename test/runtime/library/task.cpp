// RUN: %run-sanitized %s
#include "expect.h"
#include <fearless/task.h>

#include <memory>
#include <string>

using namespace std::chrono_literals;
using fearless::block_on;
using fearless::sleep_for;
using fearless::task;
using fearless::when_all;

static task<int> number(int n) { co_return n; }

static task<> nothing() { co_return; }

static task<int> failing() {
  co_await sleep_for(0ms);
  throw std::range_error("coroutine");
}

static task<int> add(int a, int b) {
  int left = co_await number(a);
  co_await nothing();
  co_return left + co_await number(b);
}

static void results_and_errors() {
  EXPECT(block_on(add(1, 2)) == 3);
  block_on(nothing());
  EXPECT(throws<std::range_error>([] { block_on(failing()); }));
  auto pointer = []() -> task<std::unique_ptr<int>> {
    co_return std::make_unique<int>(7);
  };
  EXPECT(*block_on(pointer()) == 7);
}

static void tasks_that_never_ran_leak_nothing() {
  std::string big(100, 'x');
  auto hold = [](std::string s) -> task<std::size_t> { co_return s.size(); };
  auto first = hold(big);
  auto second = hold(big);
  first = std::move(second);
  EXPECT(block_on(std::move(first)) == 100);
}

static task<> note(std::string &order, char c, std::chrono::milliseconds time) {
  co_await sleep_for(time);
  order += c;
}

static void sleepers_wake_in_order_of_time() {
  std::string order;
  auto all = [&order]() -> task<> {
    std::vector<task<>> tasks;
    tasks.push_back(note(order, 'c', 30ms));
    tasks.push_back(note(order, 'a', 0ms));
    tasks.push_back(note(order, 'b', 10ms));
    co_await when_all(std::move(tasks));
  };
  block_on(all());
  EXPECT(order == "abc");
}

static task<int> after(int n) {
  co_await sleep_for(1ms);
  co_return n;
}

static void when_all_gives_results_in_order() {
  auto all = []() -> task<int> {
    std::vector<task<int>> tasks;
    for (int i = 0; i < 10; ++i)
      tasks.push_back(i % 2 ? after(i) : number(i));
    std::vector<int> got = co_await when_all(std::move(tasks));
    int sum = 0;
    for (int i = 0; i < 10; ++i)
      sum += got[i] == i;
    co_return sum;
  };
  EXPECT(block_on(all()) == 10);
  EXPECT(block_on(when_all(std::vector<task<int>>())).empty());
}

static void when_all_waits_for_all_and_throws_the_first() {
  std::string order;
  std::vector<task<int>> tasks;
  tasks.push_back(failing());
  tasks.push_back([](std::string &o) -> task<int> {
    co_await sleep_for(2ms);
    o += "end";
    co_return 1;
  }(order));
  EXPECT(throws<std::range_error>(
      [&] { block_on(when_all(std::move(tasks))); }));
  EXPECT(order == "end");
}

/// Awaiting in a loop needs no stack: each task goes on where the last ended.
static void long_chains() {
  auto count = []() -> task<int> {
    int sum = 0;
    for (int i = 0; i < 10000; ++i)
      sum += co_await number(1);
    co_return sum;
  };
  EXPECT(block_on(count()) == 10000);
}

static void loops_nest() {
  auto outer = []() -> task<int> {
    int inner = block_on(after(1));
    co_return inner + co_await after(2);
  };
  EXPECT(block_on(outer()) == 3);
  EXPECT(throws<std::logic_error>([] { sleep_for(1ms).await_suspend({}); }));
}

int main() {
  results_and_errors();
  tasks_that_never_ran_leak_nothing();
  sleepers_wake_in_order_of_time();
  when_all_gives_results_in_order();
  when_all_waits_for_all_and_throws_the_first();
  long_chains();
  loops_nest();
}
