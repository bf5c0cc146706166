// The same pool: the lock is given back before the wait.

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
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Stopping = true;
    }
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
