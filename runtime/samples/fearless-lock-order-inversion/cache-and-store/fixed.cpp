// A cache in front of a store, and a store that tells its cache of changes.
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <thread>

class Cache;

class Store {
public:
  int load(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values[Key];
  }
  void save(int Key, int Value, Cache &Front);

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class Cache {
public:
  explicit Cache(Store &Behind) : Behind(Behind) {}
  int get(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (auto Found = Values.find(Key); Found != Values.end())
      return Found->second;
    return Values[Key] = Behind.load(Key);
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  Store &Behind;
  std::mutex Mutex;
  std::map<int, int> Values;
};

void Store::save(int Key, int Value, Cache &Front) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  // The store's lock is given back before the cache takes its own: the only
  // order left is cache, then store.
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  Front.drop(Key);
}

int main() {
  Store Disk;
  Cache Front(Disk);
  std::thread Writer([&] { Disk.save(1, 10, Front); });
  Front.get(1);
  Writer.join();
  std::printf("now: %d\n", Front.get(1));
}
