//===- channels.cpp - What a channel costs --------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values in a second from several producers to one consumer: the channels of
// the library beside a queue with a mutex and a condition variable as everybody
// writes it, and beside moodycamel's where libconcurrentqueue-dev is installed.
// Rounds alternate, so that a busy machine slows all; the median counts.
//
//===----------------------------------------------------------------------===//

#include <fearless/channel.h>
#include <fearless/thread.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <queue>

#if __has_include(<concurrentqueue/moodycamel/blockingconcurrentqueue.h>)
#include <concurrentqueue/moodycamel/blockingconcurrentqueue.h>
#define HAVE_MOODYCAMEL
#elif __has_include(<moodycamel/blockingconcurrentqueue.h>)
#include <moodycamel/blockingconcurrentqueue.h>
#define HAVE_MOODYCAMEL
#endif

static constexpr int ValuesOfAll = 400000;
static constexpr int Rounds = 7;

static constexpr std::size_t Most = 1024;

/// The queue to compare with, with a bound or without.
template <bool Bounded> class HandWrittenQueue {
public:
  void push(long Value) {
    {
      std::unique_lock<std::mutex> Lock(Mutex);
      if constexpr (Bounded)
        Taken.wait(Lock, [this] { return Values.size() < Most; });
      Values.push(Value);
    }
    Filled.notify_one();
  }
  long pop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Filled.wait(Lock, [this] { return !Values.empty(); });
    long First = Values.front();
    Values.pop();
    Lock.unlock();
    if constexpr (Bounded)
      Taken.notify_one();
    return First;
  }

private:
  std::mutex Mutex;
  std::condition_variable Filled, Taken;
  std::queue<long> Values;
};

/// Millions of values in a second; `send(value)` runs on each of `producers`
/// threads and `receive()` on this one.
template <class Send, class Receive>
static double measure(int Producers, Send &&SendValue, Receive &&ReceiveValue) {
  const int Each = ValuesOfAll / Producers;
  const auto Begin = std::chrono::steady_clock::now();
  fearless::scope Threads;
  for (int Id = 0; Id < Producers; ++Id)
    Threads.spawn([&SendValue, Each] {
      for (int I = 0; I < Each; ++I)
        SendValue(I);
    });
  long Sum = 0;
  for (int I = 0; I < Each * Producers; ++I)
    Sum += ReceiveValue();
  const std::chrono::duration<double> Took =
      std::chrono::steady_clock::now() - Begin;
  Threads.join();
  if (Sum != static_cast<long>(Producers) * Each * (Each - 1) / 2)
    std::puts("values were lost");
  return Each * Producers / Took.count() / 1e6;
}

template <bool Bounded> static double measureHandWritten(int Producers) {
  HandWrittenQueue<Bounded> Queue;
  return measure(
      Producers, [&](long V) { Queue.push(V); }, [&] { return Queue.pop(); });
}

static double measureChannel(int Producers) {
  auto [Out, In] = fearless::channel<long>();
  return measure(
      Producers, [&Out = Out](long V) { (void)Out.send(V); },
      [&In = In] { return *In.recv(); });
}

static double measureBounded(int Producers) {
  auto [Out, In] = fearless::bounded_channel<long>(Most);
  return measure(
      Producers, [&Out = Out](long V) { (void)Out.send(V); },
      [&In = In] { return *In.recv(); });
}

#ifdef HAVE_MOODYCAMEL
static double measureMoodycamel(int Producers) {
  moodycamel::BlockingConcurrentQueue<long> Queue;
  return measure(
      Producers, [&](long V) { Queue.enqueue(V); },
      [&] {
        long Value = 0;
        Queue.wait_dequeue(Value);
        return Value;
      });
}
#endif

struct Contestant {
  const char *Name;
  double (*Measure)(int);
  bool ByHand;
};

static constexpr Contestant Contestants[] = {
    {"mutex and condition variable, by hand", measureHandWritten<false>, true},
    {"fearless::channel", measureChannel, false},
#ifdef HAVE_MOODYCAMEL
    {"moodycamel::BlockingConcurrentQueue", measureMoodycamel, false},
#endif
    {"bounded, by hand", measureHandWritten<true>, true},
    {"fearless::bounded_channel", measureBounded, false},
};

int main() {
  for (int Producers : {1, 2, 4}) {
    std::vector<double> Results[std::size(Contestants)];
    for (int Round = 0; Round < Rounds; ++Round)
      for (std::size_t I = 0; I < std::size(Contestants); ++I)
        Results[I].push_back(Contestants[I].Measure(Producers));
    std::printf("%d producer%s, million values in a second:\n", Producers,
                Producers == 1 ? "" : "s");
    double ByHand = 0;
    for (std::size_t I = 0; I < std::size(Contestants); ++I) {
      std::sort(Results[I].begin(), Results[I].end());
      const double Median = Results[I][Rounds / 2];
      ByHand = Contestants[I].ByHand ? Median : ByHand;
      std::printf("  %-40s %7.2f   %5.2f of by hand\n", Contestants[I].Name,
                  Median, Median / ByHand);
    }
  }
}
