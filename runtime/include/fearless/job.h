//===- fearless/job.h - Something to run later, once ------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A callable of any type that is called without arguments, once, and moved but
// not copied until then. Used by pools and actors; not for users of the
// library.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_JOB_H
#define FEARLESS_JOB_H

#include <fearless/outcome.h>

#include <future>
#include <memory>

namespace fearless::detail {

class job {
public:
  template <class F>
  explicit job(F body) : held(std::make_unique<holder<F>>(std::move(body))) {}

  /// Runs the callable and destroys it. An exception of its ends the program.
  void run() noexcept { std::exchange(held, nullptr)->run(); }

private:
  struct base {
    virtual ~base() = default;
    virtual void run() = 0;
  };
  template <class F> struct holder final : base {
    explicit holder(F callable) : body(std::move(callable)) {}
    void run() override { std::invoke(std::move(body)); }
    F body;
  };
  std::unique_ptr<base> held;
};

/// A job that runs `body` with `args`, and the future of its result. `body` is
/// destroyed before the future is ready.
template <class R, class F, class... Args>
std::pair<job, std::future<R>> with_future(F body, Args &...args) {
  std::promise<R> promise;
  std::future<R> future = promise.get_future();
  job result([promise = std::move(promise), body = std::move(body),
              &args...]() mutable {
    try {
      std::optional<F> own(std::move(body));
      if constexpr (std::is_void_v<R>) {
        std::invoke(std::move(*own), args...);
        own.reset();
        promise.set_value();
      } else {
        R value = std::invoke(std::move(*own), args...);
        own.reset();
        promise.set_value(std::move(value));
      }
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
  });
  return {std::move(result), std::move(future)};
}

} // namespace fearless::detail

#endif // FEARLESS_JOB_H
