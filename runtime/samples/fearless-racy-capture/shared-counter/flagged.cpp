// Counts the visits that four threads see.
#include <cstdio>
#include <thread>
#include <vector>

int main() {
  int Visits = 0;
  std::vector<std::jthread> Doors;
  for (int Id = 0; Id < 4; ++Id)
    Doors.emplace_back([&] {
      for (int Guest = 0; Guest < 10000; ++Guest)
        ++Visits; // flagged
    });
  Doors.clear();
  std::printf("%d visits\n", Visits);
}
