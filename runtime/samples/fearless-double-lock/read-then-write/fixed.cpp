// Looks a name up, and adds it if it is new.
#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

static std::shared_mutex IdsMutex;
static std::map<std::string, int> Ids;

static int idOf(const std::string &Name) {
  {
    std::shared_lock<std::shared_mutex> Reading(IdsMutex);
    auto Found = Ids.find(Name);
    if (Found != Ids.end())
      return Found->second;
  }
  // Another thread may have added the name in between; emplace looks again.
  std::unique_lock<std::shared_mutex> Writing(IdsMutex);
  return Ids.emplace(Name, static_cast<int>(Ids.size())).first->second;
}

int main() { std::printf("%d, %d\n", idOf("ann"), idOf("ann")); }
