// Adds up samples on a worker thread while the caller prepares a label.
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

static void report(const char *Label) {
  std::jthread Worker;
  std::vector<int> Samples = {3, 1, 4, 1, 5, 9, 2, 6};
  // A jthread joins in its destructor, but locals are destroyed in reverse
  // order: 'Samples' goes first, and only then does 'Worker' wait.
  Worker = std::jthread([&Samples, Label] { // flagged
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    int Sum = 0;
    for (int Sample : Samples)
      Sum += Sample;
    std::printf("%s: %d\n", Label, Sum);
  });
}

int main() { report("sum of samples"); }
