// RUN: %check %s
//
// What fearless-callback-under-lock leaves alone: the twins of flagged.cpp and
// possible.cpp.

#include <algorithm>
#include <functional>
#include <mutex>
#include <vector>

struct Topic {
  std::mutex Mutex;
  std::function<void(int)> Callback;

  void copied_ok() {
    std::function<void(int)> Run;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Run = Callback;
    }
    Run(1);
  }
  void unlocked_ok() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Lock.unlock();
    Callback(1);
  }
  void stored_ok(std::function<void(int)> F) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Callback = std::move(F);
  }
  void known_ok(std::vector<int> &Values) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::sort(Values.begin(), Values.end(), [](int A, int B) { return A > B; });
    auto Twice = [](int V) { return 2 * V; };
    Twice(1);
  }
};

// A template parameter is known where it is used.
std::mutex M;
template <typename F> void with_ok(F Run) {
  std::lock_guard<std::mutex> Lock(M);
  Run();
}
void use_ok(int &N) {
  with_ok([&] { ++N; });
}

// A virtual function of one's own hierarchy is a step of an algorithm.
struct Shape {
  virtual ~Shape() = default;
  virtual int area() const = 0;
};
int sum_ok(const Shape &S) {
  std::lock_guard<std::mutex> Lock(M);
  return S.area();
}
