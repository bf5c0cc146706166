// Writes a log line in the background.
#include <chrono>
#include <cstdio>
#include <thread>

int main() {
  std::jthread Writer([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::puts("order 17 is paid");
  });
  std::puts("done");
}
