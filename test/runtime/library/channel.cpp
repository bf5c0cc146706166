// RUN: %run-sanitized %s
#include "expect.h"
#include <fearless/channel.h>
#include <fearless/thread.h>

#include <map>
#include <string>

using namespace std::chrono_literals;
using fearless::bounded_channel;
using fearless::channel;
using fearless::scope;
using fearless::send_status;

static void values_arrive_in_order_until_the_sender_is_gone() {
  auto [tx, rx] = channel<std::string>();
  auto worker = fearless::spawn([tx = std::move(tx)] {
    EXPECT(tx.send("hello"));
    EXPECT(tx.send("done"));
  });
  std::vector<std::string> got;
  for (std::string &line : rx)
    got.push_back(std::move(line));
  worker.join();
  EXPECT(got == std::vector<std::string>{"hello", "done"});
  EXPECT(!rx.recv());
  EXPECT(rx.try_recv().closed());
}

static void move_only_values() {
  auto [tx, rx] = channel<std::unique_ptr<int>>();
  EXPECT(tx.send(std::make_unique<int>(7)));
  EXPECT(**rx.recv() == 7);
}

static void a_copied_sender_keeps_the_channel_open() {
  auto [tx, rx] = channel<int>();
  auto second = tx;
  { auto gone = std::move(tx); }
  EXPECT(!tx.send(1)); // NOLINT(bugprone-use-after-move)
  EXPECT(rx.try_recv().empty());
  EXPECT(second.send(2));
  EXPECT(*rx.recv() == 2);
  { auto gone = std::move(second); }
  EXPECT(rx.try_recv().closed());
}

static void send_tells_when_the_receiver_is_gone() {
  auto [tx, rx] = channel<std::unique_ptr<int>>();
  EXPECT(tx.is_open());
  EXPECT(tx.send(std::make_unique<int>(1)));
  { auto gone = std::move(rx); }
  auto kept = std::make_unique<int>(2);
  EXPECT(!tx.send(std::move(kept)));
  EXPECT(kept && *kept == 2); // NOLINT(bugprone-use-after-move)
  EXPECT(!tx.is_open());
  EXPECT(!rx.recv()); // NOLINT(bugprone-use-after-move)
}

static void try_recv_and_recv_for_tell_why() {
  auto [tx, rx] = channel<int>();
  EXPECT(!rx.try_recv());
  EXPECT(rx.try_recv().empty());
  EXPECT(rx.recv_for(1ms).empty());
  EXPECT(tx.send(1));
  EXPECT(tx.send(2));
  EXPECT(tx.send(3));
  EXPECT(*rx.recv() == 1);
  EXPECT(*rx.try_recv() == 2);
  EXPECT(*rx.recv_for(1h) == 3);
  { auto gone = std::move(tx); }
  EXPECT(rx.recv_for(1h).closed());
}

static void a_bounded_channel_makes_senders_wait() {
  EXPECT(throws<std::invalid_argument>([] { bounded_channel<int>(0); }));
  auto [tx, rx] = bounded_channel<int>(2);
  EXPECT(tx.try_send(1) == send_status::sent);
  EXPECT(tx.try_send(2) == send_status::sent);
  EXPECT(tx.try_send(3) == send_status::full);
  auto worker = fearless::spawn([tx = std::move(tx)] {
    for (int i = 3; i <= 100; ++i)
      EXPECT(tx.send(i));
  });
  int expected = 0;
  for (int got : rx)
    EXPECT(got == ++expected);
  worker.join();
  EXPECT(expected == 100);
}

static void waiting_senders_are_told_that_the_receiver_is_gone() {
  auto [tx, rx] = bounded_channel<int>(1);
  EXPECT(tx.send(1));
  auto worker = fearless::spawn([tx] { return tx.send(2); });
  { auto gone = std::move(rx); }
  EXPECT(!worker.join());
  EXPECT(tx.try_send(3) == send_status::closed);
}

struct request {
  int number;
  fearless::sender<int> answer;
};

static void answers_come_on_channels_that_are_sent() {
  auto [ask, asked] = channel<request>();
  auto worker = fearless::spawn([rx = std::move(asked)]() mutable {
    for (request &r : rx)
      (void)r.answer.send(r.number * 2);
  });
  auto [reply, answer] = channel<int>();
  EXPECT(ask.send(request{21, reply}));
  EXPECT(*answer.recv() == 42);
  { auto gone = std::move(ask); }
  worker.join();
}

/// A channel that holds its own sender closes with its receiver, and leaks
/// nothing.
static void a_channel_in_itself() {
  struct link {
    std::vector<fearless::sender<link>> to;
  };
  auto [tx, rx] = channel<link>();
  EXPECT(tx.send(link{{tx, tx}}));
  EXPECT(tx.send(link{{tx}}));
  EXPECT(rx.recv()->to.size() == 2);
}

template <class Sender, class Receiver>
static void many_producers(Sender tx, Receiver rx) {
  constexpr int producers = 4, each = 2000;
  scope s;
  for (int id = 0; id < producers; ++id)
    s.spawn([tx, id] {
      for (int i = 0; i < each; ++i)
        EXPECT(tx.send({id, i}));
    });
  { Sender gone = std::move(tx); }
  std::map<int, int> next;
  for (auto [id, i] : rx)
    EXPECT(next[id]++ == i);
  EXPECT(next.size() == producers);
  for (auto [id, count] : next)
    EXPECT(count == each);
}

static void stress() {
  for (int round = 0; round < 5; ++round) {
    auto [tx, rx] = channel<std::pair<int, int>>();
    many_producers(std::move(tx), std::move(rx));
    for (std::size_t most : {1U, 3U, 64U}) {
      auto [btx, brx] = bounded_channel<std::pair<int, int>>(most);
      many_producers(std::move(btx), std::move(brx));
    }
  }
  // Receivers that leave at any moment.
  for (int round = 0; round < 200; ++round) {
    auto [tx, rx] = bounded_channel<int>(2);
    scope s;
    for (int i = 0; i < 3; ++i)
      s.spawn([tx] {
        while (tx.send(1))
          ;
      });
    for (int i = 0; i < round % 7; ++i)
      EXPECT(rx.recv());
    auto gone = std::move(rx);
  }
}

/// Threads may send through one sender.
static void a_shared_sender() {
  auto [tx, rx] = channel<int>();
  {
    scope s;
    for (int i = 0; i < 4; ++i)
      s.spawn([&tx = tx] { EXPECT(tx.send(1)); });
  }
  { auto gone = std::move(tx); }
  int sum = 0;
  for (int one : rx)
    sum += one;
  EXPECT(sum == 4);
}

int main() {
  values_arrive_in_order_until_the_sender_is_gone();
  move_only_values();
  a_copied_sender_keeps_the_channel_open();
  send_tells_when_the_receiver_is_gone();
  try_recv_and_recv_for_tell_why();
  a_bounded_channel_makes_senders_wait();
  waiting_senders_are_told_that_the_receiver_is_gone();
  answers_come_on_channels_that_are_sent();
  a_channel_in_itself();
  a_shared_sender();
  stress();
}
