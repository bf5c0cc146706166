//===- fearless/once.h - What happens once, however many ask ----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   fearless::once logged;
//   logged.call([] { std::puts("falling back to IPv4"); });
//
//   fearless::lazy<table> primes([] { return build_table(); });
//   primes->contains(7);                  // the first to ask builds it
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_ONCE_H
#define FEARLESS_ONCE_H

#include <fearless/annotations.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

/// Thread-safe. Callables that use the same `once` again wait for themselves.
class FEARLESS_THREAD_SAFE("a mutex admits one caller") once {
public:
  once() = default;
  once(const once &) = delete;
  once &operator=(const once &) = delete;

  /// Calls `body` if no call before has succeeded; waits for one that is under
  /// way. When it returns, `body` has run, and what it wrote can be seen. An
  /// exception of `body` goes to its caller, and the next one tries again.
  template <class F>
  FEARLESS_BLOCKING void call(FEARLESS_NO_ESCAPE F &&body) const {
    if (done())
      return;
    std::lock_guard lock(running);
    if (done())
      return;
    std::invoke(std::forward<F>(body));
    finished.store(true, std::memory_order_release);
  }

  /// Whether a call has succeeded.
  bool done() const noexcept {
    return finished.load(std::memory_order_acquire);
  }

private:
  mutable std::mutex running;
  mutable std::atomic<bool> finished = false;
};

/// A value that is made when it is first asked for. Thread-safe; access is
/// const, because all who ask share it. If making it throws, the one who asked
/// gets the exception, and the next one tries again.
template <class T, class F = T (*)()>
class FEARLESS_SYNC_IF("sync(T) & send(T) & send(F)", "once admits one maker")
    lazy {
public:
  explicit lazy(F maker) : make(std::move(maker)) {}

  FEARLESS_BLOCKING const T &operator*() const {
    made.call([this] { value.emplace(std::invoke(make)); });
    return *value;
  }
  FEARLESS_BLOCKING const T *operator->() const { return &**this; }

  /// Whether the value is there already.
  bool ready() const noexcept { return made.done(); }

private:
  once made;
  mutable F make;
  mutable std::optional<T> value;
};

template <class F> lazy(F) -> lazy<std::invoke_result_t<F &>, F>;

} // namespace fearless

#endif // FEARLESS_ONCE_H
