// Saves an order in the background and reports whether that worked.
#include <fearless/thread.h>

#include <cstdio>
#include <exception>

static void save(int Order) {
  if (Order == 17)
    throw std::runtime_error("disk full");
}

int main() {
  int Failed = 0;
  for (int Order = 16; Order < 19; ++Order) {
    auto Saving = fearless::spawn([Order] { save(Order); });
    try {
      Saving.join(); // there is no way to wait without looking
    } catch (const std::exception &) {
      ++Failed;
    }
  }
  std::printf("failed: %d\n", Failed);
}
