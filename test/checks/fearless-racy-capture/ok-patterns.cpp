// RUN: %check %s
//
// The common ways in which threads tell each other that they are done.

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <queue>
#include <semaphore>
#include <string>
#include <thread>

void promise_ok() {
  int N = 0;
  std::promise<void> Ready;
  std::thread T([&] {
    N = 1;
    Ready.set_value();
  });
  Ready.get_future().wait();
  ++N;
  T.join();
}

void told_by_promise_ok() {
  int N = 0;
  std::promise<void> Ready;
  std::thread T([&, Told = Ready.get_future()] {
    Told.wait();
    ++N;
  });
  N = 5;
  Ready.set_value();
  T.join();
}

void latch_phases_ok() {
  int Input = 0, Output = 0;
  std::latch Given(1), Done(1);
  std::thread T([&] {
    Given.wait();
    Output = Input;
    Done.count_down();
  });
  Input = 1;
  Given.count_down();
  Done.wait();
  ++Output;
  T.join();
}

void barrier_phases_ok() {
  int Front = 0, Back = 0;
  std::barrier Both(2);
  std::thread T([&] {
    Front = 1;
    Both.arrive_and_wait();
    (void)Back;
  });
  Back = 2;
  Both.arrive_and_wait();
  (void)Front;
  T.join();
}

void semaphore_ok() {
  int N = 0;
  std::binary_semaphore Full(0);
  std::thread T([&] {
    Full.acquire();
    ++N;
  });
  N = 1;
  Full.release();
  T.join();
}

void condition_ok() {
  std::mutex M;
  std::condition_variable Changed;
  bool Ready = false;
  int N = 0;
  std::thread T([&] {
    {
      std::unique_lock<std::mutex> Lock(M);
      Changed.wait(Lock, [&] { return Ready; });
    }
    ++N;
  });
  N = 7;
  {
    std::lock_guard<std::mutex> Lock(M);
    Ready = true;
  }
  Changed.notify_one();
  T.join();
}

void published_by_atomic_ok() {
  std::string Text;
  std::atomic<bool> Ready = false;
  std::thread T([&] {
    while (!Ready)
      std::this_thread::yield();
    Text += "b";
  });
  Text = "a";
  Ready = true;
  T.join();
}

void double_buffer_ok() {
  int Buffers[2] = {0, 0};
  int *Front = &Buffers[0], *Back = &Buffers[1];
  for (int Frame = 0; Frame < 4; ++Frame) {
    std::thread Draw([Back, Frame] { *Back = Frame; });
    (void)*Front;
    Draw.join();
    std::swap(Front, Back);
  }
}

template <typename T> class Queue {
public:
  void push(T Value) {
    std::lock_guard<std::mutex> Lock(M);
    Values.push(std::move(Value));
    Changed.notify_one();
  }
  T pop() {
    std::unique_lock<std::mutex> Lock(M);
    Changed.wait(Lock, [this] { return !Values.empty(); });
    T Value = std::move(Values.front());
    Values.pop();
    return Value;
  }

private:
  std::mutex M;
  std::condition_variable Changed;
  std::queue<T> Values;
};

void queue_ok() {
  Queue<int> Jobs;
  int Sum = 0;
  std::thread Consumer([&] {
    for (int I = 0; I < 4; ++I)
      Sum += Jobs.pop();
  });
  for (int I = 0; I < 4; ++I)
    Jobs.push(I);
  Consumer.join();
  (void)Sum;
}

void handed_over_ok() {
  Queue<std::unique_ptr<int>> Jobs;
  std::thread Consumer([&] { ++*Jobs.pop(); });
  auto Job = std::make_unique<int>(1);
  ++*Job;
  Jobs.push(std::move(Job));
  Consumer.join();
}
