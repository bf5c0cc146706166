// RUN: %check %s
//
// Joins that happen elsewhere: at the end of a scope, in a destructor, or in a
// helper that is seen.

#include <functional>
#include <latch>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void use(int) noexcept;
bool ready() noexcept;

class JoinAtEnd {
public:
  explicit JoinAtEnd(std::thread &T) : T(T) {}
  ~JoinAtEnd() {
    if (T.joinable())
      T.join();
  }

private:
  std::thread &T;
};

void joinedByGuard_ok(bool Early) {
  int Count = 0;
  std::thread T([&] { ++Count; });
  JoinAtEnd Guard(T);
  if (Early)
    return;
  use(1);
}

class ScopedThread {
public:
  explicit ScopedThread(std::thread T) : T(std::move(T)) {}
  ~ScopedThread() { T.join(); }

private:
  std::thread T;
};

void joinedByOwner_ok() {
  int Count = 0;
  ScopedThread T{std::thread([&] { ++Count; })};
}

template <typename F> class Finally {
public:
  explicit Finally(F Do) : Do(Do) {}
  ~Finally() { Do(); }

private:
  F Do;
};

void joinedByClosure_ok(bool Early) {
  int Count = 0;
  std::thread T([&] { ++Count; });
  Finally Join([&] { T.join(); });
  if (Early)
    return;
  use(1);
}

void joinAll(std::vector<std::thread> &Threads) {
  for (auto &T : Threads)
    T.join();
}

void joinedByHelper_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  joinAll(Threads);
}

void joinedByLocalLambda_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  const auto Join = [&] {
    for (auto &T : Threads)
      T.join();
  };
  Join();
}

class ThreadGroup {
public:
  template <typename F> void run(F Do) { Threads.emplace_back(std::move(Do)); }
  ~ThreadGroup() {
    for (auto &T : Threads)
      T.join();
  }

private:
  std::vector<std::thread> Threads;
};

void joinedByGroup_ok() {
  int Count = 0;
  ThreadGroup Group;
  Group.run([&] { ++Count; });
}

class Base {
public:
  ~Base() {
    if (T.joinable())
      T.join();
  }
  void start(std::function<void()> Do) { T = std::thread(std::move(Do)); }

private:
  std::thread T;
};

class Derived : public Base {};

void joinedByBase_ok() {
  int Count = 0;
  Derived D;
  D.start([&] { ++Count; });
}

struct ThreadOfItsData {
  int Count = 0;
  std::thread T;
  ~ThreadOfItsData() {
    if (T.joinable())
      T.join();
  }
};

void threadOfItsData_ok() {
  ThreadOfItsData Data[2];
  for (auto &D : Data)
    D.T = std::thread([&D] { ++D.Count; });
}

void keptWithItsData_ok(std::vector<std::unique_ptr<ThreadOfItsData>> &Kept) {
  auto Data = std::make_unique<ThreadOfItsData>();
  Data->T = std::thread([D = Data.get()] { ++D->Count; });
  Kept.push_back(std::move(Data));
}

std::unique_ptr<ThreadOfItsData> returnedWithItsData_ok() {
  auto Data = std::make_unique<ThreadOfItsData>();
  Data->T = std::thread([&D = *Data] { ++D.Count; });
  return Data;
}

struct JoinAndDelete {
  void operator()(std::thread *T) const {
    T->join();
    delete T;
  }
};

void joinedByDeleter_ok(bool Early) {
  int Count = 0;
  std::unique_ptr<std::thread, JoinAndDelete> T(
      new std::thread([&] { ++Count; }));
  if (Early)
    return;
  use(1);
}

template <typename F> Finally<F> finally(F Do) noexcept {
  return Finally<F>(Do);
}

void joinedByFinally_ok() {
  auto T = std::make_unique<std::thread>();
  {
    int Count = 0;
    *T = std::thread([&] { ++Count; });
    auto Join = finally([&] { T->join(); });
    if (ready())
      throw 1;
  }
}

void waitedByFinally_ok(bool Early) {
  int Count = 0;
  std::latch Done(1);
  auto Wait = finally([&] { Done.wait(); });
  std::thread([&] {
    ++Count;
    Done.count_down();
  }).detach();
  if (Early)
    return;
  use(1);
}

#define DEFER(...) auto Deferred = finally([&] { __VA_ARGS__; })

void joinedByMacro_ok() {
  auto *T = new std::thread;
  {
    int Count = 0;
    *T = std::thread([&] { ++Count; });
    DEFER(T->join(); delete T);
    if (ready())
      return;
  }
}

void joinMoved(std::vector<std::thread> Threads) {
  for (auto &T : Threads)
    T.join();
}

void movedToHelper_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  joinMoved(std::move(Threads));
}

template <typename I> void joinRange(I First, I Last) {
  for (; First != Last; ++First)
    First->join();
}

void joinedByHelperForIterators_ok() {
  std::vector<std::thread> Threads;
  {
    int Count = 0;
    Threads.emplace_back([&] { ++Count; });
    joinRange(Threads.begin(), Threads.end());
  }
}

template <typename F> std::thread spawn(F &&Do) {
  return std::thread(std::forward<F>(Do));
}

void startedByHelper_ok() {
  int Count = 0;
  auto T = spawn([&] { ++Count; });
  T.join();
}

void startedIntoContainerByLambda_ok() {
  std::vector<std::thread> Threads;
  {
    int Count = 0;
    auto Start = [&](auto Do) { Threads.emplace_back(Do); };
    Start([&] { ++Count; });
    for (auto &T : Threads)
      T.join();
  }
}
