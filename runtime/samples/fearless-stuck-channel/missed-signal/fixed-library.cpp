// A worker that waits for the start signal, and main, which waits for it.
#include <fearless/channel.h>
#include <fearless/thread.h>

#include <chrono>
#include <cstdio>

struct Start {};

int main() {
  auto [Signal, Signalled] = fearless::channel<Start>();
  auto [Done, Result] = fearless::channel<int>();
  auto Worker = fearless::spawn(
      [In = std::move(Signalled), Out = std::move(Done)]() mutable {
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // sets up
        if (In.recv()) // a signal waits in the channel for whoever comes late
          std::puts("working");
        return Out.send(0);
      });
  std::puts("start");
  if (Signal.send(Start()))
    Result.recv();
  Worker.join();
}
