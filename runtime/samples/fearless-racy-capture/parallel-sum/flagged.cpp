// Adds up a large table, a slice on each thread.
#include <cstdio>
#include <numeric>
#include <thread>
#include <vector>

int main() {
  std::vector<long> Table(100000);
  std::iota(Table.begin(), Table.end(), 1);
  const std::size_t Slices = 4, Size = Table.size() / Slices;
  long Total = 0;
  std::vector<std::jthread> Workers;
  for (std::size_t Slice = 0; Slice < Slices; ++Slice)
    Workers.emplace_back([&, Slice] {
      for (std::size_t I = Slice * Size; I < (Slice + 1) * Size; ++I)
        Total += Table[I]; // flagged
    });
  Workers.clear();
  std::printf("total: %ld\n", Total);
}
