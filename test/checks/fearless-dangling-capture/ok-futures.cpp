// RUN: %check %s
//
// Tasks, and threads that keep a promise: whoever gets the result has waited.

#include <chrono>
#include <future>
#include <memory>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

void use(int) noexcept;

int namedFuture_ok() {
  int Count = 1;
  auto Result = std::async(std::launch::async, [&] { return Count; });
  return Result.get();
}

void discardedFuture_ok() {
  int Count = 1;
  (void)std::async(std::launch::async, [&] { ++Count; });
}

int deferred_ok() {
  int Count = 1;
  auto Result = std::async(std::launch::deferred, [&] { return Count; });
  return Result.get();
}

void futures_ok() {
  std::vector<int> Numbers = {1, 2};
  std::vector<std::future<void>> Results;
  for (auto &N : Numbers)
    Results.push_back(std::async(std::launch::async, [&N] { ++N; }));
  for (auto &R : Results)
    R.get();
}

void promise_ok() {
  int Count = 0;
  std::promise<void> Done;
  auto Ready = Done.get_future();
  std::thread([&] {
    ++Count;
    Done.set_value();
  }).detach();
  Ready.wait();
}

void movedPromise_ok() {
  int Count = 0;
  std::promise<void> Done;
  auto Ready = Done.get_future();
  std::thread([&Count, Done = std::move(Done)]() mutable {
    ++Count;
    Done.set_value();
  }).detach();
  Ready.get();
}

void packagedTask_ok() {
  int Count = 0;
  std::packaged_task<void()> Task([&] { ++Count; });
  auto Done = Task.get_future();
  std::thread(std::move(Task)).detach();
  Done.get();
}

void promiseAsArgument_ok() {
  int Count = 0;
  std::promise<void> Done;
  auto Ready = Done.get_future();
  std::thread(
      [&Count](std::promise<void> Done) {
        ++Count;
        Done.set_value();
      },
      std::move(Done))
      .detach();
  Ready.get();
}

void sharedPromise_ok() {
  int Count = 0;
  auto Done = std::make_shared<std::promise<void>>();
  auto Ready = Done->get_future();
  std::thread([&Count, Done] {
    ++Count;
    Done->set_value();
  }).detach();
  Ready.get();
}

void futureOfPromiseAssigned_ok() {
  int Count = 0;
  std::promise<void> Done;
  std::future<void> Ready;
  Ready = Done.get_future();
  std::thread([&] {
    ++Count;
    Done.set_value();
  }).detach();
  Ready.wait();
}

void unnamedFutureOfPromise_ok() {
  int Count = 0;
  std::promise<void> Done;
  std::thread([&] {
    ++Count;
    Done.set_value();
  }).detach();
  Done.get_future().wait();
}

void promises_ok() {
  std::vector<int> Counts(4);
  std::vector<std::future<void>> Ready;
  for (int I = 0; I != 4; ++I) {
    std::promise<void> Done;
    Ready.push_back(Done.get_future());
    std::thread([&Counts, I, Done = std::move(Done)]() mutable {
      ++Counts[I];
      Done.set_value();
    }).detach();
  }
  for (auto &R : Ready)
    R.get();
}

void packagedTasks_ok() {
  std::vector<int> Counts(4);
  std::vector<std::future<void>> Ready;
  for (int I = 0; I != 4; ++I) {
    std::packaged_task<void()> Task([&Counts, I] { ++Counts[I]; });
    Ready.push_back(Task.get_future());
    std::thread(std::move(Task)).detach();
  }
  for (auto &R : Ready)
    R.wait();
}

void sharedFuture_ok() {
  std::shared_future<void> Result;
  {
    int Count = 0;
    Result = std::async(std::launch::async, [&] { ++Count; }).share();
    Result.wait();
  }
}

void futureAskedUntilReady_ok() {
  std::future<void> Result;
  {
    int Count = 0;
    Result = std::async(std::launch::async, [&] { ++Count; });
    while (Result.wait_for(std::chrono::seconds(1)) !=
           std::future_status::ready)
      use(1);
    Result.get();
  }
}

void timedWaitOfNamedFuture_ok() {
  int Count = 0;
  auto Result = std::async(std::launch::async, [&] { ++Count; });
  if (Result.wait_for(std::chrono::seconds(1)) == std::future_status::timeout)
    use(1);
}

void futureAssignedOver_ok() {
  std::future<void> Result;
  {
    int Count = 0;
    Result = std::async(std::launch::async, [&] { ++Count; });
    Result = {};
  }
}

void accumulatedFutures_ok() {
  std::vector<std::future<int>> Results;
  {
    int Count = 1;
    Results.push_back(std::async(std::launch::async, [&] { return Count; }));
    use(std::accumulate(Results.begin(), Results.end(), 0,
                        [](int Sum, auto &R) { return Sum + R.get(); }));
  }
}

template <typename... Ts> void waitEach(std::future<Ts> &...Results) {
  (Results.wait(), ...);
}

void waitedByHelper_ok() {
  std::future<void> A, B;
  {
    int Count = 0;
    A = std::async(std::launch::async, [&] { ++Count; });
    B = std::async(std::launch::async, [&] { use(Count); });
    waitEach(A, B);
  }
}

void recursive_ok() {
  auto Fibonacci = [](auto &Self, int N) -> int {
    if (N < 2)
      return N;
    auto Left = std::async(std::launch::async,
                           [&Self, N] { return Self(Self, N - 1); });
    int Right = Self(Self, N - 2);
    return Left.get() + Right;
  };
  use(Fibonacci(Fibonacci, 5));
}

std::future<int> returnedSharedOwner_ok() {
  auto Count = std::make_shared<int>(1);
  return std::async(std::launch::async, [Count] { return *Count; });
}

struct Pending {
  std::shared_ptr<int> Count;
  std::future<int> Result;
};

Pending returnedBesideItsOwner_ok() {
  Pending P;
  P.Count = std::make_shared<int>(1);
  P.Result = std::async(std::launch::async, [C = P.Count.get()] { return *C; });
  return P;
}

void askedUntilReady_ok() {
  std::future<void> Result;
  {
    int Count = 0;
    Result = std::async(std::launch::async, [&Count] { ++Count; });
    while (Result.wait_for(std::chrono::seconds(1)) !=
           std::future_status::ready)
      use(1);
  }
}
