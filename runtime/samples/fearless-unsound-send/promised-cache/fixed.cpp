// Shares a price list whose cache has a lock.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Prices {
public:
  int of(const std::string &Item) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (auto Found = Known.find(Item); Found != Known.end())
      return Found->second;
    return Known[Item] = static_cast<int>(Item.size()) * 100;
  }

private:
  mutable std::mutex Mutex;
  mutable std::map<std::string, int> Known;
};

int main() {
  const Prices List;
  int Left = 0, Right = 0;
  std::thread A([&] { Left = List.of("apple"); });
  std::thread B([&] { Right = List.of("banana"); });
  A.join();
  B.join();
  std::printf("%d and %d\n", Left, Right);
}
