// Polls a sensor until it is told to stop.
#include <chrono>
#include <cstdio>
#include <thread>

int main() {
  bool Stop = false;
  long Samples = 0;
  std::thread Sensor([&] {
    while (!Stop) { // flagged
      ++Samples;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  Stop = true;
  Sensor.join();
  std::printf("sampled: %s\n", Samples > 0 ? "yes" : "no");
}
