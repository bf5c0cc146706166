// RUN: %run-sanitized %s
#include "expect.h"
#include <fearless/actor.h>
#include <fearless/parallel.h>
#include <fearless/thread_pool.h>

#include <map>
#include <numeric>
#include <string>

using fearless::actor;
using fearless::par_for_each;
using fearless::par_map;
using fearless::thread_pool;

static void futures_give_results_and_errors() {
  thread_pool pool(2);
  EXPECT(pool.size() == 2);
  EXPECT(pool.submit([] { return 7; }).get() == 7);
  auto p = std::make_unique<int>(8);
  EXPECT(*pool.submit([p = std::move(p)]() mutable { return std::move(p); })
              .get() == 8);
  auto failing = pool.submit([] { throw std::range_error("job"); });
  EXPECT(throws<std::range_error>([&] { failing.get(); }));
  EXPECT(throws<std::invalid_argument>([] { thread_pool none(0); }));
  EXPECT(thread_pool::hardware_threads() > 0);
}

static void wait_idle_waits_for_all() {
  std::atomic<int> ran = 0;
  thread_pool pool(3);
  pool.wait_idle();
  for (int i = 0; i < 100; ++i)
    pool.post([&] {
      pool.post([&] { ++ran; });
      ++ran;
    });
  pool.wait_idle();
  EXPECT(ran == 200);
}

static void the_end_runs_what_was_submitted() {
  std::atomic<int> ran = 0;
  {
    thread_pool pool(1);
    for (int i = 0; i < 50; ++i)
      pool.post([&] { ++ran; });
    (void)pool.submit([&] { ++ran; });
  }
  EXPECT(ran == 51);
}

static void an_actor_owns_its_state() {
  actor<std::map<std::string, int>> scores;
  fearless::scope s;
  for (int t = 0; t < 4; ++t)
    s.spawn([&] {
      for (int i = 0; i < 500; ++i)
        scores.tell([](auto &map) { ++map["ann"]; });
    });
  s.join();
  EXPECT(scores.ask([](auto &map) { return map["ann"]; }).get() == 2000);
  auto failing = scores.ask([](auto &map) { return map.at("bob"); });
  EXPECT(throws<std::out_of_range>([&] { failing.get(); }));
}

static void an_actor_handles_all_before_its_end() {
  int last = 0;
  {
    actor<std::vector<int>> numbers(std::size_t{1}, 5);
    for (int i = 0; i < 100; ++i)
      numbers.tell([i](auto &v) { v.push_back(i); });
    numbers.tell([&](auto &v) { last = v.back() + v.front(); });
  }
  EXPECT(last == 104);
}

static void every_element_is_visited_once() {
  for (std::size_t count : {0U, 1U, 2U, 17U, 1000U})
    for (std::size_t threads : {0U, 1U, 2U, 5U}) {
      std::vector<int> v(count, 1);
      par_for_each(v, [](int &i) { ++i; }, threads);
      EXPECT(std::accumulate(v.begin(), v.end(), 0U) == 2 * count);
      auto odd = par_map(v, [](int i) { return i == 2; }, threads);
      static_assert(std::is_same_v<decltype(odd), std::vector<bool>>);
      EXPECT(odd == std::vector<bool>(count, true));
    }
  std::vector<std::string> words = {"a", "bb", "ccc"};
  EXPECT(par_map(words, &std::string::length) ==
         std::vector<std::size_t>{1, 2, 3});
}

static void an_exception_ends_the_loop() {
  std::vector<int> v(1000);
  std::iota(v.begin(), v.end(), 0);
  EXPECT(throws<std::range_error>([&] {
    par_for_each(
        v,
        [](int i) {
          if (i == 500)
            throw std::range_error("in the middle");
        },
        4);
  }));
}

static void stress() {
  for (int round = 0; round < 100; ++round) {
    thread_pool pool(1 + round % 3);
    std::vector<std::future<int>> futures;
    for (int i = 0; i < 20; ++i)
      futures.push_back(pool.submit([i] { return i; }));
    int sum = 0;
    for (auto &f : futures)
      sum += f.get();
    EXPECT(sum == 190);
  }
}

int main() {
  futures_give_results_and_errors();
  wait_idle_waits_for_all();
  the_end_runs_what_was_submitted();
  an_actor_owns_its_state();
  an_actor_handles_all_before_its_end();
  every_element_is_visited_once();
  an_exception_ends_the_loop();
  stress();
}
