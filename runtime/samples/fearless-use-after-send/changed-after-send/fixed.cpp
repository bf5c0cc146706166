// Sends readings to a thread that adds them up.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

// One owner at a time: what is sent is gone.
using Batch = std::unique_ptr<std::vector<int>>;

class Inbox {
public:
  void send(Batch Values) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Batches.push_back(std::move(Values));
    Changed.notify_one();
  }
  Batch receive() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return !Batches.empty(); });
    Batch First = std::move(Batches.front());
    Batches.pop_front();
    return First;
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<Batch> Batches;
};

int main() {
  Inbox Readings;
  std::jthread Adder([&Readings] {
    long Sum = 0;
    for (Batch Next; (Next = Readings.receive());)
      for (int Value : *Next)
        Sum += Value;
    std::printf("sum: %ld\n", Sum);
  });
  for (int Round = 1; Round <= 50; ++Round)
    Readings.send(std::make_unique<std::vector<int>>(100, Round));
  Readings.send(nullptr);
}
