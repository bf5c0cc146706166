// Writes log lines without making the caller wait.
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>

static void writeLine(std::string_view Line) {
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  std::fwrite(Line.data(), 1, Line.size(), stdout);
  std::putchar('\n');
}

static std::jthread logRequest(int Id) {
  std::string Line = "request " + std::to_string(Id) + " served by this host";
  // The string itself moves into the thread; the view is made over there.
  return std::jthread([Line = std::move(Line)] { writeLine(Line); });
}

int main() { std::jthread Writer = logRequest(17); }
