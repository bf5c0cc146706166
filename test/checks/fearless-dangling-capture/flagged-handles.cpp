// RUN: %check %s
//
// Ways in which the handle is let go: detached wherever it is kept, returned,
// or stored in something that outlives the call.

#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(int) noexcept;
bool ready() noexcept;

void inContainer_bad() {
  int Count = 0;
  std::vector<std::thread> Threads;
  Threads.emplace_back([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  for (auto &T : Threads)
    T.detach();
}

void fromContainer_bad() {
  int Count = 0;
  std::vector<std::thread> Threads;
  auto &T = Threads.emplace_back([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  T.detach();
}

void ifJoinable_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  if (T.joinable())
    T.detach();
}

void inHandler_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  try {
    if (ready())
      throw std::runtime_error("not ready");
    T.join();
  } catch (const std::exception &) {
    T.detach();
  }
}

void swapped_bad() {
  int Count = 0;
  std::thread A([&Count] { ++Count; }), B; // expect: detached thread may outlive 'Count'
  std::swap(A, B);
  B.detach();
}

void swappedByMember_bad() {
  int Count = 0;
  std::thread A([&Count] { ++Count; }), B; // expect: detached thread may outlive 'Count'
  A.swap(B);
  B.detach();
}

void reference_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  auto &Same = T;
  Same.detach();
}

void inClosure_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  auto Detach = [&] { T.detach(); };
  Detach();
}

void uniquePointer_bad() {
  int Count = 0;
  auto T = std::make_unique<std::thread>([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  T->detach();
}

void sharedPointer_bad() {
  int Count = 0;
  auto T = std::make_shared<std::thread>([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  T->detach();
}

void newExpression_bad() {
  int Count = 0;
  (new std::thread([&Count] { ++Count; }))->detach(); // expect: thread may outlive 'Count'
}

void optional_bad() {
  int Count = 0;
  std::optional<std::thread> T;
  T.emplace([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  T->detach();
}

struct DetachAtEnd {
  std::thread &T;
  ~DetachAtEnd() { T.detach(); }
};

void byGuard_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: thread may outlive 'Count'
  DetachAtEnd Guard{T};
}

void lookedAt_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  pthread_setname_np(T.native_handle(), "worker");
  std::cout << T.get_id();
  T.detach();
}

void setName(std::thread &T, const char *Name) {
  pthread_setname_np(T.native_handle(), Name);
}

void passedToHelper_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  setName(T, "worker");
  T.detach();
}

void lockedAfterwards_bad() {
  std::mutex M;
  std::thread([&M] { std::lock_guard Lock(M); }).detach(); // expect: detached thread may outlive 'M'
  std::lock_guard Lock(M);
}

std::pair<std::thread, int> returnedPair_bad() {
  int Count = 0;
  return {std::thread([&Count] { ++Count; }), 1}; // expect: returned thread may outlive 'Count'
}

std::optional<std::thread> returnedOptional_bad() {
  int Count = 0;
  return std::thread([&Count] { ++Count; }); // expect: returned thread may outlive 'Count'
}

struct Numbered {
  std::thread T;
  int Number;
};

Numbered returnedStruct_bad() {
  int Count = 0;
  return Numbered{std::thread([&Count] { ++Count; }), 1}; // expect: returned thread may outlive 'Count'
}

std::thread *returnedPointer_bad() {
  int Count = 0;
  return new std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count'
}

std::shared_future<int> returnedSharedFuture_bad() {
  int Count = 1;
  return std::async(std::launch::async, [&Count] { return Count; }).share(); // expect: returned task may outlive 'Count' // fix: [Count] {
}

std::future<void> returnedOfPackagedTask_bad() {
  int Count = 0;
  std::packaged_task<void()> Task([&Count] { ++Count; }); // expect: may outlive 'Count'
  auto Done = Task.get_future();
  std::thread(std::move(Task)).detach();
  return Done;
}

std::future<void> returnedOfPromise_bad() {
  std::promise<void> Done;
  auto Ready = Done.get_future();
  std::thread([&Done] { Done.set_value(); }).detach(); // expect: detached thread may outlive 'Done'
  return Ready;
}

void futureNotAsked_bad() {
  int Count = 0;
  std::promise<void> Done;
  auto Ready = Done.get_future();
  std::thread([&Count, Done = std::move(Done)]() mutable { // expect: detached thread may outlive 'Count'
    ++Count;
    Done.set_value();
  }).detach();
}

void leakedFuture_bad() {
  int Count = 0;
  new auto(std::async(std::launch::async, [&Count] { ++Count; })); // expect: may outlive 'Count'
}

void outParameter_bad(std::thread &T) {
  int Count = 0;
  T = std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count'
}

void outContainer_bad(std::vector<std::thread> &Threads) {
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([&I] { use(I); }); // expect: thread may outlive 'I'
}

void swappedIntoParameter_bad(std::thread &T) {
  int Count = 0;
  std::thread Mine([&Count] { ++Count; }); // expect: thread may outlive 'Count'
  Mine.swap(T);
}

class Keeper {
public:
  void restart_bad(std::string Name) {
    if (T.joinable())
      T.join();
    T = std::thread([&Name] { use(static_cast<int>(Name.size())); }); // expect: thread may outlive 'Name' // fix: [Name]
  }
  void inMap_bad(int Key) {
    int Count = 0;
    Threads.emplace(Key, [&Count] { ++Count; }); // expect: thread may outlive 'Count'
  }

private:
  std::thread T;
  std::map<int, std::thread> Threads;
};

class StartedByConstructor_bad {
public:
  explicit StartedByConstructor_bad(int Number)
      : T([&Number] { use(Number); }) {} // expect: thread may outlive 'Number' // fix: [Number]

private:
  std::jthread T;
};
