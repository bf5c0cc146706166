//===- fearless/task.h - Coroutines -----------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The least that async/await needs: a coroutine type, a loop that runs it, and
// a sleep that lets others run.
//
//   fearless::task<int> fetch(int id) {
//     co_await fearless::sleep_for(100ms);   // others go on meanwhile
//     co_return id * 2;
//   }
//   fearless::task<int> both() {
//     std::vector<fearless::task<int>> two;
//     two.push_back(fetch(1));
//     two.push_back(fetch(2));
//     std::vector<int> got = co_await fearless::when_all(std::move(two));
//     co_return got[0] + got[1];
//   }
//   int sum = fearless::block_on(both());    // after 100 ms, not 200
//
// All of it runs on the thread that calls `block_on`:
// std::this_thread::sleep_for or a lock that is waited for stops every
// coroutine there is.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_TASK_H
#define FEARLESS_TASK_H

#include <fearless/annotations.h>
#include <fearless/event_loop.h>

#include <exception>
#include <optional>
#include <type_traits>
#include <variant>

namespace fearless {

template <class T> class task;

namespace detail {
/// How a task ends, and who goes on then.
struct promise_base {
  struct resume_waiting {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
      return ended.promise().waiting;
    }
    void await_resume() const noexcept {}
  };

  std::suspend_always initial_suspend() const noexcept { return {}; }
  resume_waiting final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }

  std::coroutine_handle<> waiting = std::noop_coroutine();
  std::exception_ptr error;
};

template <class T> struct promise : promise_base {
  task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&result) {
    value.emplace(std::forward<U>(result));
  }
  T take() {
    if (error)
      std::rethrow_exception(error);
    return std::move(*value);
  }
  std::optional<T> value;
};

template <> struct promise<void> : promise_base {
  task<void> get_return_object() noexcept;
  void return_void() noexcept {}
  void take() const {
    if (error)
      std::rethrow_exception(error);
  }
};
} // namespace detail

/// A coroutine that gives a T. It starts when it is awaited, once, and is
/// destroyed with the task. Parameters of the coroutine that are references or
/// views must live until then: pass values.
template <class T = void>
class [[nodiscard]] FEARLESS_NOT_SEND FEARLESS_NOT_SYNC task {
public:
  using promise_type = detail::promise<T>;

  task(task &&other) noexcept : frame(std::exchange(other.frame, nullptr)) {}
  task &operator=(task other) noexcept {
    std::swap(frame, other.frame);
    return *this;
  }
  ~task() {
    if (frame)
      frame.destroy();
  }

  /// `co_await` gives the result, or throws what the coroutine threw.
  auto operator co_await() && noexcept {
    struct awaiter {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<> waiting) const noexcept {
        frame.promise().waiting = waiting;
        return frame;
      }
      T await_resume() const { return frame.promise().take(); }
      std::coroutine_handle<promise_type> frame;
    };
    return awaiter{frame};
  }

private:
  friend promise_type;
  explicit task(std::coroutine_handle<promise_type> fresh) : frame(fresh) {}
  std::coroutine_handle<promise_type> frame;
};

namespace detail {
template <class T> task<T> promise<T>::get_return_object() noexcept {
  return task<T>(std::coroutine_handle<promise>::from_promise(*this));
}
inline task<void> promise<void>::get_return_object() noexcept {
  return task<void>(std::coroutine_handle<promise>::from_promise(*this));
}

/// A coroutine that nobody awaits: it runs at once, to its first suspension.
struct started {
  struct promise_type {
    started get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};

template <class T>
using slot = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

/// Where the result of a task that was started goes; `ended` runs then.
template <class T, class Ended>
started run(task<T> body, std::optional<slot<T>> &value,
            std::exception_ptr &error, Ended ended) {
  try {
    if constexpr (std::is_void_v<T>)
      co_await std::move(body), value.emplace();
    else
      value.emplace(co_await std::move(body));
  } catch (...) {
    if (!error)
      error = std::current_exception();
  }
  ended();
}

/// Suspends its coroutine until `left` tasks have ended.
struct gathering {
  bool await_ready() const noexcept { return left == 0; }
  void await_suspend(std::coroutine_handle<> gatherer) noexcept {
    waiting = gatherer;
  }
  void await_resume() const noexcept {}
  void one_ended() {
    if (--left == 0 && waiting)
      event_loop::current()->resume_soon(waiting);
  }
  std::size_t left;
  std::coroutine_handle<> waiting;
};
} // namespace detail

/// Runs a task on this thread until it ends; gives its result, or throws what
/// it threw. Throws std::logic_error if it waits for what will never come.
template <class T> FEARLESS_BLOCKING T block_on(task<T> body) {
  detail::event_loop loop;
  bool done = false;
  std::optional<detail::slot<T>> value;
  std::exception_ptr error;
  detail::run(std::move(body), value, error, [&] { done = true; });
  loop.run_until(done);
  if (error)
    std::rethrow_exception(error);
  if constexpr (!std::is_void_v<T>)
    return std::move(*value);
}

/// `co_await sleep_for(d)` goes on after that time, and lets the other
/// coroutines of this thread run meanwhile. Only inside `block_on`.
template <class Rep, class Period>
[[nodiscard]] FEARLESS_NON_BLOCKING auto
sleep_for(const std::chrono::duration<Rep, Period> &time) {
  using clock = detail::event_loop::clock;
  struct awaiter {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) const {
      if (!detail::event_loop::current())
        throw std::logic_error("fearless::sleep_for: not inside block_on");
      detail::event_loop::current()->resume_at(until, waiting);
    }
    void await_resume() const noexcept {}
    clock::time_point until;
  };
  return awaiter{clock::now() +
                 std::chrono::duration_cast<clock::duration>(time)};
}

/// Runs all tasks, in turns, until the last has ended. Gives the results in the
/// order of the tasks (nothing for task<void>), or throws the first exception.
template <class T>
auto when_all(std::vector<task<T>> tasks) -> task<
    std::conditional_t<std::is_void_v<T>, void, std::vector<detail::slot<T>>>> {
  std::vector<std::optional<detail::slot<T>>> values(tasks.size());
  std::exception_ptr error;
  detail::gathering all{tasks.size(), {}};
  for (std::size_t i = 0; i < tasks.size(); ++i)
    detail::run(std::move(tasks[i]), values[i], error,
                [&all] { all.one_ended(); });
  co_await all;
  if (error)
    std::rethrow_exception(error);
  if constexpr (!std::is_void_v<T>) {
    std::vector<T> results;
    for (std::optional<T> &value : values)
      results.push_back(std::move(*value));
    co_return results;
  }
}

} // namespace fearless

#endif // FEARLESS_TASK_H
