//===- fearless/outcome.h - What a thread leaves behind ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The result of a callable that ran elsewhere: its value, or the exception that
// ended it. Used by all that runs callables; not for users of the library.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_OUTCOME_H
#define FEARLESS_OUTCOME_H

#include <atomic>
#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace fearless::detail {

/// The part that does not depend on the type of the value. `run` happens on one
/// thread; all else is for the thread that waits, and what it reads was written
/// before `wait` returned.
class outcome_base {
public:
  void wait() const noexcept { done.wait(false, std::memory_order_acquire); }

  /// The exception, once: whoever takes it has seen it.
  std::exception_ptr take_error() noexcept {
    return std::exchange(error, nullptr);
  }

protected:
  void finish() noexcept {
    done.store(true, std::memory_order_release);
    done.notify_all();
  }

  std::exception_ptr error;

private:
  std::atomic<bool> done = false;
};

template <class T> class outcome : public outcome_base {
  static_assert(!std::is_reference_v<T>,
                "return a value: a reference borrows from a thread that ends");
  using stored = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

public:
  /// Calls `body` and destroys it before anybody is told that it has ended.
  template <class F> void run(F &&body) noexcept {
    try {
      std::optional<std::decay_t<F>> own(std::forward<F>(body));
      if constexpr (std::is_void_v<T>)
        std::invoke(std::move(*own)), value.emplace();
      else
        value.emplace(std::invoke(std::move(*own)));
    } catch (...) {
      error = std::current_exception();
    }
    finish();
  }

  /// The value, once, or the exception.
  T take() {
    if (std::exception_ptr thrown = take_error())
      std::rethrow_exception(thrown);
    if constexpr (!std::is_void_v<T>)
      return *std::exchange(value, std::nullopt);
  }

private:
  std::optional<stored> value;
};

/// What calling an F without arguments gives.
template <class F> using result_of = std::invoke_result_t<std::decay_t<F>>;

} // namespace fearless::detail

#endif // FEARLESS_OUTCOME_H
