// RUN: %check %s
//
// What fearless-blocking-under-lock gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <coroutine>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

std::mutex M;

static int look(pollfd *Descriptor, int Time) {
  return poll(Descriptor, 1, Time);
}

// The same for a time: 0 only looks.
void FP_timeOfTheCaller(pollfd *Descriptor) {
  std::lock_guard<std::mutex> Lock(M);
  look(Descriptor, 0); // strict: 'look' waits for descriptors while 'M' is held
}

void setUp(int Socket) { fcntl(Socket, F_SETFL, O_NONBLOCK); }

// What another function has done to the descriptor is not known.
void FP_nonBlockingElsewhere(int Socket, char *Buffer) {
  setUp(Socket);
  std::lock_guard<std::mutex> Lock(M);
  recv(Socket, Buffer, 1, 0); // expect: 'recv' waits for the network while 'M' is held
}

void runLoop();
std::mutex OfLoop;
void unlockFromLoop() { OfLoop.unlock(); }

// Code without a body runs a callback that has released the lock.
void FP_releasedByCallback(std::thread &T) {
  OfLoop.lock();
  runLoop();
  T.join(); // strict: waits for a thread to end while 'OfLoop' is held
}

// A lock that is held on one of two ways only, by a condition that no branch
// tests again.
void FN_oneWay(bool Locked) {
  if (Locked)
    M.lock();
  sleep(1);
}

namespace tbb {
void parallel_for(int First, int Last, void (*Body)(int));
} // namespace tbb

// Semantics 7 and 19: who waits for a parallel algorithm may run other tasks
// meanwhile, which need the same lock. Its own body may not lock at all where
// the policy is unsequenced. Neither is known.
void FN_forkJoin() {
  std::lock_guard<std::mutex> Lock(M);
  tbb::parallel_for(0, 8, [](int) { std::lock_guard<std::mutex> Inner(M); });
}

struct Joiner {
  std::thread Thread;
  ~Joiner() { Thread.join(); }
};
std::unique_ptr<Joiner> takeJoiner();
// Whether the owner still has it is not followed.
void FN_ownerAtEnd() {
  std::lock_guard<std::mutex> Lock(M);
  std::unique_ptr<Joiner> Taken = takeJoiner();
}

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};

// Semantics 20: another thread may go on behind the suspension.
Task FN_suspended() {
  std::lock_guard<std::mutex> Lock(M);
  co_await std::suspend_always();
}

static void makeMutex(pthread_mutex_t *Of) {
  while (pthread_mutex_init(Of, nullptr) != 0)
    sleep(1);
}
// Only where making a mutex fails is there anything to wait for.
void FP_rareFailure(pthread_mutex_t *Of) {
  std::lock_guard<std::mutex> Lock(M);
  makeMutex(Of); // expect: 'makeMutex' sleeps while 'M' is held
}
