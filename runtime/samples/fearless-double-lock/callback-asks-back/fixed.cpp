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
  /// A copy to look at for as long as one likes, with no lock held.
  std::vector<std::string> members() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Members;
  }

private:
  std::mutex Mutex;
  std::vector<std::string> Members;
};

int main() {
  Club Chess;
  Chess.join("ann");
  Chess.join("bob");
  std::vector<std::string> Members = Chess.members();
  for (const std::string &Name : Members)
    std::printf("%s, one of %zu\n", Name.c_str(), Members.size());
}
