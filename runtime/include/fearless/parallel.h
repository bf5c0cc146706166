//===- fearless/parallel.h - The same for every element ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loops that several threads share. The call returns when all is done, so the
// callable may borrow; it runs on many threads at a time, so what it writes
// must be its element, or protected.
//
//   fearless::par_for_each(images, [](image &i) { i.shrink(); });
//   std::vector<int> squares =
//       fearless::par_map(numbers, [](int n) { return n * n; });
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_PARALLEL_H
#define FEARLESS_PARALLEL_H

#include <fearless/thread.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <ranges>

namespace fearless {

namespace detail {
/// Calls `body(i)` for each i below `count`, on `threads` threads, this one
/// among them. Threads take the next piece when they are done with one. An
/// exception stops the others at their next piece; the first is thrown.
template <class F>
void for_each_index(std::size_t count, std::size_t threads, const F &body) {
  if (threads == 0)
    threads = std::max(1U, std::thread::hardware_concurrency());
  threads = std::min(threads, count);
  std::size_t piece = std::max<std::size_t>(1, count / (threads * 8 + 1));
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  auto work = [&] {
    try {
      while (!failed.load(std::memory_order_relaxed)) {
        std::size_t from = next.fetch_add(piece, std::memory_order_relaxed);
        if (from >= count)
          return;
        for (std::size_t i = from; i < std::min(from + piece, count); ++i)
          body(i);
      }
    } catch (...) {
      failed.store(true, std::memory_order_relaxed);
      throw;
    }
  };
  with_scope([&](scope &others) {
    for (std::size_t i = 1; i < threads; ++i)
      others.spawn(work);
    work();
  });
}
} // namespace detail

/// Calls `body(element)` for each element of a random-access range, in no
/// order. `threads` 0 stands for what the machine can run. Throws one of the
/// exceptions of `body`, if any; some elements may not have been visited then.
template <std::ranges::random_access_range R, class F>
FEARLESS_BLOCKING void
par_for_each(R &&range, FEARLESS_SPAWNS_UNTIL("call") FEARLESS_NO_ESCAPE F body,
             std::size_t threads = 0) {
  auto first = std::ranges::begin(range);
  detail::for_each_index(
      static_cast<std::size_t>(std::ranges::distance(range)), threads,
      [&](std::size_t i) {
        std::invoke(body,
                    first[static_cast<std::ranges::range_difference_t<R>>(i)]);
      });
}

/// The results of `body(element)`, in the order of the elements. Otherwise as
/// `par_for_each`.
template <std::ranges::random_access_range R, class F>
FEARLESS_BLOCKING auto
par_map(R &&range, FEARLESS_SPAWNS_UNTIL("call") FEARLESS_NO_ESCAPE F body,
        std::size_t threads = 0) {
  using result = std::decay_t<
      std::invoke_result_t<F &, std::ranges::range_reference_t<R>>>;
  auto first = std::ranges::begin(range);
  std::vector<std::optional<result>> slots(
      static_cast<std::size_t>(std::ranges::distance(range)));
  detail::for_each_index(slots.size(), threads, [&](std::size_t i) {
    slots[i].emplace(std::invoke(
        body, first[static_cast<std::ranges::range_difference_t<R>>(i)]));
  });
  std::vector<result> results;
  results.reserve(slots.size());
  for (std::optional<result> &slot : slots)
    results.push_back(std::move(*slot));
  return results;
}

} // namespace fearless

#endif // FEARLESS_PARALLEL_H
