// RUN: %check %s
//
// The thread is detached, but what it borrows ends only after a wait for what
// it does last.

#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

void use(int) noexcept;

void latch_ok() {
  int Count = 0;
  std::latch Done(1);
  std::thread([&] {
    ++Count;
    Done.count_down();
  }).detach();
  Done.wait();
}

void semaphore_ok() {
  int Count = 0;
  std::binary_semaphore Done(0);
  std::thread([&] {
    ++Count;
    Done.release();
  }).detach();
  Done.acquire();
}

void condition_ok() {
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
  std::thread([&] {
    std::lock_guard Lock(M);
    Done = true;
    Changed.notify_one();
  }).detach();
  std::unique_lock Lock(M);
  Changed.wait(Lock, [&] { return Done; });
}

void spinning_ok() {
  std::atomic<bool> Done = false;
  std::thread([&] { Done = true; }).detach();
  while (!Done)
    std::this_thread::yield();
}

void sharedLatch_ok() {
  int Count = 0;
  auto Done = std::make_shared<std::latch>(1);
  std::thread([&Count, Done] {
    ++Count;
    Done->count_down();
  }).detach();
  Done->wait();
}

void latchByReference_ok() {
  int Count = 0;
  std::latch Done(1);
  auto &Signal = Done;
  std::thread([&] {
    ++Count;
    Signal.count_down();
  }).detach();
  Done.wait();
}

struct Context {
  int *Count;
  std::latch *Done;
};

void latchInContext_ok() {
  int Count = 0;
  std::latch Done(1);
  Context C = {&Count, &Done};
  std::thread([C] {
    ++*C.Count;
    C.Done->count_down();
  }).detach();
  Done.wait();
}

void latchTried_ok() {
  int Count = 0;
  std::latch Done(1);
  std::thread([&] {
    ++Count;
    Done.count_down();
  }).detach();
  while (!Done.try_wait())
    std::this_thread::yield();
}

void latchOfAll_ok() {
  std::vector<int> Counts(4);
  std::latch Done(4);
  for (int I = 0; I != 4; ++I)
    std::thread([&, I] {
      ++Counts[I];
      Done.count_down();
    }).detach();
  Done.wait();
}

void semaphoreOfAll_ok() {
  std::vector<int> Counts(4);
  std::counting_semaphore<4> Done(0);
  for (int I = 0; I != 4; ++I)
    std::thread([&, I] {
      ++Counts[I];
      Done.release();
    }).detach();
  for (int I = 0; I != 4; ++I)
    Done.acquire();
}

void barrier_ok() {
  int Count = 0;
  std::barrier Done(2);
  std::thread([&] {
    ++Count;
    (void)Done.arrive();
  }).detach();
  Done.arrive_and_wait();
}

void atomicWait_ok() {
  int Count = 0;
  std::atomic<int> Done = 0;
  std::thread([&] {
    ++Count;
    Done = 1;
    Done.notify_one();
  }).detach();
  Done.wait(0);
}

void atomicCountdown_ok() {
  std::vector<int> Counts(4);
  std::atomic<int> Left = 4;
  for (int I = 0; I != 4; ++I)
    std::thread([&, I] {
      ++Counts[I];
      --Left;
    }).detach();
  while (Left.load() != 0)
    std::this_thread::yield();
}

void atomicLeavesLoop_ok() {
  int Count = 0;
  std::atomic<bool> Done = false;
  std::thread([&] {
    ++Count;
    Done.store(true);
  }).detach();
  for (;;) {
    if (Done.load())
      return;
    std::this_thread::yield();
  }
}

void conditionInLoop_ok() {
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
  std::thread([&] {
    std::lock_guard Lock(M);
    Done = true;
    Changed.notify_one();
  }).detach();
  std::unique_lock Lock(M);
  while (!Done)
    Changed.wait(Lock);
}

void timedConditionInLoop_ok() {
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
  std::thread([&] {
    std::lock_guard Lock(M);
    Done = true;
    Changed.notify_one();
  }).detach();
  std::unique_lock Lock(M);
  while (!Changed.wait_for(Lock, std::chrono::seconds(1), [&] { return Done; }))
    std::this_thread::yield();
}

void semaphoreTriedUntilDone_ok() {
  int Count = 0;
  std::binary_semaphore Done(0);
  std::thread([&] {
    ++Count;
    Done.release();
  }).detach();
  while (!Done.try_acquire_for(std::chrono::seconds(1)))
    std::this_thread::yield();
}
