// A recorder thread that is stopped at the end.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class Recorder {
public:
  void start() {
    Thread = std::thread([this] { record(); });
  }
  void stop() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Running = false;
    Thread.join(); // flagged
  }
  std::size_t samples() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Samples.size();
  }

private:
  void record() {
    while (true) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!Running)
        return;
      Samples.push_back(0);
    }
  }

  std::mutex Mutex;
  bool Running = true;
  std::vector<int> Samples;
  std::thread Thread;
};

int main() {
  Recorder Tape;
  Tape.start();
  while (Tape.samples() < 10)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  Tape.stop();
  std::printf("recorded: %s\n", Tape.samples() >= 10 ? "enough" : "too few");
}
