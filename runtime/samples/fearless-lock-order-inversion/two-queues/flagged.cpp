// Two threads move work between two queues, and lock them in opposite orders.
//
// fearless-lock-order-inversion: 'Incoming' and 'Outgoing' in both orders.

#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

std::mutex Incoming;
std::mutex Outgoing;
int Waiting = 1;
int Sent = 0;
std::atomic<int> Holding = 0;

/// Makes sure that both threads are in the middle, which chance does one day.
void meet() {
  ++Holding;
  while (Holding < 2)
    std::this_thread::yield();
}

void send() {
  std::lock_guard<std::mutex> In(Incoming);
  meet();
  std::lock_guard<std::mutex> Out(Outgoing);
  Sent += Waiting;
}

void putBack() {
  std::lock_guard<std::mutex> Out(Outgoing);
  meet();
  std::lock_guard<std::mutex> In(Incoming);
  Waiting += Sent;
}

int main() {
  std::thread Sender(send);
  std::thread Receiver(putBack);
  Sender.join();
  Receiver.join();
  std::printf("done\n");
}
