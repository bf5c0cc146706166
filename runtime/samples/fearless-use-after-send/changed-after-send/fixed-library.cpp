// Sends readings to a thread that adds them up.
#include <fearless/channel.h>
#include <fearless/thread.h>

#include <cstdio>
#include <vector>

int main() {
  auto [Out, In] = fearless::channel<std::vector<int>>();
  auto Adder = fearless::spawn([In = std::move(In)]() mutable {
    long Sum = 0;
    for (std::vector<int> &Batch : In)
      for (int Value : Batch)
        Sum += Value;
    return Sum;
  });
  {
    auto Readings = std::move(Out); // its end closes the channel
    for (int Round = 1; Round <= 50; ++Round)
      if (!Readings.send(std::vector<int>(100, Round)))
        break;
  }
  std::printf("sum: %ld\n", Adder.join());
}
