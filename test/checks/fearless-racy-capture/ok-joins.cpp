// RUN: %check %s
//
// Ways to wait for a thread other than to join it: a future that is asked
// whether it is ready, a thread that joins another.

#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

void ready_ok() {
  int N = 0;
  std::future<void> Result = std::async(std::launch::async, [&] { ++N; });
  if (Result.wait_for(10s) == std::future_status::ready)
    ++N;
  Result.get();
}

void not_ready_bad() {
  int N = 0;
  std::future<void> Result = std::async(std::launch::async, [&] { std::this_thread::sleep_for(20ms); ++N; }); // expect: data race on 'N'
  if (Result.wait_for(0s) != std::future_status::ready)
    ++N;
  Result.get();
}

void not_timeout_ok() {
  int N = 0;
  std::future<void> Result = std::async(std::launch::async, [&] { ++N; });
  if (Result.wait_until(std::chrono::steady_clock::now() + 10s) !=
      std::future_status::timeout) {
    ++N;
    return;
  }
  Result.get();
}

void timeout_bad() {
  int N = 0;
  std::future<void> Result = std::async(std::launch::async, [&] { std::this_thread::sleep_for(20ms); ++N; }); // expect: data race on 'N'
  if (Result.wait_for(0s) == std::future_status::timeout)
    ++N;
  Result.get();
}

void not_asked_for_bad() {
  int N = 0;
  std::future<void> Result = std::async(std::launch::async, [&] { std::this_thread::sleep_for(20ms); ++N; }); // expect: data race on 'N'
  Result.wait_for(0s);
  ++N;
  Result.get();
}

void status_in_variable_ok() {
  int N = 0;
  std::future<void> Result = std::async(std::launch::async, [&] { ++N; });
  const std::future_status Status = Result.wait_for(10s);
  if (Status == std::future_status::ready)
    ++N;
  Result.get();
}

void asked_until_ready_ok() {
  int N = 0;
  std::future<void> Result = std::async(std::launch::async, [&] { ++N; });
  while (Result.wait_for(1ms) != std::future_status::ready)
    ;
  ++N;
}

void joined_by_thread_ok() {
  int N = 0;
  std::thread First([&] { ++N; });
  std::thread Second([&] { First.join(); });
  Second.join();
  ++N;
}

void joined_later_bad() {
  int N = 0;
  std::thread First([&] { ++N; }); // expect: data race on 'N'
  std::thread Second([&] { First.join(); });
  ++N;
  Second.join();
}

void moved_into_thread_ok() {
  int N = 0;
  std::thread First([&] { ++N; });
  std::thread Second([F = std::move(First)]() mutable { F.join(); });
  Second.join();
  ++N;
}

void moved_and_dropped_bad() {
  int N = 0;
  std::jthread First([&] { ++N; }); // expect: data race on 'N'
  std::thread Second([&First] { First.request_stop(); });
  Second.join();
  ++N;
}

void shared_future_ok() {
  int N = 0;
  std::shared_future<void> First = std::async(std::launch::async, [&] { ++N; }).share();
  std::future<void> Second = std::async(std::launch::async, [First] { First.wait(); });
  Second.get();
  ++N;
}

void joined_at_scope_end_ok() {
  int N = 0;
  std::thread First([&] { ++N; });
  {
    std::jthread Second([&] { First.join(); });
  }
  ++N;
}

void joined_by_iterator_ok() {
  int N = 0;
  std::vector<std::thread> Threads;
  Threads.emplace_back([&] { ++N; });
  for (auto It = Threads.begin(); It != Threads.end(); ++It)
    It->join();
  ++N;
}

void looked_at_by_iterator_bad() {
  int N = 0;
  std::vector<std::jthread> Threads;
  Threads.emplace_back([&] { ++N; }); // expect: data race on 'N'
  for (auto It = Threads.begin(); It != Threads.end(); ++It)
    It->request_stop();
  ++N;
}

void erased_ok() {
  int N = 0;
  std::vector<std::jthread> Threads;
  Threads.emplace_back([&] { ++N; });
  Threads.clear();
  ++N;
}
