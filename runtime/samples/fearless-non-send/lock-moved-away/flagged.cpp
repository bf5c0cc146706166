// Writes a report in the background while nobody may change the figures.
#include <cstdio>
#include <mutex>
#include <thread>

static std::mutex FiguresMutex;
static int Figures = 42;

int main() {
  std::unique_lock<std::mutex> Lock(FiguresMutex);
  // The lock goes along, to be given back when the report is written. But a
  // mutex belongs to the thread that locked it, and only that may unlock it.
  std::thread Writer([Held = std::move(Lock)]() mutable { // flagged
    std::printf("report: %d\n", Figures);
    Held.unlock();
  });
  Writer.join();
}
