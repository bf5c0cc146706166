// Workers report their progress to a slow terminal.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

static std::mutex DoneMutex;
static int Done = 0;

static void show(int Count) {
  std::this_thread::sleep_for(std::chrono::milliseconds(10)); // a slow line
  if (Count % 40 == 0)
    std::printf("operations: %d\n", Count);
}

static void finishPiece() {
  std::unique_lock<std::mutex> Lock(DoneMutex);
  int Count = ++Done;
  Lock.unlock();
  show(Count);
}

int main() {
  std::vector<std::jthread> Workers;
  for (int Id = 0; Id < 4; ++Id)
    Workers.emplace_back([] {
      for (int Piece = 0; Piece < 10; ++Piece)
        finishPiece();
    });
}
