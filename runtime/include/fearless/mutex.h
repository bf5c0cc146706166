//===- fearless/mutex.h - Values behind a lock ------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutex that owns what it protects: there is no way to the value but through
// a guard, so nobody forgets to lock, or locks the wrong one.
//
//   fearless::mutex<std::vector<int>> scores;
//   scores.lock()->push_back(7);                       // one statement
//   int best = scores.with([](auto &s) { return max(s); }); // several
//
// As in Rust, locking takes no more than a const mutex: an arc<mutex<T>> is how
// several threads own and change one T.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_MUTEX_H
#define FEARLESS_MUTEX_H

#include <fearless/annotations.h>

#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace fearless {

/// A value was locked that somebody left in the middle of a change: an
/// exception went through a scope that had it locked for writing.
class poisoned_error : public std::runtime_error {
public:
  poisoned_error()
      : runtime_error("a thread failed while it held this lock; "
                      "the value may be half changed") {}
};

/// Thread-safe. Not recursive: a thread that locks twice waits for itself.
template <class T>
class FEARLESS_SYNC_IF("send(T)", "one thread at a time gets at the value")
    FEARLESS_THREAD_SAFE_IF("send(T)", "one thread at a time gets at the value")
        mutex {
public:
  /// The value, as long as this lives. Belongs to the thread that locked.
  class [[nodiscard]] FEARLESS_NOT_SEND guard {
  public:
    guard(guard &&) noexcept = default;
    guard &operator=(guard &&) = delete;
    ~guard() {
      if (lock.owns_lock() && std::uncaught_exceptions() > exceptions)
        owner->broken.store(true, std::memory_order_relaxed);
    }

    T &operator*() const noexcept { return owner->value; }
    T *operator->() const noexcept { return &owner->value; }

    /// Unlocks before the end of the scope. The value is out of reach then.
    void unlock() { lock.unlock(); }

    /// Waits until `done(value)`, for a condition that others notify; the value
    /// is unlocked meanwhile.
    template <class Predicate>
    FEARLESS_BLOCKING void wait(std::condition_variable &changed,
                                FEARLESS_NO_ESCAPE Predicate &&done) {
      changed.wait(lock, [&] { return std::invoke(done, owner->value); });
    }

  private:
    friend mutex;
    guard(const mutex &of, std::unique_lock<std::mutex> held)
        : lock(std::move(held)), owner(&of) {}

    std::unique_lock<std::mutex> lock;
    const mutex *owner;
    int exceptions = std::uncaught_exceptions();
  };

  mutex() = default;
  explicit mutex(T initial) : value(std::move(initial)) {}
  template <class... Args>
  explicit mutex(std::in_place_t, Args &&...args)
      : value(std::forward<Args>(args)...) {}
  mutex(const mutex &) = delete;
  mutex &operator=(const mutex &) = delete;

  /// Waits for the lock. Throws poisoned_error, without it, if a scope that
  /// held it was left by an exception.
  FEARLESS_BLOCKING guard lock() const {
    guard held = lock_poisoned();
    if (is_poisoned())
      throw poisoned_error();
    return held;
  }

  /// The same, but whatever state the value was left in: to mend it.
  FEARLESS_BLOCKING guard lock_poisoned() const {
    return guard(*this, std::unique_lock(raw));
  }

  /// Does not wait: nothing if somebody else has the lock. Throws as `lock`.
  FEARLESS_NON_BLOCKING std::optional<guard> try_lock() const {
    std::unique_lock<std::mutex> held(raw, std::try_to_lock);
    if (!held)
      return std::nullopt;
    if (is_poisoned())
      throw poisoned_error();
    return guard(*this, std::move(held));
  }

  /// Calls `body` with the locked value and gives its result, which is copied
  /// or moved out. Throws as `lock`, and what `body` throws.
  template <class F>
  FEARLESS_BLOCKING auto with(FEARLESS_NO_ESCAPE F &&body) const {
    guard held = lock();
    return std::invoke(std::forward<F>(body), *held);
  }

  bool is_poisoned() const noexcept {
    return broken.load(std::memory_order_relaxed);
  }
  void clear_poison() const noexcept {
    broken.store(false, std::memory_order_relaxed);
  }

  /// The value, from a mutex that nobody else uses any more.
  T into_inner() && { return std::move(value); }

private:
  mutable std::mutex raw;
  mutable std::atomic<bool> broken = false;
  mutable T value{};
};

} // namespace fearless

#endif // FEARLESS_MUTEX_H
