// A pool of four workers takes jobs from one queue.
#include <fearless/thread_pool.h>

#include <atomic>
#include <chrono>
#include <cstdio>

static void resize(int Picture) {
  std::this_thread::sleep_for(std::chrono::milliseconds(Picture % 2 ? 10 : 5));
}

int main() {
  std::atomic<int> Done = 0;
  fearless::thread_pool Pool(4);
  for (int Picture = 0; Picture < 40; ++Picture)
    Pool.post([Picture, &Done] {
      resize(Picture);
      ++Done;
    });
  Pool.wait_idle();
  std::printf("operations: %d\n", Done.load());
}
