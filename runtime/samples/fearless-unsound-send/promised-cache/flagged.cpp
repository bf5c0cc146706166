// Shares a price list, because its author promised that it may be shared.
#include <fearless/annotations.h>

#include <cstdio>
#include <map>
#include <string>
#include <thread>

class FEARLESS_SYNC("all members are const") Prices { // flagged
public:
  int of(const std::string &Item) const {
    if (auto Found = Known.find(Item); Found != Known.end())
      return Found->second;
    return Known[Item] = static_cast<int>(Item.size()) * 100;
  }

private:
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
