// RUN: %check %s
//
// Threads that are detached at once, and have nothing of their spawner's: they
// meet it in globals.

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

int Count;
std::atomic<int> AtomicCount;
std::mutex Mutex;

void use_bad() {
  std::thread([] { ++Count; }).detach(); // expect: data race on 'Count'
  ++Count;
}

void loop_bad() {
  for (int I = 0; I != 3; ++I)
    std::thread([] { ++Count; }).detach(); // expect: data race on 'Count'
}

void before_ok() {
  ++Count;
  std::thread([] { ++Count; }).detach();
}

void atomic_ok() {
  std::thread([] { ++AtomicCount; }).detach();
  ++AtomicCount;
}

void locked_ok() {
  std::thread([] {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Count;
  }).detach();
  std::lock_guard<std::mutex> Lock(Mutex);
  ++Count;
}

void awaited_ok() {
  std::promise<void> Done;
  std::future<void> IsDone = Done.get_future();
  std::thread([Done = std::move(Done)]() mutable {
    ++Count;
    Done.set_value();
  }).detach();
  IsDone.wait();
  ++Count;
}
