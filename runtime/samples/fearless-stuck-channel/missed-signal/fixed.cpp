// A worker that waits for the start signal, and main, which waits for it.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

int main() {
  std::mutex Mutex;
  std::condition_variable Start;
  bool Started = false;
  std::jthread Worker([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // sets up
    std::unique_lock<std::mutex> Lock(Mutex);
    Start.wait(Lock, [&] { return Started; });
    std::puts("working");
  });
  std::puts("start");
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Started = true; // a signal is a state, not a moment
  }
  Start.notify_one();
  Worker.join(); // while 'Start' and 'Started' are still there
}
