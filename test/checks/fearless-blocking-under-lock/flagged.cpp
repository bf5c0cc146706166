// RUN: %check %s
//
// What fearless-blocking-under-lock finds: one shape a function, the smallest
// code that shows it. Its twin in ok.cpp is the tempting one.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <poll.h>
#include <shared_mutex>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

std::mutex M, N;
std::shared_mutex Shared;
std::condition_variable Signal;

void sleep_bad() {
  std::lock_guard<std::mutex> Lock(M); // note: 'M' is locked here
  std::this_thread::sleep_for(1s);     // expect: 'std::this_thread::sleep_for' sleeps while 'M' is held
}

void posixSleep_bad() {
  M.lock();
  sleep(1); // expect: 'sleep' sleeps while 'M' is held
  M.unlock();
}

void shared_bad() {
  std::shared_lock<std::shared_mutex> Lock(Shared);
  sleep(1); // expect: while 'Shared' is held
}

// Up to five milliseconds are none, whatever the unit.
void sixMilliseconds_bad() {
  std::lock_guard<std::mutex> Lock(M);
  std::this_thread::sleep_for(6ms); // expect: sleeps while 'M' is held
  usleep(5001);                     // expect: 'usleep' sleeps while 'M' is held
}

// A negative time is no limit.
void pollForever_bad(pollfd *Descriptor) {
  std::lock_guard<std::mutex> Lock(M);
  poll(Descriptor, 1, -1); // expect: 'poll' waits for descriptors while 'M' is held
}

void join_bad(std::thread &T) {
  std::lock_guard<std::mutex> Lock(M);
  T.join(); // expect: waits for a thread to end while 'M' is held
}

int get_bad(std::future<int> F) {
  std::lock_guard<std::mutex> Lock(M);
  return F.get(); // expect: waits for another thread's result
}

void recv_bad(int Socket, char *Buffer) {
  std::lock_guard<std::mutex> Lock(M);
  recv(Socket, Buffer, 1, 0); // expect: 'recv' waits for the network while 'M' is held
}

// The wait releases its own lock, and no other.
void otherLock_bad() {
  std::lock_guard<std::mutex> Other(N);
  std::unique_lock<std::mutex> Lock(M);
  Signal.wait(Lock); // expect: waits for another thread to signal while 'N' is held
}

void twoLocks_bad() {
  std::scoped_lock<std::mutex, std::mutex> Both(M, N);
  sleep(1); // expect: while 'M' and 'N' are held
}

// Four calls down.
void pause4() { sleep(1); }
void pause3() { pause4(); }
void pause2() { pause3(); }
void pause1() { pause2(); }
void chain_bad() {
  std::lock_guard<std::mutex> Lock(M);
  pause1(); // expect: 'pause1' sleeps while 'M' is held
}

[[clang::annotate("fearless::blocking")]] void askServer();
void declared_bad() {
  std::lock_guard<std::mutex> Lock(M);
  askServer(); // expect: 'askServer' is declared to block while 'M' is held
}

// A temporary guard lives to the end of the full expression.
struct Locked {
  explicit Locked(std::mutex &M) : Lock(M) {}
  std::deque<std::future<int>> *operator->() const { return nullptr; }
  std::unique_lock<std::mutex> Lock;
};
Locked lockQueue() { return Locked(M); }
int temporary_bad() {
  return lockQueue()->front().get(); // expect: waits for another thread's result while
}

// Receiving under the lock: all workers wait behind the one that waits.
class Queue {
public:
  int pop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (Items.empty())
      Filled.wait(Lock);
    const int Front = Items.front();
    Items.pop_front();
    return Front;
  }

private:
  std::mutex Mutex;
  std::condition_variable Filled;
  std::deque<int> Items;
};
struct Pool {
  std::mutex Receiver;
  Queue Work;
  int next_bad() {
    std::lock_guard<std::mutex> Lock(Receiver);
    return Work.pop(); // expect: 'Queue::pop' waits for another thread to signal while 'Receiver' is held
  }
};

void initGuard_bad() {
  if (std::lock_guard<std::mutex> Lock(M); true)
    sleep(1); // expect: while 'M' is held
}

void rangeFor_bad(const int (&Values)[2]) {
  for (std::lock_guard<std::mutex> Lock(M); int V : Values)
    sleep(V); // expect: while 'M' is held
}

void inline_bad() {
  std::lock_guard<std::mutex> Lock(M);
  [] { sleep(1); }(); // expect: sleeps while 'M' is held
}

struct Account {
  std::mutex Mutex;
};
static void drop(Account &Of) { Of.Mutex.unlock(); }

// It is the lock of the other one that is released.
void otherReleased_bad(Account &One, Account &Other) {
  One.Mutex.lock();
  drop(Other);
  sleep(1); // expect: sleeps while 'One.Mutex' is held
  One.Mutex.unlock();
}

class __attribute__((capability("mutex"))) Latched {
public:
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};

class Ledger {
public:
  void open() __attribute__((acquire_capability(Entries)));
  void change_bad() {
    open();
    sleep(1); // expect: sleeps while 'Entries' is held
    Entries.unlock();
    sleep(1);
  }
  Latched Entries;
};

// A guard of the user's own around a guard.
class Hold {
public:
  explicit Hold(std::unique_lock<std::mutex> Lock) : Lock(std::move(Lock)) {}

private:
  std::unique_lock<std::mutex> Lock;
};

Hold hold() {
  Hold Held(std::unique_lock<std::mutex>{M});
  return Held;
}

void ownGuard_bad() {
  Hold Held(std::unique_lock<std::mutex>{M});
  sleep(1); // expect: while 'M' is held
}

void ownGuardOfMoved_bad() {
  std::unique_lock<std::mutex> Lock(M);
  Hold Held(std::move(Lock));
  sleep(1); // expect: while 'M' is held
}

void ownGuardReturned_bad() {
  Hold Held = hold();
  sleep(1); // expect: while 'M' is held
}

// --- guards and closures that still hold -------------------------------------

void swapped_bad() {
  std::unique_lock<std::mutex> Lock(M), Other;
  Lock.swap(Other);
  Lock.release();
  sleep(1); // expect: 'sleep' sleeps while 'M' is held
}
void mutexOfGuard_bad() {
  std::unique_lock<std::mutex> Lock(M);
  Lock.mutex()->unlock();
  Lock.mutex()->lock();
  sleep(1); // expect: 'sleep' sleeps while 'M' is held
}
class Closures {
public:
  void atOnce_bad() {
    [this] { Mutex.lock(); }();
    sleep(1); // expect: 'sleep' sleeps while 'Mutex' is held
    Mutex.unlock();
  }

private:
  std::mutex Mutex;
};
