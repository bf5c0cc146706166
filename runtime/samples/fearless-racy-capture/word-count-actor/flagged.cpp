// Counts words that several readers find.
#include <cstdio>
#include <map>
#include <string>
#include <thread>
#include <vector>

int main() {
  std::map<std::string, int> Counts;
  std::vector<std::jthread> Readers;
  for (int Id = 0; Id < 3; ++Id)
    Readers.emplace_back([&Counts] {
      const std::vector<std::string> Found = {"fear", "less", "fear"};
      for (int Page = 0; Page < 200; ++Page)
        for (const std::string &Word : Found)
          ++Counts[Word]; // flagged
    });
  Readers.clear();
  for (auto &[Word, Count] : Counts)
    std::printf("%s: %d\n", Word.c_str(), Count);
}
