// Prices that one function changes under their lock.
#include <cstdio>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <string>

using Table = std::map<std::string, int>;

class Prices {
public:
  void change(const std::function<void(Table &)> &Change) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Change(All); // flagged
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
  Shop.change([&Shop](Table &All) {
    auto Sum = std::async(std::launch::async, [&Shop] {
      return Shop.get("tea") + Shop.get("milk");
    });
    All["tea with milk"] = Sum.get();
  });
  std::printf("tea with milk: %d\n", Shop.get("tea with milk"));
}
