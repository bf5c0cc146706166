// RUN: %check %s
//
// Closures that a callee runs while it holds a lock of its own.

#include <functional>
#include <mutex>

class Registry {
public:
  void each(const std::function<void()> &Run) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Run();
  }
  template <typename F> void all(F &&Run) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Run();
  }
  void count() { std::lock_guard<std::mutex> Lock(Mutex); }

  void function_bad() {
    each([this] { count(); }); // expect: 'lambda' locks 'Registry::Mutex' while this thread already holds it
  }
  void template_bad() {
    all([this] { count(); }); // expect: 'lambda' locks 'Registry::Mutex' while this thread already holds it
  }
  void nothing_ok() {
    each([this] { ++Rounds; });
    all([this] { ++Rounds; });
  }

private:
  std::mutex Mutex;
  int Rounds = 0;
};

std::mutex Global;
static void withGlobal(const std::function<void()> &Run) {
  std::lock_guard<std::mutex> Lock(Global);
  Run();
}
void global_bad() {
  withGlobal([] { Global.lock(); }); // expect: 'lambda' locks 'Global' while this thread already holds it
}

static void with(std::mutex &M, const std::function<void()> &Run) {
  std::lock_guard<std::mutex> Lock(M);
  Run();
}
void parameter_bad(std::mutex &M) {
  with(M, [&M] { std::lock_guard<std::mutex> Again(M); }); // expect: 'lambda' locks 'M' while this thread already holds it
}
void otherMutex_ok(std::mutex &M, std::mutex &N) {
  with(M, [&N] { std::lock_guard<std::mutex> Other(N); });
}

// Released before the closure runs, or recursive.
static void afterwards(const std::function<void()> &Run) {
  { std::lock_guard<std::mutex> Lock(Global); }
  Run();
}
void afterwards_ok() {
  afterwards([] { std::lock_guard<std::mutex> Lock(Global); });
}
std::recursive_mutex Again;
static void withAgain(const std::function<void()> &Run) {
  std::lock_guard<std::recursive_mutex> Lock(Again);
  Run();
}
void recursive_ok() {
  withAgain([] { std::lock_guard<std::recursive_mutex> Lock(Again); });
}
