// RUN: %check %s
//
// What fearless-racy-capture leaves alone: the twins of flagged.cpp.
// ThreadSanitizer is silent, too.

#include <atomic>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

void before_and_after_ok() {
  int N = 0;
  ++N;
  std::thread T([&] { ++N; });
  T.join();
  ++N;
}

void atomic_ok() {
  std::atomic<int> N = 0;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&] { ++N; });
}

void atomic_flag_ok() {
  std::atomic<bool> Stop = false;
  int Rounds = 0;
  std::thread T([&] {
    while (!Stop)
      ++Rounds;
  });
  Stop = true;
  T.join();
  ++Rounds;
}

void locked_ok() {
  std::mutex M;
  int N = 0;
  std::thread T([&] {
    std::lock_guard<std::mutex> Lock(M);
    ++N;
  });
  {
    std::lock_guard<std::mutex> Lock(M);
    ++N;
  }
  T.join();
}

void readers_ok() {
  const std::vector<int> Values = {1, 2, 3};
  std::map<int, int> Table = {{1, 1}};
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&] { (void)(Values[0] + Table.at(1)); });
  (void)Table.find(1);
}

void shared_mutex_ok() {
  std::shared_mutex M;
  int N = 0;
  std::thread T([&] {
    std::unique_lock<std::shared_mutex> Lock(M);
    ++N;
  });
  {
    std::shared_lock<std::shared_mutex> Lock(M);
    (void)N;
  }
  T.join();
}

void joined_each_round_ok() {
  int N = 0;
  for (int I = 0; I < 4; ++I) {
    std::thread T([&] { ++N; });
    T.join();
  }
}

void own_in_each_round_ok() {
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 4; ++I) {
    auto N = std::make_shared<int>(0);
    Threads.emplace_back([N] { ++*N; });
  }
}

void copies_ok() {
  int N = 0;
  std::thread T([N]() mutable { ++N; });
  ++N;
  T.join();
}

void pointer_changed_ok() {
  int A = 0, B = 0;
  int *P = &A;
  std::thread T([P] { *P = 1; });
  P = &B;
  *P = 2;
  T.join();
}

void elements_ok() {
  std::vector<int> Results(4);
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&, I] { Results[I] = I; });
}

void slices_ok() {
  std::vector<int> Values(100, 1);
  long Low = 0, High = 0;
  std::thread T([&] { Low = std::accumulate(Values.begin(), Values.begin() + 50, 0L); });
  High = std::accumulate(Values.begin() + 50, Values.end(), 0L);
  T.join();
  (void)(Low + High);
}

struct Pair {
  int First = 0, Second = 0;
};

void members_ok() {
  Pair P;
  std::thread T([&] { P.First = 1; });
  P.Second = 2;
  T.join();
}

void array_elements_ok() {
  int Values[2] = {0, 0};
  std::thread T([&] { Values[0] = 1; });
  Values[1] = 2;
  T.join();
}

void result_after_join_ok() {
  int Result = 0;
  std::thread T([&] { Result = 42; });
  T.join();
  (void)Result;
}

void future_ok() {
  int N = 0;
  auto Done = std::async(std::launch::async, [&] { ++N; });
  Done.wait();
  ++N;
}

void deferred_ok() {
  int N = 0;
  auto Later = std::async(std::launch::deferred, [&] { ++N; });
  ++N;
  Later.get();
}

thread_local int Own = 0;

void thread_local_ok() {
  std::thread T([] { ++Own; });
  ++Own;
  T.join();
}

void run_here_ok() {
  int N = 0;
  auto Step = [&] { ++N; };
  std::thread T([] {});
  Step();
  T.join();
  Step();
}

void call_once_ok() {
  std::once_flag Once;
  int N = 0;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&] { std::call_once(Once, [&] { ++N; }); });
}

void only_one_round_ok() {
  int N = 0;
  std::thread T;
  for (int I = 0; I < 4; ++I)
    if (!T.joinable()) {
      T = std::thread([&] { ++N; });
      break;
    }
  T.join();
}

// Of a function that is called by pointer nothing is known.
struct Entry {
  int Count = 0;
};
Entry Entries[3];
Entry *entryAt(int I) { return &Entries[I]; }
Entry *(*findEntry)(int) = entryAt;
void look(Entry *) {}

void function_pointer_ok() {
  std::thread T(look, findEntry(1));
  findEntry(2)->Count++;
  T.join();
}

// What makes more owners only reads.
struct Owned : std::enable_shared_from_this<Owned> {
  std::shared_ptr<Owned> self() { return shared_from_this(); }
};

void shared_from_this_ok() {
  auto It = std::make_shared<Owned>();
  std::thread T([It] { It->self(); });
  It->self();
  T.join();
}
