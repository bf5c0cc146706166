// RUN: %check %s
//
// What fearless-racy-capture gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

// Elements are told apart by constant numbers only.
void FN_same_index() {
  std::vector<int> Values(4);
  const int I = Values.size() > 2 ? 1 : 0;
  std::thread T([&] { Values[I] = 1; });
  Values[I] = 2;
  T.join();
}

// What an iterator leads to is not followed.
void FN_iterator() {
  std::vector<int> Values(4);
  auto First = Values.begin();
  std::thread T([=] { *First = 1; });
  *First = 2;
  T.join();
}

// A pointer that is changed anywhere is not followed.
void FN_pointer_changed() {
  int N = 0;
  int *P = nullptr;
  P = &N;
  std::thread T([P] { *P = 1; });
  *P = 2;
  T.join();
}

// An atomic of another purpose on both sides might put the writes in an order.
void FN_atomic_of_another_purpose() {
  std::atomic<int> Done = 0;
  int N = 0;
  std::thread T([&] {
    ++Done;
    N = 1;
  });
  N = 2;
  ++Done;
  T.join();
}

// Only one round of the loop starts a thread: what a condition says of the
// counter is not compared between rounds.
void FP_only_once_in_loop() {
  int N = 0;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 4; ++I)
    if (I == 0)
      Threads.emplace_back([&] { ++N; }); // expect: data race on 'N'
}

// The thread of one function uses a member that another one changes.
struct FN_changed_elsewhere {
  void start() {
    Runner = std::thread([this] { ++Count; });
  }
  void stop() { Count = 0; }
  // Only here the thread is waited for.
  ~FN_changed_elsewhere() { Runner.join(); }

  int Count = 0;
  std::thread Runner;
};

// What a function without a body does to its argument is not known.
void FN_body_not_seen() {
  int N = 0;
  std::thread T([&N] { std::sscanf("1", "%d", &N); });
  std::sscanf("2", "%d", &N);
  T.join();
}
