//===- fearless/queue.h - A queue that ends ---------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What channels, pools and actors stand on: a queue of values between threads
// that producers and consumers may leave. Not for users of the library.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_QUEUE_H
#define FEARLESS_QUEUE_H

#include <fearless/annotations.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace fearless::detail {

enum class pushed { yes, full, closed };
enum class popped { yes, empty, closed };

/// Thread-safe. Starts with one producer and its consumers; it is closed for
/// consumers when the last producer has left and everything is taken, and for
/// producers when the consumers have left.
template <class T>
class FEARLESS_THREAD_SAFE_IF("send(T)", "all members lock") queue {
public:
  /// At most `most` values wait in it.
  explicit queue(std::size_t room_for) : most(room_for) {}

  /// Moves from `value` only if the result is yes. Waits while it is full, if
  /// told so.
  pushed push(T &&value, bool wait_for_room) {
    std::unique_lock lock(changing);
    while (consumed && values.size() >= most) {
      if (!wait_for_room)
        return pushed::full;
      ++producers_waiting;
      room.wait(lock);
      --producers_waiting;
    }
    if (!consumed)
      return pushed::closed;
    values.push_back(std::move(value));
    bool wake = consumers_waiting != 0;
    lock.unlock();
    if (wake)
      filled.notify_one();
    return pushed::yes;
  }

  /// Waits for a value, or until there will be none.
  std::optional<T> pop() {
    std::unique_lock lock(changing);
    while (!ready())
      wait(lock);
    return take(lock);
  }

  /// Waits until `deadline` at most; `how` tells why there is no value.
  template <class TimePoint>
  std::optional<T> pop_until(const TimePoint &deadline, popped &how) {
    std::unique_lock lock(changing);
    ++consumers_waiting;
    bool in_time = filled.wait_until(lock, deadline, [&] { return ready(); });
    --consumers_waiting;
    how = !in_time         ? popped::empty
          : values.empty() ? popped::closed
                           : popped::yes;
    return take(lock);
  }

  /// Does not wait.
  std::optional<T> try_pop(popped &how) {
    std::unique_lock lock(changing);
    how = !ready()         ? popped::empty
          : values.empty() ? popped::closed
                           : popped::yes;
    return take(lock);
  }

  /// All there is, into `into`, which is empty: takes one lock for many values.
  /// Waits as `pop` does.
  void pop_all(std::deque<T> &into) {
    std::unique_lock lock(changing);
    while (!ready())
      wait(lock);
    into.swap(values);
    bool wake = producers_waiting != 0;
    lock.unlock();
    if (wake)
      room.notify_all();
  }

  void enter_producer() {
    std::lock_guard lock(changing);
    ++producers;
  }
  void leave_producer() {
    std::unique_lock lock(changing);
    if (--producers != 0)
      return;
    lock.unlock();
    filled.notify_all();
  }

  /// Nobody will take values any more. What is left is destroyed, unlocked: it
  /// may hold producers of this very queue.
  void leave_consumers() {
    std::deque<T> left;
    {
      std::lock_guard lock(changing);
      consumed = false;
      left.swap(values);
    }
    room.notify_all();
  }

  bool has_consumers() const {
    std::lock_guard lock(changing);
    return consumed;
  }

private:
  bool ready() const { return !values.empty() || producers == 0; }

  void wait(std::unique_lock<std::mutex> &lock) {
    ++consumers_waiting;
    filled.wait(lock);
    --consumers_waiting;
  }

  std::optional<T> take(std::unique_lock<std::mutex> &lock) {
    if (values.empty())
      return std::nullopt;
    std::optional<T> first(std::move(values.front()));
    values.pop_front();
    bool wake = producers_waiting != 0;
    lock.unlock();
    if (wake)
      room.notify_one();
    return first;
  }

  mutable std::mutex changing;
  std::condition_variable filled, room;
  std::deque<T> values;
  const std::size_t most;
  std::size_t producers = 1, producers_waiting = 0, consumers_waiting = 0;
  bool consumed = true;
};

/// One of the producers of a queue. Copies are further producers.
template <class T> class producer {
public:
  explicit producer(std::shared_ptr<queue<T>> into) : to(std::move(into)) {}
  producer(const producer &other) : to(other.to) {
    if (to)
      to->enter_producer();
  }
  producer(producer &&) noexcept = default;
  producer &operator=(producer other) noexcept {
    to.swap(other.to);
    return *this;
  }
  ~producer() {
    if (to)
      to->leave_producer();
  }

  pushed push(T &&value, bool wait_for_room) const {
    return to ? to->push(std::move(value), wait_for_room) : pushed::closed;
  }
  bool is_open() const { return to && to->has_consumers(); }

private:
  std::shared_ptr<queue<T>> to;
};

} // namespace fearless::detail

#endif // FEARLESS_QUEUE_H
