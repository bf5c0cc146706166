// Saves an order in the background and reports whether that worked.
#include <cstdio>
#include <exception>
#include <future>
#include <stdexcept>

static void save(int Order) {
  if (Order == 17)
    throw std::runtime_error("disk full");
}

int main() {
  int Failed = 0;
  for (int Order = 16; Order < 19; ++Order) {
    std::future<void> Saving = std::async(std::launch::async, save, Order);
    try {
      Saving.get(); // waits, and throws what ended the task
    } catch (const std::exception &) {
      ++Failed;
    }
  }
  std::printf("failed: %d\n", Failed);
}
