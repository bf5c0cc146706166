// Writes a log line in the background.
#include <chrono>
#include <cstdio>
#include <thread>

int main() {
  std::thread([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::puts("order 17 is paid");
  }).detach(); // flagged
  std::puts("done");
}
