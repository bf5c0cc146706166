// A journal that runs a last action as it closes.
#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>

class Journal {
public:
  void write() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Lines;
  }
  void close(const std::function<void()> &Last) {
    Last(); // may wait for whoever still writes
    std::lock_guard<std::mutex> Lock(Mutex);
    std::printf("lines: %d\n", Lines);
  }

private:
  std::mutex Mutex;
  int Lines = 0;
};

int main() {
  Journal Log;
  std::thread Writer([&Log] {
    for (int Line = 0; Line < 10; ++Line) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      Log.write();
    }
  });
  Log.close([&Writer] { Writer.join(); });
}
