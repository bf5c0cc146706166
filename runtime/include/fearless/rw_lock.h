//===- fearless/rw_lock.h - Many readers or one writer ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Like mutex<T>, for values that are read often and changed seldom. Readers do
// not wait for each other. A lock for short reads is often slower than a plain
// mutex: measure.
//
//   fearless::rw_lock<config> current;
//   int port = current.read()->port;
//   current.write()->port = 8080;
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_RW_LOCK_H
#define FEARLESS_RW_LOCK_H

#include <fearless/mutex.h>

#include <shared_mutex>

namespace fearless {

/// Thread-safe. Not recursive, and a reader cannot become a writer: a thread
/// that holds either guard and asks for `write` waits for itself. Whether
/// waiting writers go before new readers is up to the system.
template <class T>
class FEARLESS_SYNC_IF("send(T) & sync(T)",
                       "readers share the value, writers have it alone")
    FEARLESS_THREAD_SAFE_IF("send(T) & sync(T)",
                            "readers share the value, writers have it alone")
        rw_lock {
public:
  /// The value, to read, as long as this lives.
  class [[nodiscard]] FEARLESS_NOT_SEND read_guard {
  public:
    const T &operator*() const noexcept { return *value; }
    const T *operator->() const noexcept { return value; }
    void unlock() { lock.unlock(); }

  private:
    friend rw_lock;
    read_guard(const rw_lock &of, std::shared_lock<std::shared_mutex> held)
        : lock(std::move(held)), value(&of.value) {}

    std::shared_lock<std::shared_mutex> lock;
    const T *value;
  };

  /// The value, to change, as long as this lives.
  class [[nodiscard]] FEARLESS_NOT_SEND write_guard {
  public:
    write_guard(write_guard &&) noexcept = default;
    write_guard &operator=(write_guard &&) = delete;
    ~write_guard() {
      if (lock.owns_lock() && std::uncaught_exceptions() > exceptions)
        owner->broken.store(true, std::memory_order_relaxed);
    }

    T &operator*() const noexcept { return owner->value; }
    T *operator->() const noexcept { return &owner->value; }
    void unlock() { lock.unlock(); }

  private:
    friend rw_lock;
    write_guard(const rw_lock &of, std::unique_lock<std::shared_mutex> held)
        : lock(std::move(held)), owner(&of) {}

    std::unique_lock<std::shared_mutex> lock;
    const rw_lock *owner;
    int exceptions = std::uncaught_exceptions();
  };

  rw_lock() = default;
  explicit rw_lock(T initial) : value(std::move(initial)) {}
  rw_lock(const rw_lock &) = delete;
  rw_lock &operator=(const rw_lock &) = delete;

  /// Waits until nobody writes. Throws poisoned_error if a writer's scope was
  /// left by an exception.
  FEARLESS_BLOCKING read_guard read() const {
    return checked(read_guard(*this, std::shared_lock(raw)));
  }

  /// Waits until nobody reads or writes. Throws as `read`.
  FEARLESS_BLOCKING write_guard write() const {
    return checked(write_poisoned());
  }

  /// The same, whatever state the value was left in: to mend it.
  FEARLESS_BLOCKING write_guard write_poisoned() const {
    return write_guard(*this, std::unique_lock(raw));
  }

  /// These do not wait: nothing if the lock is taken. They throw as `read`.
  FEARLESS_NON_BLOCKING std::optional<read_guard> try_read() const {
    std::shared_lock<std::shared_mutex> held(raw, std::try_to_lock);
    if (!held)
      return std::nullopt;
    return checked(read_guard(*this, std::move(held)));
  }
  FEARLESS_NON_BLOCKING std::optional<write_guard> try_write() const {
    std::unique_lock<std::shared_mutex> held(raw, std::try_to_lock);
    if (!held)
      return std::nullopt;
    return checked(write_guard(*this, std::move(held)));
  }

  bool is_poisoned() const noexcept {
    return broken.load(std::memory_order_relaxed);
  }
  void clear_poison() const noexcept {
    broken.store(false, std::memory_order_relaxed);
  }

  /// The value, from a lock that nobody else uses any more.
  T into_inner() && { return std::move(value); }

private:
  template <class Guard> Guard checked(Guard held) const {
    if (is_poisoned()) {
      held.unlock();
      throw poisoned_error();
    }
    return held;
  }

  mutable std::shared_mutex raw;
  mutable std::atomic<bool> broken = false;
  mutable T value{};
};

} // namespace fearless

#endif // FEARLESS_RW_LOCK_H
