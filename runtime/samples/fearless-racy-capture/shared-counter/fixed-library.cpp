// Counts the visits that four threads see.
#include <fearless/mutex.h>
#include <fearless/shared.h>
#include <fearless/thread.h>

#include <cstdio>

int main() {
  // Shared ownership and mutual exclusion, both in the type: there is no way
  // to the number but through the lock.
  auto Visits = fearless::make_arc<fearless::mutex<int>>(0);
  fearless::scope Doors;
  for (int Id = 0; Id < 4; ++Id)
    Doors.spawn([Visits] {
      for (int Guest = 0; Guest < 10000; ++Guest)
        ++*Visits->lock();
    });
  Doors.join();
  std::printf("%d visits\n", *Visits->lock());
}
