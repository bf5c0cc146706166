// A pool of four workers takes jobs from one queue.
#include <chrono>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

static std::mutex JobsMutex;
static std::deque<int> Jobs;
static int Done = 0;

static void resize(int Picture) {
  std::this_thread::sleep_for(std::chrono::milliseconds(Picture % 2 ? 10 : 5));
}

static void work() {
  while (true) {
    std::lock_guard<std::mutex> Lock(JobsMutex);
    if (Jobs.empty())
      return;
    int Picture = Jobs.front();
    Jobs.pop_front();
    ++Done;
    resize(Picture); // flagged
  }
}

int main() {
  for (int Picture = 0; Picture < 40; ++Picture)
    Jobs.push_back(Picture);
  {
    std::vector<std::jthread> Pool;
    for (int Id = 0; Id < 4; ++Id)
      Pool.emplace_back(work);
  }
  std::printf("operations: %d\n", Done);
}
