// Four threads send a letter to each member of a club.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Club {
public:
  void join(std::string Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Members.push_back(std::move(Name));
  }
  void each(const std::function<void(const std::string &)> &Visit) {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const std::string &Name : Members)
      Visit(Name); // flagged
  }

private:
  std::mutex Mutex;
  std::vector<std::string> Members;
};

static void sendTo(Club &Chess, std::atomic<int> &Sent) {
  Chess.each([&Sent](const std::string &Name) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // a slow server
    Sent += Name.empty() ? 0 : 1;
  });
}

int main() {
  Club Chess;
  for (const char *Name : {"ann", "bob", "cid", "dee"})
    Chess.join(Name);
  std::atomic<int> Sent = 0;
  std::vector<std::jthread> Senders;
  for (int Id = 0; Id < 4; ++Id)
    Senders.emplace_back([&Chess, &Sent] { sendTo(Chess, Sent); });
  Senders.clear();
  std::printf("operations: %d\n", Sent.load());
}
