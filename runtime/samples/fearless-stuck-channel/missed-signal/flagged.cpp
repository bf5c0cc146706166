// A worker that waits for the start signal, and main, which waits for it.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

int main() {
  std::mutex Mutex;
  std::condition_variable Start;
  std::jthread Worker([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // sets up
    std::unique_lock<std::mutex> Lock(Mutex);
    Start.wait(Lock); // flagged
    std::puts("working");
  });
  std::puts("start");
  Start.notify_one(); // nobody is waiting yet, and nobody will be told later
}
