// Collects results of three workers from a channel.
#include <fearless/channel.h>
#include <fearless/thread.h>

#include <cstdio>

int main() {
  auto [Out, In] = fearless::channel<int>();
  fearless::scope Workers;
  {
    auto First = std::move(Out); // gone at the end of this block
    for (int Id = 1; Id <= 3; ++Id)
      Workers.spawn([Own = First, Id] { return Own.send(Id * Id); });
  }
  int Sum = 0;
  for (int Result : In)
    Sum += Result;
  std::printf("sum: %d\n", Sum);
}
