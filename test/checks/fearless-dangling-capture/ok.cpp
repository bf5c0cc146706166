// RUN: %check %s
//
// The tempting twins of flagged.cpp: what crosses is owned, or the thread ends
// before what it borrows.

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

void use(int) noexcept;
void use(const std::string &);
void fill(char *);

void copied_ok() {
  int Count = 0;
  std::thread([Count] { use(Count); }).detach();
}

void movedIn_ok() {
  std::string Name = "n";
  std::thread([Name = std::move(Name)] { use(Name); }).detach();
}

void decayCopied_ok() {
  std::string Name = "n";
  std::thread([](const std::string &S) { use(S); }, Name).detach();
}

void literal_ok() {
  std::string_view View = "n";
  std::thread([View] { use(std::string(View)); }).detach();
}

void shared_ok() {
  auto Count = std::make_shared<int>(0);
  std::thread([Count] { ++*Count; }).detach();
}

void heapPointer_ok() {
  auto *Number = new int(1);
  std::thread([Number] { delete Number; }).detach();
}

void staticStorage_ok() {
  static int Count = 0;
  std::thread([&] { ++Count; }).detach();
}

void ownedCopyOfView_ok(std::string_view Name) {
  std::thread([Name = std::string(Name)] { use(Name); }).detach();
}

void ownedCopyOfArray_ok() {
  char Buffer[16];
  fill(Buffer);
  std::thread([](const std::string &S) { use(S); }, std::string(Buffer))
      .detach();
}

void referenceToHeap_ok(std::shared_ptr<int> Count) {
  int &Number = *Count;
  std::thread([&Number, Count] { ++Number; }).detach();
}

void joined_ok() {
  int Count = 0;
  std::thread T([&] { ++Count; });
  T.join();
}

void joinedOnBothWays_ok(bool Early) {
  int Count = 0;
  std::thread T([&] { ++Count; });
  if (Early) {
    T.join();
    return;
  }
  use(1);
  T.join();
}

void joinedIfJoinable_ok(bool Parallel) {
  int Count = 0;
  std::thread T;
  if (Parallel)
    T = std::thread([&] { ++Count; });
  if (T.joinable())
    T.join();
}

void joinedWhereStarted_ok(bool Parallel) {
  std::thread T;
  {
    int Count = 0;
    if (Parallel)
      T = std::thread([&] { ++Count; });
    use(1);
    if (Parallel)
      T.join();
  }
}

void jthread_ok() {
  int Count = 0;
  std::jthread T([&] { ++Count; });
}

void jthreads_ok() {
  int Count = 0;
  std::vector<std::jthread> Threads;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([&] { ++Count; });
}

void vectorJoinedByRangeFor_ok() {
  int Count = 0;
  std::vector<std::thread> Threads;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([&] { ++Count; });
  for (auto &T : Threads)
    T.join();
}

void vectorJoinedByIndex_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  for (int I = 0; I != 4; ++I)
    Threads.push_back(std::thread([&] { ++Count; }));
  for (unsigned I = 0; I < Threads.size(); ++I)
    Threads[I].join();
}

void vectorJoinedByIterator_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  for (auto It = Threads.begin(); It != Threads.end(); ++It)
    if (It->joinable())
      It->join();
}

void vectorJoinedByAlgorithm_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  std::for_each(Threads.begin(), Threads.end(),
                [](std::thread &T) { T.join(); });
}

void vectorJoinedByMemberPointer_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  std::for_each(Threads.begin(), Threads.end(),
                std::mem_fn(&std::thread::join));
}

void arrayJoined_ok() {
  std::thread Threads[4];
  int Count = 0;
  for (auto &T : Threads)
    T = std::thread([&] { ++Count; });
  for (auto &T : Threads)
    T.join();
}

void emptiedFromTheBack_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  while (!Threads.empty()) {
    Threads.back().join();
    Threads.pop_back();
  }
}

