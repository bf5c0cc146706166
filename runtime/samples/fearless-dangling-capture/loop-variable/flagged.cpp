// Starts one worker per part and joins them all at the end.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

static int process(int Parts) {
  std::atomic<int> Sum = 0;
  std::vector<std::thread> Workers;
  for (int Part = 1; Part <= Parts; ++Part) {
    // 'Part' lives until the loop ends, the workers until the joins below it:
    // they read a number that has moved on, or a variable that is gone.
    Workers.emplace_back([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      Sum += Part; // flagged
    });
  }
  for (std::thread &Worker : Workers)
    Worker.join();
  return Sum;
}

int main() { std::printf("sum of parts: %d\n", process(4)); }
