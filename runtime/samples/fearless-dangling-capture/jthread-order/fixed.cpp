// Adds up samples on a worker thread while the caller prepares a label.
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

static void report(const char *Label) {
  std::vector<int> Samples = {3, 1, 4, 1, 5, 9, 2, 6};
  // Declared after what it borrows, so it is joined before that is destroyed.
  std::jthread Worker([&Samples, Label] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    int Sum = 0;
    for (int Sample : Samples)
      Sum += Sample;
    std::printf("%s: %d\n", Label, Sum);
  });
}

int main() { report("sum of samples"); }
