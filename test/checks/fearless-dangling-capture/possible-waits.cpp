// RUN: %check %s
//
// Waits that surely are waits, but where a step is not followed to the end: by
// a class of our own, or by a thread of a thread. Core keeps silent about them,
// and about waits that may have been given up.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

void use(int) noexcept;

void waitedInNestedThread_bad() {
  int Count = 0;
  std::latch Done(1);
  std::thread Outer([&] {
    std::thread([&] {
      ++Count; // strict: may outlive
      Done.count_down();
    }).detach();
  });
  Outer.join();
  Done.wait();
}

class Event {
public:
  void set() {
    std::lock_guard Lock(M);
    Done = true;
    Changed.notify_all();
  }
  void wait() {
    std::unique_lock Lock(M);
    Changed.wait(Lock, [this] { return Done; });
  }

private:
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
};

void ownEvent_bad() {
  int Count = 0;
  Event Done;
  std::thread([&] {
    ++Count; // strict: may outlive
    Done.set();
  }).detach();
  Done.wait();
}

class WaitGroup {
public:
  void add() { ++Running; }
  void done() { --Running; }
  void wait() {
    while (Running != 0)
      std::this_thread::yield();
  }

private:
  std::atomic<int> Running = 0;
};

void ownWaitGroup_bad() {
  std::vector<int> Counts(4);
  WaitGroup Group;
  for (int I = 0; I != 4; ++I) {
    Group.add();
    std::thread([&, I] {
      ++Counts[I]; // strict: may outlive
      Group.done();
    }).detach();
  }
  Group.wait();
}

template <typename T> class Channel {
public:
  void push(T Value) {
    std::lock_guard Lock(M);
    Values.push_back(Value);
    Changed.notify_one();
  }
  T pop() {
    std::unique_lock Lock(M);
    Changed.wait(Lock, [this] { return !Values.empty(); });
    T Value = Values.front();
    Values.pop_front();
    return Value;
  }

private:
  std::mutex M;
  std::condition_variable Changed;
  std::deque<T> Values;
};

void ownChannel_bad() {
  int Count = 0;
  Channel<int> Results;
  std::thread([&] { Results.push(++Count); }).detach(); // strict: may outlive
  use(Results.pop());
}

int timedOut_bad() {
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
  std::thread([&] {
    std::lock_guard Lock(M); // strict: detached thread may outlive
    Done = true;
    Changed.notify_one();
  }).detach();
  std::unique_lock Lock(M);
  if (!Changed.wait_for(Lock, std::chrono::seconds(1), [&] { return Done; }))
    return -1;
  return 0;
}

class Service {
public:
  void run();
  void accept();

private:
  std::atomic<bool> Running = false;
};

void unseenMethod_bad() {
  Service S;
  std::thread(&Service::run, &S).detach(); // strict: detached thread may outlive 'S'
  S.accept();
}

struct WaitAtEnd {
  WaitGroup &Group;
  ~WaitAtEnd() { Group.wait(); }
};

// The guard's destructor spins on a member: that it waits is seen, not for whom.
void waitedByGuardThatSpins_bad(bool Early) {
  int Count = 0;
  WaitGroup Group;
  WaitAtEnd Guard{Group};
  Group.add();
  std::thread([&Count, &Group] { // strict: detached thread may outlive 'Count' and 'Group'
    ++Count;
    Group.done();
  }).detach();
  if (Early)
    return;
  use(1);
}

struct Source {
  bool Ready = false;
};
void meet(Source *At);
void log(const Source *At);

// Both call a function that is not seen, with what both know.
void metAtFunction_bad(Source *S) {
  int Count = 0;
  std::thread([S, &Count] { // strict: detached thread may outlive 'Count'
    ++Count;
    meet(S);
  }).detach();
  meet(S);
}

void metOnOneSide_bad(Source *S) {
  int Count = 0;
  std::thread([&Count] { // expect: detached thread may outlive 'Count'
    ++Count;
  }).detach();
  meet(S);
}

// Who only reads it does not tell the other anything.
void loggedByBoth_bad(Source *S) {
  int Count = 0;
  std::thread([S, &Count] { // expect: detached thread may outlive 'Count'
    ++Count;
    log(S);
  }).detach();
  log(S);
}
