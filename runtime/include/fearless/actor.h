//===- fearless/actor.h - State that one thread owns ------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An actor is a thread that owns a state. All others send it what to do: there
// is nothing to lock, because nobody else can reach the state.
//
//   fearless::actor<std::map<std::string, int>> scores;
//   scores.tell([](auto &map) { ++map["ann"]; });
//   std::future<int> ann = scores.ask([](auto &map) { return map["ann"]; });
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_ACTOR_H
#define FEARLESS_ACTOR_H

#include <fearless/job.h>
#include <fearless/queue.h>

#include <limits>
#include <thread>

namespace fearless {

/// Thread-safe. Messages of one thread are handled in its order.
template <class State>
class FEARLESS_HANDLE("join")
    FEARLESS_THREAD_SAFE_IF("send(State)",
                            "only the actor's thread touches the state") actor {
public:
  /// Makes the state of `args`, on this thread.
  template <class... Args>
  explicit actor(Args &&...args)
      : state(std::forward<Args>(args)...), owner([this] { work(); }) {}
  actor(const actor &) = delete;
  actor &operator=(const actor &) = delete;

  /// Handles all messages that were sent, ends the thread, and destroys the
  /// state.
  ~actor() {
    inbox.leave_producer();
    owner.join();
  }

  /// Calls `message(state)` later. An exception ends the program.
  template <class F> void tell(FEARLESS_SPAWNS_UNTIL("this") F message) {
    send(detail::job([message = std::move(message), this]() mutable {
      std::invoke(std::move(message), state);
    }));
  }

  /// The same for a message that is answered: the future gives the result or
  /// the exception. A message that waits for an answer of its own actor waits
  /// forever.
  template <class F>
  [[nodiscard]] auto ask(FEARLESS_SPAWNS_UNTIL("this") F message)
      -> std::future<std::invoke_result_t<F, State &>> {
    auto [job, future] = detail::with_future<std::invoke_result_t<F, State &>>(
        std::move(message), state);
    send(std::move(job));
    return std::move(future);
  }

private:
  void send(detail::job job) { (void)inbox.push(std::move(job), true); }

  void work() noexcept {
    while (std::optional<detail::job> message = inbox.pop())
      message->run();
  }

  detail::queue<detail::job> inbox{std::numeric_limits<std::size_t>::max()};
  State state;
  std::thread owner;
};

} // namespace fearless

#endif // FEARLESS_ACTOR_H
