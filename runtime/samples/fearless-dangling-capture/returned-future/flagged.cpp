// Looks up a setting in the background and gives the caller a future of it.
#include <chrono>
#include <cstdio>
#include <future>
#include <map>
#include <string>
#include <thread>

static std::future<int> lookUp(const std::string &Name) {
  std::map<std::string, int> Settings = {{"retries", 5}, {"timeout", 30}};
  // Here the future would wait in its destructor, but it is returned: the wait
  // moves to the caller, and 'Settings' does not move with it.
  return std::async(std::launch::async, [&Settings, Name] { // flagged
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    auto Found = Settings.find(Name);
    return Found == Settings.end() ? -1 : Found->second;
  });
}

int main() {
  std::future<int> Timeout = lookUp("timeout");
  std::printf("timeout: %d\n", Timeout.get());
}
