// Shares a price list whose cache has a lock.
#include <fearless/mutex.h>
#include <fearless/thread.h>

#include <cstdio>
#include <map>
#include <string>

class Prices {
public:
  int of(const std::string &Item) const {
    auto Cache = Known.lock();
    if (auto Found = Cache->find(Item); Found != Cache->end())
      return Found->second;
    return (*Cache)[Item] = static_cast<int>(Item.size()) * 100;
  }

private:
  // Nothing is mutable, and nothing has to be promised: locking is const.
  fearless::mutex<std::map<std::string, int>> Known;
};

int main() {
  const Prices List;
  fearless::scope Readers;
  auto Left = Readers.spawn([&] { return List.of("apple"); });
  auto Right = Readers.spawn([&] { return List.of("banana"); });
  std::printf("%d and %d\n", Left.join(), Right.join());
}
