// Writes a report in the background while nobody may change the figures.
#include <cstdio>
#include <mutex>
#include <thread>

static std::mutex FiguresMutex;
static int Figures = 42;

int main() {
  // The thread that needs the lock takes it, and gives it back.
  std::thread Writer([] {
    std::lock_guard<std::mutex> Held(FiguresMutex);
    std::printf("report: %d\n", Figures);
  });
  Writer.join();
}
