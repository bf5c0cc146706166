// Prices that one function changes under their lock.
#include <cstdio>
#include <future>
#include <map>
#include <mutex>
#include <string>

using Table = std::map<std::string, int>;

class Prices {
public:
  void set(const std::string &Name, int Price) {
    std::lock_guard<std::mutex> Lock(Mutex);
    All[Name] = Price;
  }
  int get(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return All[Name];
  }

private:
  std::mutex Mutex;
  Table All = {{"tea", 3}, {"milk", 1}};
};

int main() {
  Prices Shop;
  auto Sum = std::async(std::launch::async,
                        [&Shop] { return Shop.get("tea") + Shop.get("milk"); });
  Shop.set("tea with milk", Sum.get()); // the sum is there before the lock is
  std::printf("tea with milk: %d\n", Shop.get("tea with milk"));
}
