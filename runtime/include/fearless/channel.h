//===- fearless/channel.h - Values that go from thread to thread *- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Channels for many producers and one consumer, as Rust's mpsc. What is sent is
// moved: it has one owner, before and after.
//
//   auto [tx, rx] = fearless::channel<std::string>();
//   auto worker = fearless::spawn([tx = std::move(tx)]() mutable {
//     if (!tx.send("hello"))
//       return;                       // nobody listens any more
//   });
//   for (std::string &line : rx)      // ends when the last sender is gone
//     std::puts(line.c_str());
//
// A channel closes when its last sender is destroyed. The usual mistake is to
// keep one, in the function that receives: move it away, or copy it for each
// thread and destroy the first.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHANNEL_H
#define FEARLESS_CHANNEL_H

#include <fearless/annotations.h>
#include <fearless/queue.h>

#include <chrono>
#include <iterator>
#include <limits>
#include <memory>
#include <stdexcept>

namespace fearless {

template <class T> class receiver;

/// Sends into a channel without bounds, so that sending never waits. Copies are
/// further senders of the same channel. Threads may share a sender to send;
/// copying for each is the better habit, since all must be gone to close.
template <class T>
class FEARLESS_SEND_IF("send(T)", "the queue locks")
    FEARLESS_SYNC_IF("send(T)", "the queue locks") sender {
public:
  /// False if the receiver is gone, or this was moved from; then `value` was
  /// not touched.
  [[nodiscard]] FEARLESS_NON_BLOCKING bool send(T &&value) const {
    return to.push(std::move(value), true) == detail::pushed::yes;
  }
  [[nodiscard]] FEARLESS_NON_BLOCKING bool send(const T &value) const {
    return send(T(value));
  }

  /// Whether somebody may still receive.
  bool is_open() const { return to.is_open(); }

private:
  template <class U> friend std::pair<sender<U>, receiver<U>> channel();
  explicit sender(detail::producer<T> end) : to(std::move(end)) {}
  detail::producer<T> to;
};

/// What became of a value that was not to wait.
enum class send_status { sent, full, closed };

/// Sends into a channel that holds a certain number of values at most.
template <class T>
class FEARLESS_SEND_IF("send(T)", "the queue locks")
    FEARLESS_SYNC_IF("send(T)", "the queue locks") bounded_sender {
public:
  /// Waits while the channel is full. False if the receiver is gone, or this
  /// was moved from; then `value` was not touched.
  [[nodiscard]] FEARLESS_BLOCKING bool send(T &&value) const {
    return to.push(std::move(value), true) == detail::pushed::yes;
  }
  [[nodiscard]] FEARLESS_BLOCKING bool send(const T &value) const {
    return send(T(value));
  }

  /// Does not wait. Moves from `value` only if it was sent.
  [[nodiscard]] FEARLESS_NON_BLOCKING send_status try_send(T &&value) const {
    switch (to.push(std::move(value), false)) {
    case detail::pushed::yes:
      return send_status::sent;
    case detail::pushed::full:
      return send_status::full;
    case detail::pushed::closed:
      break;
    }
    return send_status::closed;
  }

  /// Whether somebody may still receive.
  bool is_open() const { return to.is_open(); }

private:
  template <class U>
  friend std::pair<bounded_sender<U>, receiver<U>>
  bounded_channel(std::size_t most);
  explicit bounded_sender(detail::producer<T> end) : to(std::move(end)) {}
  detail::producer<T> to;
};

/// A value, or why there is none.
template <class T> class received {
public:
  explicit operator bool() const noexcept { return value.has_value(); }
  T &operator*() noexcept { return *value; }
  T *operator->() noexcept { return &*value; }

  /// Nothing has arrived yet.
  bool empty() const noexcept { return how == detail::popped::empty; }
  /// Nothing will arrive: all senders are gone, and everything is received.
  bool closed() const noexcept { return how == detail::popped::closed; }

private:
  friend receiver<T>;
  explicit received(std::optional<T> first)
      : value(std::move(first)),
        how(value ? detail::popped::yes : detail::popped::closed) {}
  std::optional<T> value;
  detail::popped how;
};

/// The one end that receives. Moves to where it is used; one thread at a time.
/// Values that were not received are destroyed with it. One that was moved from
/// is a closed one.
template <class T>
class FEARLESS_SEND_IF("send(T)", "the queue locks") FEARLESS_NOT_SYNC
    receiver {
public:
  receiver(receiver &&) noexcept = default;
  receiver &operator=(receiver &&other) noexcept {
    receiver old = std::move(*this);
    from = std::move(other.from);
    taken.swap(other.taken);
    return *this;
  }
  ~receiver() {
    if (from)
      from->leave_consumers();
  }

  /// Waits for a value. Nothing if all senders are gone and everything is
  /// received.
  FEARLESS_BLOCKING std::optional<T> recv() {
    if (!from)
      return std::nullopt;
    if (one_by_one)
      return from->pop();
    if (taken.empty())
      from->pop_all(taken);
    return take();
  }

  /// Does not wait.
  FEARLESS_NON_BLOCKING received<T> try_recv() {
    received<T> result(take());
    if (!result.value && from)
      result.value = from->try_pop(result.how);
    return result;
  }

  /// Waits for that long at most.
  template <class Rep, class Period>
  FEARLESS_BLOCKING received<T>
  recv_for(const std::chrono::duration<Rep, Period> &most) {
    received<T> result(take());
    if (!result.value)
      result.value =
          from->pop_until(std::chrono::steady_clock::now() + most, result.how);
    return result;
  }

  /// `for (T &value : rx)` receives until the channel is closed.
  class iterator {
  public:
    using iterator_concept = std::input_iterator_tag;
    using difference_type = std::ptrdiff_t;
    using value_type = T;

    T &operator*() const { return *value; }
    iterator &operator++() {
      value = from->recv();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return !value; }

  private:
    friend receiver;
    explicit iterator(receiver &rx) : from(&rx), value(rx.recv()) {}
    receiver *from;
    mutable std::optional<T> value;
  };
  FEARLESS_BLOCKING iterator begin() { return iterator(*this); }
  std::default_sentinel_t end() const { return {}; }

private:
  template <class U> friend std::pair<sender<U>, receiver<U>> channel();
  template <class U>
  friend std::pair<bounded_sender<U>, receiver<U>>
  bounded_channel(std::size_t most);

  receiver(std::shared_ptr<detail::queue<T>> queue, bool bounded)
      : from(std::move(queue)), one_by_one(bounded) {}

  std::optional<T> take() {
    if (taken.empty())
      return std::nullopt;
    std::optional<T> first(std::move(taken.front()));
    taken.pop_front();
    return first;
  }

  std::shared_ptr<detail::queue<T>> from;
  /// Taken from the queue with others, in order; only without bounds, where
  /// nobody waits for room.
  std::deque<T> taken;
  bool one_by_one;
};

/// The two ends of a channel without bounds.
template <class T> std::pair<sender<T>, receiver<T>> channel() {
  auto between = std::make_shared<detail::queue<T>>(
      std::numeric_limits<std::size_t>::max());
  return {sender<T>(detail::producer<T>(between)), receiver<T>(between, false)};
}

/// The two ends of a channel that holds `most` values, at least one. Throws
/// std::invalid_argument for 0.
template <class T>
std::pair<bounded_sender<T>, receiver<T>> bounded_channel(std::size_t most) {
  if (most == 0)
    throw std::invalid_argument(
        "fearless::bounded_channel: no room for a value");
  auto between = std::make_shared<detail::queue<T>>(most);
  return {bounded_sender<T>(detail::producer<T>(between)),
          receiver<T>(between, true)};
}

} // namespace fearless

#endif // FEARLESS_CHANNEL_H
