// A thermometer that tells listeners of each value.
#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class Thermometer {
public:
  void listen(std::function<void(int)> Listener) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Listeners.push_back(std::move(Listener));
  }
  void report(int Degrees) {
    std::vector<std::function<void(int)>> Current;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Reports;
      Current = Listeners;
    }
    for (auto &Listener : Current)
      Listener(Degrees); // may take its time: nobody waits for it here
  }
  int reports() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Reports;
  }

private:
  std::mutex Mutex;
  int Reports = 0;
  std::vector<std::function<void(int)>> Listeners;
};

int main() {
  Thermometer Roof;
  Roof.listen([](int) { // uploads each value
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  std::vector<std::jthread> Sensors;
  for (int Id = 0; Id < 4; ++Id)
    Sensors.emplace_back([&Roof] {
      for (int Value = 0; Value < 10; ++Value)
        Roof.report(20 + Value);
    });
  Sensors.clear();
  std::printf("operations: %d\n", Roof.reports());
}
