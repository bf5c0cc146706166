// Adds up a large table, a slice on each thread.
#include <cstdio>
#include <future>
#include <numeric>
#include <vector>

int main() {
  std::vector<long> Table(100000);
  std::iota(Table.begin(), Table.end(), 1);
  const std::size_t Slices = 4, Size = Table.size() / Slices;
  std::vector<std::future<long>> Sums;
  for (std::size_t Slice = 0; Slice < Slices; ++Slice)
    Sums.push_back(std::async(std::launch::async, [&Table, Slice, Size] {
      // Each task has a sum of its own, and gives it as its result.
      auto First = Table.begin() + static_cast<std::ptrdiff_t>(Slice * Size);
      return std::accumulate(First, First + static_cast<std::ptrdiff_t>(Size),
                             0L);
    }));
  long Total = 0;
  for (std::future<long> &Sum : Sums)
    Total += Sum.get();
  std::printf("total: %ld\n", Total);
}
