// Counts the visits that four threads see.
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

int main() {
  std::mutex VisitsMutex;
  int Visits = 0;
  std::vector<std::jthread> Doors;
  for (int Id = 0; Id < 4; ++Id)
    Doors.emplace_back([&] {
      for (int Guest = 0; Guest < 10000; ++Guest) {
        std::lock_guard<std::mutex> Lock(VisitsMutex);
        ++Visits;
      }
    });
  Doors.clear();
  std::printf("%d visits\n", Visits);
}
