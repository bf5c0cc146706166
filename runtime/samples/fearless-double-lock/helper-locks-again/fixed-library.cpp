// A stock whose public functions all lock.
#include <fearless/mutex.h>

#include <cstdio>
#include <map>
#include <string>

class Stock {
public:
  int count(const std::string &Item) { return (*Items.lock())[Item]; }
  void add(const std::string &Item, int Count) {
    (*Items.lock())[Item] += Count;
  }
  bool take(const std::string &Item) {
    // What is locked is at hand; there is no reason to call a sibling.
    auto Held = Items.lock();
    int &Count = (*Held)[Item];
    if (Count == 0)
      return false;
    --Count;
    return true;
  }

private:
  fearless::mutex<std::map<std::string, int>> Items;
};

int main() {
  Stock Shelf;
  Shelf.add("apple", 2);
  Shelf.take("apple");
  std::printf("apples: %d\n", Shelf.count("apple"));
}
