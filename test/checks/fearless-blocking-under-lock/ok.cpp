// RUN: %check %s
//
// What fearless-blocking-under-lock leaves alone: the twins of flagged.cpp.

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

using namespace std::chrono_literals;

std::mutex M, N;
std::condition_variable Signal;

void unlockFirst_ok() {
  std::unique_lock<std::mutex> Lock(M);
  Lock.unlock();
  std::this_thread::sleep_for(1s);
}

// Shorter than what others wait for the lock anyhow.
void moment_ok() {
  std::lock_guard<std::mutex> Lock(M);
  std::this_thread::sleep_for(std::chrono::microseconds{1});
}
void fiveMilliseconds_ok(pollfd *Descriptor) {
  std::lock_guard<std::mutex> Lock(M);
  std::this_thread::sleep_for(5ms);
  usleep(5000);
  poll(Descriptor, 1, 5);
}

void scope_ok() {
  { std::lock_guard<std::mutex> Lock(M); }
  sleep(1);
}

void failedTry_ok() {
  if (M.try_lock())
    M.unlock();
  else
    sleep(1);
}

void failedTryGuard_ok() {
  std::unique_lock<std::mutex> Lock(M, std::try_to_lock);
  while (!Lock.owns_lock()) {
    sleep(1);
    if (Lock.try_lock())
      break;
  }
}

void defer_ok() {
  std::unique_lock<std::mutex> Lock(M, std::defer_lock);
  sleep(1);
}

void ownLock_ok() {
  std::unique_lock<std::mutex> Lock(M);
  Signal.wait(Lock);
}

void waitOn(std::unique_lock<std::mutex> &Lock) { Signal.wait(Lock); }
void passed_ok() {
  std::unique_lock<std::mutex> Lock(M);
  waitOn(Lock);
}

void poll_ok(std::future<int> &F) {
  std::lock_guard<std::mutex> Lock(M);
  F.wait_for(0s);
}

void dontWait_ok(int Socket, char *Buffer) {
  std::lock_guard<std::mutex> Lock(M);
  recv(Socket, Buffer, 1, MSG_DONTWAIT);
}

int nonBlocking_ok(int Socket, char *Buffer) {
  std::lock_guard<std::mutex> Lock(M);
  if (recv(Socket, Buffer, 1, 0) < 0 && errno == EAGAIN)
    return 0;
  return 1;
}

// Entered with the lock, and left with it; not held in between.
struct Server {
  std::mutex Mutex;
  void pause() {
    Mutex.unlock();
    sleep(1);
    Mutex.lock();
  }
  void run_ok() {
    std::lock_guard<std::mutex> Lock(Mutex);
    pause();
  }
};

// A mutex that nobody else can know.
void local_ok() {
  std::mutex Own;
  std::lock_guard<std::mutex> Lock(Own);
  sleep(1);
}

class Queue {
public:
  int pop_ok() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Filled.wait(Lock, [this] { return !Items.empty(); });
    const int Front = Items.front();
    Items.pop_front();
    return Front;
  }

private:
  std::mutex Mutex;
  std::condition_variable Filled;
  std::deque<int> Items;
};

// A condition variable that knows its lock from its constructor.
class OwnMutex {
public:
  void Lock() { Raw.lock(); }
  void Unlock() { Raw.unlock(); }
  std::mutex Raw;
};
class OwnSignal {
public:
  explicit OwnSignal(OwnMutex *Of) : Of(Of) {}
  void Wait() {
    std::unique_lock<std::mutex> Lock(Of->Raw, std::adopt_lock);
    Raw.wait(Lock);
    Lock.release();
  }

private:
  std::condition_variable Raw;
  OwnMutex *const Of;
};
struct Database {
  OwnMutex Mutex;
  OwnSignal Done{&Mutex};
  void wait_ok() {
    Mutex.Lock();
    Done.Wait();
    Mutex.Unlock();
  }
};

void later_ok() {
  std::lock_guard<std::mutex> Lock(M);
  auto Later = [] { sleep(1); };
  (void)Later;
}

void correlated_ok(bool Locked) {
  if (Locked)
    M.lock();
  if (!Locked)
    sleep(1);
  if (Locked)
    M.unlock();
}

void goto_ok(bool Ready) {
  M.lock();
  if (!Ready)
    goto Out;
  M.unlock();
  sleep(1);
  return;
Out:
  M.unlock();
}

static void pauseUnless(bool Quick) {
  if (!Quick)
    sleep(1);
}

