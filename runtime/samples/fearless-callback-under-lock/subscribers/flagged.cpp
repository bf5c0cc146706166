// A topic that calls its subscriber under its lock.
//
// fearless-callback-under-lock: what 'main' passes in waits for a thread that
// needs the lock.

#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>

class Topic {
public:
  void publish(int Value, const std::function<void(int)> &Subscriber) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Last = Value;
    Subscriber(Value);
  }

  int last() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Last;
  }

private:
  std::mutex Mutex;
  int Last = 0;
};

int main() {
  Topic News;
  News.publish(1, [&](int) {
    std::thread Reader([&] { std::printf("last: %d\n", News.last()); });
    Reader.join();
  });
}
