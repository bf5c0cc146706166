// A stock whose public functions all lock.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>

class Stock {
public:
  int count(const std::string &Item) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Items[Item];
  }
  void add(const std::string &Item, int Count) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Items[Item] += Count;
  }
  bool take(const std::string &Item) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (count(Item) == 0) // flagged
      return false;
    --Items[Item];
    return true;
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Items;
};

int main() {
  Stock Shelf;
  Shelf.add("apple", 2);
  Shelf.take("apple");
  std::printf("apples: %d\n", Shelf.count("apple"));
}
