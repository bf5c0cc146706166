//===- fearless/thread.h - Threads that are waited for ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `spawn` starts a thread and gives a handle that must be used; `scope` holds
// threads that may borrow, because it waits for them.
//
//   fearless::join_handle<int> sum = fearless::spawn([v = std::move(v)] {
//     return std::accumulate(v.begin(), v.end(), 0);
//   });
//   ...
//   int total = sum.join();
//
//   std::vector<int> v = ...;
//   fearless::scope s;               // declared behind what the threads borrow
//   s.spawn([&] { sort_front(v); });
//   s.spawn([&] { sort_back(v); });
//   s.join();
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_THREAD_H
#define FEARLESS_THREAD_H

#include <fearless/annotations.h>
#include <fearless/outcome.h>

#include <cstdio>
#include <memory>
#include <mutex>
#include <source_location>
#include <stdexcept>
#include <thread>
#include <vector>

namespace fearless {

namespace detail {
[[noreturn]] inline void end_program(std::source_location where,
                                     const char *what) noexcept {
  std::fprintf(stderr, "fearless: the thread spawned at %s:%u %s\n",
               where.file_name(), static_cast<unsigned>(where.line()), what);
  std::terminate();
}
} // namespace detail

/// The handle of a thread that gives a T. Whoever has it joins the thread or
/// detaches it: forgetting both ends the program, with the place of the spawn,
/// and not only when the thread is unlucky. While an exception unwinds the
/// stack, the destructor waits instead.
///
/// Not thread-safe: one thread at a time uses a handle.
template <class T = void>
class [[nodiscard]] FEARLESS_HANDLE("terminate") FEARLESS_SEND_IF("send(T)")
    join_handle {
public:
  join_handle(join_handle &&) noexcept = default;
  join_handle &operator=(join_handle &&other) noexcept {
    join_handle old = std::move(*this);
    thread = std::move(other.thread);
    result = std::move(other.result);
    where = other.where;
    return *this;
  }
  ~join_handle() {
    if (!thread.joinable())
      return;
    if (std::uncaught_exceptions() == 0)
      detail::end_program(where, "was neither joined nor detached");
    thread.join();
  }

  /// Whether the thread is still to be joined or detached.
  bool joinable() const noexcept { return thread.joinable(); }

  /// Waits until the thread has ended. Gives its result, or throws the
  /// exception that ended it. Throws std::logic_error when nothing is left to
  /// be joined.
  FEARLESS_BLOCKING FEARLESS_JOINS T join() {
    if (!thread.joinable())
      throw std::logic_error("fearless::join_handle: no thread to join");
    thread.join();
    return std::exchange(result, nullptr)->take();
  }

  /// Lets the thread run on by itself. Its result is lost, and so is the
  /// exception that may end it.
  FEARLESS_DETACHES void detach() {
    if (!thread.joinable())
      throw std::logic_error("fearless::join_handle: no thread to detach");
    thread.detach();
    result = nullptr;
  }

private:
  template <class F>
  friend auto spawn(F body, std::source_location)
      -> join_handle<detail::result_of<F>>;

  join_handle(std::thread started, std::shared_ptr<detail::outcome<T>> left,
              std::source_location spawned)
      : thread(std::move(started)), result(std::move(left)), where(spawned) {}

  std::thread thread;
  std::shared_ptr<detail::outcome<T>> result;
  std::source_location where;
};

/// Runs `body` on a new thread, which owns it. Throws std::system_error when
/// no thread can be started.
template <class F>
auto spawn(FEARLESS_SPAWNS_UNTIL("result") F body,
           std::source_location where = std::source_location::current())
    -> join_handle<detail::result_of<F>> {
  using result = detail::outcome<detail::result_of<F>>;
  auto left = std::make_shared<result>();
  std::thread started(
      [left, body = std::move(body)]() mutable { left->run(std::move(body)); });
  return {std::move(started), std::move(left), where};
}

/// The result of a thread of a scope. It need not be asked for.
template <class T> class FEARLESS_SEND_IF("send(T)") scoped_handle {
public:
  /// Waits until the thread has ended. Gives its result, or throws the
  /// exception that ended it, each once.
  FEARLESS_BLOCKING T join() {
    if (!result)
      throw std::logic_error("fearless::scoped_handle: joined before");
    result->wait();
    return std::exchange(result, nullptr)->take();
  }

private:
  friend class scope;
  explicit scoped_handle(std::shared_ptr<detail::outcome<T>> left)
      : result(std::move(left)) {}
  std::shared_ptr<detail::outcome<T>> result;
};

/// Threads that all have ended when the scope ends, so that they may borrow
/// what was declared before it. `spawn` is thread-safe: threads of a scope may
/// start others in it.
class FEARLESS_HANDLE("join")
    FEARLESS_THREAD_SAFE("all members lock the list of threads") scope {
public:
  scope() = default;
  scope(const scope &) = delete;
  scope &operator=(const scope &) = delete;

  /// Waits. An exception that ended a thread and that nobody has seen ends the
  /// program, unless another one is unwinding the stack: use `join` to get it.
  ~scope() {
    std::exception_ptr unseen = wait_for_all();
    if (unseen && std::uncaught_exceptions() == 0)
      detail::end_program(where, "in this scope has failed, and nobody looked");
  }

  /// Runs `body` on a new thread of this scope, which owns it. Throws
  /// std::system_error when no thread can be started.
  template <class F>
  auto spawn(FEARLESS_SPAWNS_UNTIL("this") F body,
             std::source_location spawned = std::source_location::current())
      -> scoped_handle<detail::result_of<F>> {
    using result = detail::outcome<detail::result_of<F>>;
    auto left = std::make_shared<result>();
    std::lock_guard lock(changing);
    results.push_back(left);
    try {
      threads.emplace_back([left, body = std::move(body)]() mutable {
        left->run(std::move(body));
      });
    } catch (...) {
      results.pop_back();
      throw;
    }
    where = spawned;
    return scoped_handle<detail::result_of<F>>(std::move(left));
  }

  /// Waits until all threads have ended, those too that are started meanwhile.
  /// Throws the first exception that ended one and that no handle has given.
  FEARLESS_BLOCKING FEARLESS_JOINS void join() {
    if (std::exception_ptr unseen = wait_for_all())
      std::rethrow_exception(unseen);
  }

private:
  std::exception_ptr wait_for_all() noexcept {
    std::vector<std::thread> running;
    std::vector<std::shared_ptr<detail::outcome_base>> ended;
    std::exception_ptr first;
    while (true) {
      {
        std::lock_guard lock(changing);
        running.swap(threads);
        ended.swap(results);
      }
      if (running.empty())
        return first;
      for (std::thread &thread : running)
        thread.join();
      for (auto &result : ended)
        if (std::exception_ptr error = result->take_error(); error && !first)
          first = error;
      running.clear();
      ended.clear();
    }
  }

  std::mutex changing;
  std::vector<std::thread> threads;
  std::vector<std::shared_ptr<detail::outcome_base>> results;
  std::source_location where;
};

/// Calls `body` with a scope, waits for all its threads, and gives the result
/// of `body`. Throws what `body` throws, or else what ended a thread.
template <class F>
FEARLESS_BLOCKING auto with_scope(FEARLESS_NO_ESCAPE F &&body) {
  scope threads;
  if constexpr (std::is_void_v<std::invoke_result_t<F, scope &>>) {
    std::invoke(std::forward<F>(body), threads);
    threads.join();
  } else {
    auto result = std::invoke(std::forward<F>(body), threads);
    threads.join();
    return result;
  }
}

} // namespace fearless

#endif // FEARLESS_THREAD_H
