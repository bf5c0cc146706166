// Collects results of three workers.
#include <cstdio>
#include <future>
#include <vector>

int main() {
  // One result of each worker: a future is a channel for one value, and knows
  // when its worker is gone.
  std::vector<std::future<int>> Workers;
  for (int Id = 1; Id <= 3; ++Id)
    Workers.push_back(std::async(std::launch::async, [Id] { return Id * Id; }));
  int Sum = 0;
  for (std::future<int> &Result : Workers)
    Sum += Result.get();
  std::printf("sum: %d\n", Sum);
}
