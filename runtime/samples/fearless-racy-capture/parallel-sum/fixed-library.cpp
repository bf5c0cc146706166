// Adds up a large table, a slice on each thread.
#include <fearless/parallel.h>

#include <cstdio>
#include <numeric>
#include <span>

int main() {
  std::vector<long> Table(100000);
  std::iota(Table.begin(), Table.end(), 1);
  const std::size_t Slices = 4, Size = Table.size() / Slices;
  std::vector<std::span<const long>> Parts;
  for (std::size_t Slice = 0; Slice < Slices; ++Slice)
    Parts.push_back(std::span(Table).subspan(Slice * Size, Size));

  std::vector<long> Sums = fearless::par_map(Parts, [](auto Part) {
    return std::accumulate(Part.begin(), Part.end(), 0L);
  });
  std::printf("total: %ld\n", std::accumulate(Sums.begin(), Sums.end(), 0L));
}
