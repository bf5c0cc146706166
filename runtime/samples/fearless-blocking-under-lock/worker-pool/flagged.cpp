// A pool that stops its worker while it holds the lock that the worker needs.
//
// fearless-blocking-under-lock: 'join' waits for the thread under 'Mutex'.

#include <cstdio>
#include <mutex>
#include <thread>

class Pool {
public:
  void start() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Worker = std::thread(&Pool::work, this);
  }

  void stop() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Stopping = true;
    Worker.join();
  }

private:
  void work() {
    while (true) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Stopping)
        return;
    }
  }

  std::mutex Mutex;
  bool Stopping = false;
  std::thread Worker;
};

int main() {
  Pool Workers;
  Workers.start();
  Workers.stop();
  std::printf("stopped\n");
}
