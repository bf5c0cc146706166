// RUN: %check %s
//
// Closures that start threads for their caller: whether it joins them is not
// followed through the call, so core keeps silent.

#include <algorithm>
#include <future>
#include <thread>
#include <vector>

void generated_bad() {
  std::vector<std::thread> Threads(4);
  {
    int Count = 0;
    std::generate(Threads.begin(), Threads.end(),
                  [&] { return std::thread([&] { ++Count; }); }); // strict: may outlive
    for (auto &T : Threads)
      T.join();
  }
}

void transformedToFutures_bad(const std::vector<int> &Numbers) {
  std::vector<std::future<int>> Results;
  {
    int Factor = 3;
    std::transform(Numbers.begin(), Numbers.end(), std::back_inserter(Results),
                   [&](int N) {
                     return std::async(std::launch::async,
                                       [&Factor, N] { return N * Factor; }); // strict: may outlive 'Factor' // fix: [Factor, N]
                   });
    for (auto &R : Results)
      R.get();
  }
}

void startedByLambda_bad() {
  int Count = 0;
  auto Start = [&] { return std::thread([&] { ++Count; }); }; // strict: may outlive
  auto A = Start(), B = Start();
  A.join();
  B.join();
}