// The argument excludes the way that blocks.
void argument_ok() {
  std::lock_guard<std::mutex> Lock(M);
  pauseUnless(true);
}

// Whatever is called like a release is not one of a lock.
struct Guest {
  void leave();
};
void release_ok(Guest &Of) {
  std::unique_lock<std::mutex> Lock(M);
  Of.leave();
  Lock.unlock();
  sleep(1);
}

// A constructor that lets go of the guard that it is given.
class Once {
public:
  explicit Once(std::unique_lock<std::mutex> Lock) : Kept() {
    Lock.unlock();
  }

private:
  std::unique_lock<std::mutex> Kept;
};

void ownGuardLetsGo_ok() {
  Once Of(std::unique_lock<std::mutex>{M});
  sleep(1);
}

// Whoever has the closure has the lock.
void lockMovesIntoClosure_ok() {
  std::unique_lock<std::mutex> Lock(M);
  std::packaged_task<void()> Task([Held = std::move(Lock)] {});
  sleep(1);
}

// Only what is there is read: the asking is what may wait.
static bool hasInput(int Socket) {
  pollfd Asked = {Socket, POLLIN, 0};
  return poll(&Asked, 1, 0) > 0;
}
bool readIfReady_ok(int Socket, char *Buffer) {
  std::lock_guard<std::mutex> Lock(M);
  return hasInput(Socket) && recv(Socket, Buffer, 1, 0) > 0;
}

int takeIfReady_ok(std::future<int> &Result) {
  std::lock_guard<std::mutex> Lock(M);
  if (Result.wait_for(0s) != std::future_status::ready)
    return 0;
  return Result.get();
}

// --- ways to let go ----------------------------------------------------------

void releaseAndUnlock_ok() {
  std::unique_lock<std::mutex> Lock(M);
  Lock.release()->unlock();
  sleep(1);
}
void unlockLater_ok() {
  std::unique_lock<std::mutex> Lock(M);
  std::mutex *Taken = Lock.release();
  Taken->unlock();
  sleep(1);
}
void mutexOfGuard_ok() {
  std::unique_lock<std::mutex> Lock(M);
  Lock.mutex()->unlock();
  sleep(1);
  Lock.mutex()->lock();
}
void swapMember_ok() {
  std::unique_lock<std::mutex> Lock(M), Other;
  Lock.swap(Other);
  Other.unlock();
  sleep(1);
}
void swapFree_ok() {
  std::unique_lock<std::mutex> Lock(M), Other;
  std::swap(Lock, Other);
  Other.unlock();
  sleep(1);
}

// A guard of the user's own with a move constructor of its own.
class Holder {
public:
  explicit Holder(std::mutex &Of) : Of(&Of) { Of.lock(); }
  Holder(Holder &&Other) : Of(std::exchange(Other.Of, nullptr)) {}
  ~Holder() {
    if (Of)
      Of->unlock();
  }

private:
  std::mutex *Of;
};
void ownGuardMoves_ok() {
  Holder Here(M);
  { Holder There = std::move(Here); }
  sleep(1);
}

// What a closure unlocks through `this`.
template <typename F> struct Finally {
  F Run;
  ~Finally() { Run(); }
};
template <typename F> Finally(F) -> Finally<F>;
class Session {
public:
  void atOnce_ok() {
    Mutex.lock();
    [this] { Mutex.unlock(); }();
    sleep(1);
  }
  void named_ok() {
    Mutex.lock();
    auto Unlock = [this] { leave(); };
    Unlock();
    sleep(1);
  }
  void atEnd_ok() {
    Mutex.lock();
    { Finally Guard{[&] { Mutex.unlock(); }}; }
    sleep(1);
  }

private:
  void leave() { Mutex.unlock(); }
  std::mutex Mutex;
};

// A descriptor that was made not to wait.
int connectLater_ok(const sockaddr *To, socklen_t Size) {
  std::lock_guard<std::mutex> Lock(M);
  const int Socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  return connect(Socket, To, Size);
}

// An address as a number is in no name server.
bool showAddress_ok(const sockaddr *Of, socklen_t Size, char *Text) {
  std::lock_guard<std::mutex> Lock(M);
  return getnameinfo(Of, Size, Text, 40, nullptr, 0, NI_NUMERICHOST) == 0;
}
bool readAddress_ok(const char *Text, addrinfo **Result) {
  std::lock_guard<std::mutex> Lock(M);
  addrinfo Hints = {};
  Hints.ai_flags = AI_NUMERICHOST;
  return getaddrinfo(Text, nullptr, &Hints, Result) == 0;
}
