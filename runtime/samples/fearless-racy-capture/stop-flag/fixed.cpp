// Polls a sensor until it is told to stop.
#include <chrono>
#include <cstdio>
#include <thread>

int main() {
  long Samples = 0;
  // A jthread brings a flag that is made for this.
  std::jthread Sensor([&](std::stop_token Stop) {
    while (!Stop.stop_requested()) {
      ++Samples;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  Sensor.request_stop();
  Sensor.join();
  std::printf("sampled: %s\n", Samples > 0 ? "yes" : "no");
}
