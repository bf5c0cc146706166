// RUN: %check %s
//
// The thread is detached, but what it borrows ends only after a wait for what
// it does last.

#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <deque>
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

void waitedInNestedThread_ok() {
  int Count = 0;
  std::latch Done(1);
  std::thread Outer([&] {
    std::thread([&] {
      ++Count;
      Done.count_down();
    }).detach();
  });
  Outer.join();
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

class Event {
public:
  void set() {
    std::lock_guard Lock(M);
    Done = true;
    Changed.notify_all();
  }
  void wait() {
    std::unique_lock Lock(M);
    Changed.wait(Lock, [this] { return Done; });
  }

private:
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
};

void ownEvent_ok() {
  int Count = 0;
  Event Done;
  std::thread([&] {
    ++Count;
    Done.set();
  }).detach();
  Done.wait();
}

class WaitGroup {
public:
  void add() { ++Running; }
  void done() { --Running; }
  void wait() {
    while (Running != 0)
      std::this_thread::yield();
  }

private:
  std::atomic<int> Running = 0;
};

void ownWaitGroup_ok() {
  std::vector<int> Counts(4);
  WaitGroup Group;
  for (int I = 0; I != 4; ++I) {
    Group.add();
    std::thread([&, I] {
      ++Counts[I];
      Group.done();
    }).detach();
  }
  Group.wait();
}

struct WaitAtEnd {
  WaitGroup &Group;
  ~WaitAtEnd() { Group.wait(); }
};

void waitedByGuard_ok(bool Early) {
  int Count = 0;
  WaitGroup Group;
  WaitAtEnd Guard{Group};
  Group.add();
  std::thread([&] {
    ++Count;
    Group.done();
  }).detach();
  if (Early)
    return;
  use(1);
}

template <typename T> class Channel {
public:
  void push(T Value) {
    std::lock_guard Lock(M);
    Values.push_back(Value);
    Changed.notify_one();
  }
  T pop() {
    std::unique_lock Lock(M);
    Changed.wait(Lock, [this] { return !Values.empty(); });
    T Value = Values.front();
    Values.pop_front();
    return Value;
  }

private:
  std::mutex M;
  std::condition_variable Changed;
  std::deque<T> Values;
};

void ownChannel_ok() {
  int Count = 0;
  Channel<int> Results;
  std::thread([&] { Results.push(++Count); }).detach();
  use(Results.pop());
}
