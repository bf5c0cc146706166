//===- fearless/thread_pool.h - Few threads for many jobs -------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fixed number of threads that take jobs from one queue.
//
//   fearless::thread_pool pool(4);
//   std::future<image> small = pool.submit([big] { return shrink(big); });
//   pool.post([] { flush_log(); });
//   show(small.get());
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_THREAD_POOL_H
#define FEARLESS_THREAD_POOL_H

#include <fearless/job.h>
#include <fearless/queue.h>

#include <limits>
#include <stdexcept>
#include <thread>
#include <vector>

namespace fearless {

/// Thread-safe. Jobs start in the order in which they came. A job that waits
/// for another one of the same pool can wait forever: all threads may do so.
class FEARLESS_HANDLE("join") FEARLESS_THREAD_SAFE("jobs go through a queue "
                                                   "that locks") thread_pool {
public:
  /// Throws std::invalid_argument for 0 threads, and std::system_error when a
  /// thread cannot be started.
  explicit thread_pool(std::size_t threads = hardware_threads()) {
    if (threads == 0)
      throw std::invalid_argument("fearless::thread_pool: no threads");
    try {
      for (std::size_t i = 0; i < threads; ++i)
        workers.emplace_back([this] { work(); });
    } catch (...) {
      end();
      throw;
    }
  }
  thread_pool(const thread_pool &) = delete;
  thread_pool &operator=(const thread_pool &) = delete;

  /// Runs what was submitted, waits until it has ended, and ends the threads.
  ~thread_pool() { end(); }

  /// Runs `body` on a thread of the pool. The future gives its result or its
  /// exception; it may be dropped, which does not wait.
  template <class F>
  [[nodiscard]] auto submit(FEARLESS_SPAWNS_UNTIL("this") F body)
      -> std::future<detail::result_of<F>> {
    auto [job, future] =
        detail::with_future<detail::result_of<F>>(std::move(body));
    add(std::move(job));
    return std::move(future);
  }

  /// The same for what nobody waits for. An exception ends the program, as that
  /// of a std::thread does.
  template <class F> void post(FEARLESS_SPAWNS_UNTIL("this") F body) {
    add(detail::job(std::move(body)));
  }

  /// Waits until no job is queued or running. For jobs of the pool itself this
  /// never happens.
  FEARLESS_BLOCKING void wait_idle() {
    std::unique_lock lock(counting);
    idle.wait(lock, [this] { return unfinished == 0; });
  }

  std::size_t size() const noexcept { return workers.size(); }

  /// What the machine can run at a time, at least 1.
  static std::size_t hardware_threads() noexcept {
    return std::max(1U, std::thread::hardware_concurrency());
  }

private:
  void add(detail::job job) {
    {
      std::lock_guard lock(counting);
      ++unfinished;
    }
    (void)jobs.push(std::move(job), true);
  }

  void work() noexcept {
    while (std::optional<detail::job> job = jobs.pop()) {
      job->run();
      std::lock_guard lock(counting);
      if (--unfinished == 0)
        idle.notify_all();
    }
  }

  void end() noexcept {
    jobs.leave_producer();
    for (std::thread &worker : workers)
      worker.join();
  }

  detail::queue<detail::job> jobs{std::numeric_limits<std::size_t>::max()};
  std::mutex counting;
  std::condition_variable idle;
  std::size_t unfinished = 0;
  std::vector<std::thread> workers;
};

} // namespace fearless

#endif // FEARLESS_THREAD_POOL_H
