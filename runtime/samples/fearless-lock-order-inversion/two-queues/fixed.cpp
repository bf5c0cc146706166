// The same two queues: both locks are taken at once.

#include <cstdio>
#include <mutex>
#include <thread>

std::mutex Incoming;
std::mutex Outgoing;
int Waiting = 1;
int Sent = 0;

void send() {
  std::scoped_lock<std::mutex, std::mutex> Both(Incoming, Outgoing);
  Sent += Waiting;
}

void putBack() {
  std::scoped_lock<std::mutex, std::mutex> Both(Outgoing, Incoming);
  Waiting += Sent;
}

int main() {
  std::thread Sender(send);
  std::thread Receiver(putBack);
  Sender.join();
  Receiver.join();
  std::printf("done\n");
}
