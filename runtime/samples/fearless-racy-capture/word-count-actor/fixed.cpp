// Counts words that several readers find.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// Words on their way to the one thread that counts them.
class Inbox {
public:
  void send(std::string Word) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Words.push_back(std::move(Word));
    Changed.notify_one();
  }
  void close() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Closed = true;
    Changed.notify_one();
  }
  bool receive(std::string &Word) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Closed || !Words.empty(); });
    if (Words.empty())
      return false;
    Word = std::move(Words.front());
    Words.pop_front();
    return true;
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<std::string> Words;
  bool Closed = false;
};

int main() {
  Inbox Found;
  // The counts belong to this thread alone: nothing to lock, nothing to race.
  std::thread Counter([&Found] {
    std::map<std::string, int> Counts;
    for (std::string Word; Found.receive(Word);)
      ++Counts[Word];
    for (auto &[Word, Count] : Counts)
      std::printf("%s: %d\n", Word.c_str(), Count);
  });
  std::vector<std::jthread> Readers;
  for (int Id = 0; Id < 3; ++Id)
    Readers.emplace_back([&Found] {
      for (int Page = 0; Page < 200; ++Page)
        for (const char *Word : {"fear", "less", "fear"})
          Found.send(Word);
    });
  Readers.clear();
  Found.close();
  Counter.join();
}
