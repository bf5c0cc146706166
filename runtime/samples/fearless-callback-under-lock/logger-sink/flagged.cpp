// A logger whose sinks can be replaced.
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>

class Logger {
public:
  void setSink(std::function<void(const std::string &)> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sink = std::move(New);
  }
  void log(const std::string &Line) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Lines;
    Sink(Line); // flagged
  }

private:
  std::mutex Mutex;
  int Lines = 0;
  std::function<void(const std::string &)> Sink;
};

int main() {
  Logger Log;
  Log.setSink([&Log](const std::string &Line) {
    if (Line.size() > 20)
      Log.log("line too long"); // the sink has something to say itself
    else
      std::puts(Line.c_str());
  });
  Log.log("started");
  Log.log("a message that goes on and on");
}
