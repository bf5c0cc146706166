// Collects results of three workers from a channel.
#include <fearless/channel.h>
#include <fearless/thread.h>

#include <cstdio>

int main() {
  auto [Out, In] = fearless::channel<int>();
  fearless::scope Workers;
  for (int Id = 1; Id <= 3; ++Id)
    Workers.spawn([Out = Out, Id] { return Out.send(Id * Id); });
  int Sum = 0;
  for (int Result : In) // flagged
    Sum += Result;      // goes on until all senders are gone; 'Out' is not
  std::printf("sum: %d\n", Sum);
}
