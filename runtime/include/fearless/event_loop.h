//===- fearless/event_loop.h - Which coroutine goes on next -----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The coroutines of one thread that are ready to go on, and those that sleep.
// Runs inside `block_on`; not for users of the library.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_EVENT_LOOP_H
#define FEARLESS_EVENT_LOOP_H

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <deque>
#include <queue>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace fearless::detail {

/// Belongs to one thread, which it is the current loop of while it lives.
class event_loop {
public:
  using clock = std::chrono::steady_clock;

  event_loop() : outer(std::exchange(current(), this)) {}
  event_loop(const event_loop &) = delete;
  event_loop &operator=(const event_loop &) = delete;
  ~event_loop() { current() = outer; }

  /// The loop of this thread, or null.
  static event_loop *&current() noexcept {
    thread_local event_loop *innermost = nullptr;
    return innermost;
  }

  void resume_soon(std::coroutine_handle<> waiting) {
    ready.push_back(waiting);
  }
  void resume_at(clock::time_point when, std::coroutine_handle<> waiting) {
    sleeping.push({when, order++, waiting});
  }

  /// Resumes what is ready, and sleeps where all do, until `done`. Throws
  /// std::logic_error if nothing is left that could go on.
  void run_until(const bool &done) {
    while (!done) {
      while (!sleeping.empty() && sleeping.top().when <= clock::now()) {
        ready.push_back(sleeping.top().waiting);
        sleeping.pop();
      }
      if (!ready.empty()) {
        std::coroutine_handle<> next = ready.front();
        ready.pop_front();
        next.resume();
      } else if (!sleeping.empty()) {
        std::this_thread::sleep_until(sleeping.top().when);
      } else {
        throw std::logic_error("fearless::block_on: nothing left to wait for");
      }
    }
  }

private:
  struct sleeper {
    clock::time_point when;
    std::uint64_t order;
    std::coroutine_handle<> waiting;
    bool operator<(const sleeper &other) const {
      return when != other.when ? when > other.when : order > other.order;
    }
  };

  std::deque<std::coroutine_handle<>> ready;
  std::priority_queue<sleeper> sleeping;
  std::uint64_t order = 0;
  event_loop *outer;
};

} // namespace fearless::detail

#endif // FEARLESS_EVENT_LOOP_H
