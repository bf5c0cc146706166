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
    // Each worker has its own copy of the number. 'Sum' outlives the joins and
    // can stay a reference.
    Workers.emplace_back([&Sum, Part] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      Sum += Part;
    });
  }
  for (std::thread &Worker : Workers)
    Worker.join();
  return Sum;
}

int main() { std::printf("sum of parts: %d\n", process(4)); }
