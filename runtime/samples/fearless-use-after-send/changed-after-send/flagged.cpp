// Sends readings to a thread that adds them up.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using Batch = std::shared_ptr<std::vector<int>>;

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
  auto Values = std::make_shared<std::vector<int>>(100);
  for (int Round = 1; Round <= 50; ++Round) {
    for (int &Value : *Values) // flagged
      Value = Round;
    Readings.send(Values); // the pointer goes over, and is kept
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  Readings.send(nullptr);
}
