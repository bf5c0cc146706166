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

static void logRequest(int Id) {
  std::string Line = "request " + std::to_string(Id) + " served by this host";
  // The view is copied into the thread, the characters are not: they belong to
  // 'Line', which is destroyed when this function returns.
  std::thread(writeLine, std::string_view(Line)).detach(); // flagged
}

int main() {
  logRequest(17);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
}
