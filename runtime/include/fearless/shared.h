//===- fearless/shared.h - Shared ownership, rc and arc ---------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two counted pointers that differ in one thing, the count:
//
//   rc<T>   counts with a plain number: cheap, and for one thread only;
//   arc<T>  counts atomically, so copies may go to other threads. What several
//           threads own none of them may change, so it gives const access: put
//           what has to change into a mutex<T> or an atomic.
//
//   auto conf = fearless::make_arc<config>("app.conf");
//   auto worker = fearless::spawn([conf] { serve(*conf); });
//
//   auto hits = fearless::make_arc<fearless::mutex<int>>(0);
//   auto other = fearless::spawn([hits] { ++*hits->lock(); });
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_SHARED_H
#define FEARLESS_SHARED_H

#include <fearless/annotations.h>

#include <atomic>
#include <cstddef>
#include <utility>

namespace fearless {

/// A counted pointer for the owners in one thread: neither Send nor Sync. Never
/// null, except when moved from.
template <class T> class FEARLESS_NOT_SEND FEARLESS_NOT_SYNC rc {
public:
  rc(const rc &other) noexcept : shared(other.shared) {
    if (shared)
      ++shared->count;
  }
  rc(rc &&other) noexcept : shared(std::exchange(other.shared, nullptr)) {}
  rc &operator=(rc other) noexcept {
    std::swap(shared, other.shared);
    return *this;
  }
  ~rc() {
    if (shared && --shared->count == 0)
      delete shared;
  }

  T &operator*() const noexcept { return shared->value; }
  T *operator->() const noexcept { return &shared->value; }
  explicit operator bool() const noexcept { return shared != nullptr; }

  /// How many owners there are.
  std::size_t use_count() const noexcept { return shared ? shared->count : 0; }

private:
  template <class U, class... Args> friend rc<U> make_rc(Args &&...args);

  struct block {
    template <class... Args>
    explicit block(Args &&...args) : value(std::forward<Args>(args)...) {}
    T value;
    std::size_t count = 1;
  };
  explicit rc(block *fresh) noexcept : shared(fresh) {}

  block *shared;
};

template <class T, class... Args> rc<T> make_rc(Args &&...args) {
  return rc<T>(new typename rc<T>::block(std::forward<Args>(args)...));
}

/// A counted pointer for owners in many threads. The last one destroys the
/// value, on its thread: so T has to be Send, and Sync because all can read it.
/// Never null, except when moved from. One arc object is for one thread at a
/// time, as any pointer: give each thread a copy.
template <class T>
class FEARLESS_SEND_IF("send(T) & sync(T)",
                       "the count is atomic and access is const")
    FEARLESS_SYNC_IF("send(T) & sync(T)",
                     "the count is atomic and access is const") arc {
public:
  arc(const arc &other) noexcept : shared(other.shared) {
    if (shared)
      shared->count.fetch_add(1, std::memory_order_relaxed);
  }
  arc(arc &&other) noexcept : shared(std::exchange(other.shared, nullptr)) {}
  arc &operator=(arc other) noexcept {
    std::swap(shared, other.shared);
    return *this;
  }
  ~arc() {
    // Release: what this owner did comes before the destruction. Acquire: it
    // comes after what all others did.
    if (shared && shared->count.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete shared;
  }

  const T &operator*() const noexcept { return shared->value; }
  const T *operator->() const noexcept { return &shared->value; }
  explicit operator bool() const noexcept { return shared != nullptr; }

  /// The value, to change, if this is its only owner; null otherwise.
  T *get_if_unique() noexcept {
    bool unique = shared && shared->count.load(std::memory_order_acquire) == 1;
    return unique ? &shared->value : nullptr;
  }

  /// How many owners there were a moment ago.
  std::size_t use_count() const noexcept {
    return shared ? shared->count.load(std::memory_order_relaxed) : 0;
  }

private:
  template <class U, class... Args> friend arc<U> make_arc(Args &&...args);

  struct block {
    template <class... Args>
    explicit block(Args &&...args) : value(std::forward<Args>(args)...) {}
    T value;
    std::atomic<std::size_t> count = 1;
  };
  explicit arc(block *fresh) noexcept : shared(fresh) {}

  block *shared;
};

template <class T, class... Args> arc<T> make_arc(Args &&...args) {
  return arc<T>(new typename arc<T>::block(std::forward<Args>(args)...));
}

} // namespace fearless

#endif // FEARLESS_SHARED_H
