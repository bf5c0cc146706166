// RUN: %check %s
//
// What rests on something that is not seen: reported in strict only.

#include <atomic>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

void use(const std::string &) noexcept;
void mayThrow();

void referenceParameter_bad(std::string &Name) {
  std::thread([&Name] { use(Name); }).detach(); // strict: detached thread may outlive 'Name', which it captures by reference // note: not seen: whether what the caller passes outlives the thread
}

void joinedReferenceParameter_ok(std::string &Name) {
  std::thread T([&Name] { use(Name); });
  T.join();
}

class Plain {
public:
  void start_bad() {
    std::thread([this] { run(); }).detach(); // strict: detached thread may outlive its 'Plain', whose 'this' it uses
  }
  void startMember_bad() {
    std::thread(&Plain::run, this).detach(); // strict: detached thread may outlive its 'Plain'
  }
  void startDefault_bad() {
    std::thread([=] { run(); }).detach(); // strict: detached thread may outlive its 'Plain'
  }
  void startCopy_ok() {
    std::thread([*this]() mutable { run(); }).detach();
  }
  void run();
};

void registerThread(std::thread T) noexcept;

void handleGivenAway_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // strict: thread may outlive 'Count'
  registerThread(std::move(T)); // note: not seen: 'registerThread' may wait for it
}

void exceptionSkipsTheJoin_bad() {
  auto *T = new std::thread;
  int Count = 0;
  *T = std::thread([&Count] { ++Count; }); // strict: thread may outlive 'Count' // note: not seen: a call would have to throw
  mayThrow();
  T->join();
}

class Event {
public:
  void notify();
  void await() noexcept;

private:
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
};

void unseenWait_bad() {
  int Count = 0;
  Event Done;
  std::thread([&] {
    ++Count; // strict: detached thread may outlive 'Count' and 'Done'
    Done.notify();
  }).detach();
  Done.await(); // note: not seen: 'await' may wait for it
}

void timedWait_bad() {
  int Count = 0;
  std::mutex M;
  std::condition_variable Changed;
  std::thread([&Count, &Changed] { // strict: detached thread may outlive 'Count' and 'Changed'
    ++Count;
    Changed.notify_one();
  }).detach();
  std::unique_lock Lock(M);
  Changed.wait_for(Lock, std::chrono::seconds(1));
}

void waitForAll() noexcept;

void unseenWaitByName_bad() {
  int Count = 0;
  std::thread([&Count] { ++Count; }).detach(); // strict: detached thread may outlive 'Count'
  waitForAll();
}

void closureOfUnknownEnd_bad() {
  int Count = 0;
  auto Start = [Count]() mutable {
    std::thread([&Count] { ++Count; }).detach(); // strict: detached thread may outlive 'Count' // note: not seen: how long the closure lives
  };
  Start();
}

void detachedInHandler_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // strict: detached thread may outlive 'Count'
  try {
    mayThrow();
    T.join();
  } catch (...) {
    T.detach();
    throw;
  }
}

std::future<int> returnedFutureOfView_bad(std::string_view Name) {
  return std::async(std::launch::async,
                    [Name] { return static_cast<int>(Name.size()); }); // strict: returned task may outlive 'Name'
}
