// A phone book that counts how often it is asked.
#include <atomic>
#include <cstdio>
#include <map>
#include <string>
#include <thread>
#include <vector>

class PhoneBook {
public:
  int find(const std::string &Name) const {
    // No order is needed between a count and anything else, so relaxed will do.
    Lookups.fetch_add(1, std::memory_order_relaxed);
    auto Found = Numbers.find(Name);
    return Found == Numbers.end() ? 0 : Found->second;
  }
  long lookups() const { return Lookups.load(std::memory_order_relaxed); }

private:
  std::map<std::string, int> Numbers = {{"ann", 4711}, {"bob", 815}};
  mutable std::atomic<long> Lookups = 0;
};

int main() {
  const PhoneBook Book;
  std::vector<std::jthread> Callers;
  for (int Id = 0; Id < 4; ++Id)
    Callers.emplace_back([&Book] {
      for (int Call = 0; Call < 10000; ++Call)
        Book.find("ann");
    });
  Callers.clear();
  std::printf("%ld lookups\n", Book.lookups());
}
