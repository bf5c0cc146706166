// Counts words that several readers find.
#include <fearless/actor.h>
#include <fearless/thread.h>

#include <cstdio>
#include <map>
#include <string>

int main() {
  using Map = std::map<std::string, int>;
  fearless::actor<Map> Counter;
  fearless::scope Readers;
  for (int Id = 0; Id < 3; ++Id)
    Readers.spawn([&Counter] {
      for (int Page = 0; Page < 200; ++Page)
        for (const char *Word : {"fear", "less", "fear"})
          Counter.tell([Word](Map &Counts) { ++Counts[Word]; });
    });
  Readers.join();
  Map Counts = Counter.ask([](Map &Counts) { return Counts; }).get();
  for (auto &[Word, Count] : Counts)
    std::printf("%s: %d\n", Word.c_str(), Count);
}