void uniquePointer_ok() {
  int Count = 0;
  auto T = std::make_unique<std::thread>([&] { ++Count; });
  T->join();
}

void newAndDelete_ok() {
  int Count = 0;
  auto *T = new std::thread([&] { ++Count; });
  T->join();
  delete T;
}

void movedThenJoined_ok() {
  int Count = 0;
  std::thread A([&] { ++Count; });
  std::thread B = std::move(A);
  B.join();
}

int namedFuture_ok() {
  int Count = 1;
  auto Result = std::async(std::launch::async, [&] { return Count; });
  return Result.get();
}

void discardedFuture_ok() {
  int Count = 1;
  (void)std::async(std::launch::async, [&] { ++Count; });
}

int deferred_ok() {
  int Count = 1;
  auto Result = std::async(std::launch::deferred, [&] { return Count; });
  return Result.get();
}

void futures_ok() {
  std::vector<int> Numbers = {1, 2};
  std::vector<std::future<void>> Results;
  for (auto &N : Numbers)
    Results.push_back(std::async(std::launch::async, [&N] { ++N; }));
  for (auto &R : Results)
    R.get();
}

void latch_ok() {
  int Count = 0;
  std::latch Done(1);
  std::thread([&] {
    ++Count;
    Done.count_down();
  }).detach();
  Done.wait();
}

void semaphore_ok() {
  int Count = 0;
  std::binary_semaphore Done(0);
  std::thread([&] {
    ++Count;
    Done.release();
  }).detach();
  Done.acquire();
}

void promise_ok() {
  int Count = 0;
  std::promise<void> Done;
  auto Ready = Done.get_future();
  std::thread([&] {
    ++Count;
    Done.set_value();
  }).detach();
  Ready.wait();
}

void movedPromise_ok() {
  int Count = 0;
  std::promise<void> Done;
  auto Ready = Done.get_future();
  std::thread([&Count, Done = std::move(Done)]() mutable {
    ++Count;
    Done.set_value();
  }).detach();
  Ready.get();
}

void packagedTask_ok() {
  int Count = 0;
  std::packaged_task<void()> Task([&] { ++Count; });
  auto Done = Task.get_future();
  std::thread(std::move(Task)).detach();
  Done.get();
}

void condition_ok() {
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
  std::thread([&] {
    std::lock_guard Lock(M);
    Done = true;
    Changed.notify_one();
  }).detach();
  std::unique_lock Lock(M);
  Changed.wait(Lock, [&] { return Done; });
}

void spinning_ok() {
  std::atomic<bool> Done = false;
  std::thread([&] { Done = true; }).detach();
  while (!Done)
    std::this_thread::yield();
}

void sharedLatch_ok() {
  int Count = 0;
  auto Done = std::make_shared<std::latch>(1);
  std::thread([&Count, Done] {
    ++Count;
    Done->count_down();
  }).detach();
  Done->wait();
}

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

void serveForever_ok() {
  int Count = 0;
  std::thread([&] { ++Count; }).detach();
  for (;;)
    use(1);
}

[[noreturn]] void quit() noexcept;

void quits_ok() {
  int Count = 0;
  std::thread([&] { ++Count; }).detach();
  quit();
}

void unjoinedEndsTheProgram_ok(bool Early) {
  int Count = 0;
  std::thread T([&] { ++Count; });
  if (Early)
    return; // std::terminate, not a dangling borrow
  T.join();
}

class Server : public std::enable_shared_from_this<Server> {
public:
  void start_ok() {
    std::thread([this, Self = shared_from_this()] { run(); }).detach();
  }
  void startWeakly_ok() {
    std::thread([Weak = weak_from_this()] {
      if (auto Self = Weak.lock())
        Self->run();
    }).detach();
  }
  void run();
};

class Owner {
public:
  void start_ok() {
    Thread = std::thread([this] { run(); });
  }
  ~Owner() { Thread.join(); }
  void run();

private:
  std::thread Thread;
};
