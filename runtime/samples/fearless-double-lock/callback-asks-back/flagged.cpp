// Visits the members of a club.
#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

class Club {
public:
  void join(std::string Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Members.push_back(std::move(Name));
  }
  std::size_t size() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Members.size();
  }
  template <class F> void visit(F Each) {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const std::string &Name : Members)
      Each(Name);
  }

private:
  std::mutex Mutex;
  std::vector<std::string> Members;
};

int main() {
  Club Chess;
  Chess.join("ann");
  Chess.join("bob");
  Chess.visit([&](const std::string &Name) { // flagged
    std::printf("%s, one of %zu\n", Name.c_str(), Chess.size());
  });
}
