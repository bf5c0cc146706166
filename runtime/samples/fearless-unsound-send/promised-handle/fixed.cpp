// Sends a handle to workers, which its type allows without a promise.
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

/// Copies share the session; all that they share is atomic.
class Session {
public:
  void request() { Requests->fetch_add(1, std::memory_order_relaxed); }
  long requests() const { return Requests->load(std::memory_order_relaxed); }

private:
  std::shared_ptr<std::atomic<long>> Requests =
      std::make_shared<std::atomic<long>>(0);
};

int main() {
  Session Db;
  std::vector<std::jthread> Workers;
  for (int Id = 0; Id < 2; ++Id)
    Workers.emplace_back([Db]() mutable {
      for (int Request = 0; Request < 1000; ++Request)
        Db.request();
    });
  Workers.clear();
  std::printf("%ld requests\n", Db.requests());
}
