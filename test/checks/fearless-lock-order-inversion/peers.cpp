// RUN: %check %s --checks 'fearless-*-lock,fearless-lock-order-inversion'
//
// What other checkers were seen to miss, and to report falsely.

#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

// Clang's thread safety analysis misses a contrary order behind a helper, two
// plain mutexes taken in both orders, and two objects of one class.
namespace threadSafetyAnalysis {
class [[clang::capability("mutex")]] Mutex {
public:
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};
struct Declared {
  Mutex P __attribute__((acquired_before(Q)));
  Mutex Q;
  void helper() {
    P.lock();
    P.unlock();
  }
  void throughHelper_bad() {
    Q.lock();
    helper(); // expect: 'Declared::P' is locked while 'Declared::Q' is held, but is declared to be locked before it
    Q.unlock();
  }
};

std::mutex A, B;
void bothOrders_bad() {
  std::lock_guard L(A);
  std::lock_guard K(B); // expect: 'A' and 'B' are locked in opposite orders
}
void otherOrder() { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard K(B);
  std::lock_guard L(A);
}

struct Node {
  std::mutex M;
};
void samePair_bad(Node &U, Node &V) { // fix@+1: std::scoped_lock L(U.M, V.M); // fix@+2:
  std::lock_guard L(U.M);
  std::lock_guard K(V.M); // expect: are locked in the order of the arguments
}
} // namespace threadSafetyAnalysis

// The static analyzer misses most of what blocks, shared locks, and a second
// lock over a condition wait.
namespace analyzer {
std::mutex M, N;
std::shared_mutex S;
std::condition_variable Changed;

void sleepFor_bad() {
  std::lock_guard L(M);
  std::this_thread::sleep_for(1s); // expect: sleeps while 'M' is held
}
void usleep_bad() {
  std::lock_guard L(M);
  usleep(1000000); // expect: sleeps while 'M' is held
}
void write_bad(int File) {
  std::lock_guard L(M);
  write(File, "x", 1); // strict: while 'M' is held
}
void join_bad(std::thread &T) {
  std::lock_guard L(M);
  T.join(); // expect: waits for a thread to end while 'M' is held
}
int get_bad(std::future<int> &F) {
  std::lock_guard L(M);
  return F.get(); // expect: while 'M' is held
}
void shared_bad() {
  std::shared_lock L(S);
  sleep(1); // expect: sleeps while 'S' is held
}
void secondLock_bad() {
  std::lock_guard L(N);
  std::unique_lock K(M);
  Changed.wait(K); // expect: while 'N' is held
}
void unlocked_ok() {
  std::unique_lock L(M);
  L.unlock();
  sleep(1);
}
void failedTry_ok() {
  if (M.try_lock())
    M.unlock();
  else
    sleep(1);
}
} // namespace analyzer

// Clang-tidy has no word on two guards that are not `lock_guard`s.
namespace tidy {
struct Node {
  std::mutex M;
};
void scopedLocks_bad(Node &U, Node &V) { // fix@+1: std::scoped_lock L(U.M, V.M); // fix@+2:
  std::scoped_lock L(U.M);
  std::scoped_lock K(V.M); // expect: are locked in the order of the arguments
}
void uniqueLocks_bad(Node &U, Node &V) {
  std::unique_lock L(U.M);
  std::unique_lock K(V.M); // expect: are locked in the order of the arguments
}
} // namespace tidy

// ThreadSanitizer reports inversions behind a gate, in a single thread, of
// chains that are never held together, and among readers.
namespace threadSanitizer {
std::mutex Gate, A, B, C;
std::shared_mutex S, T;

void gated_ok() {
  std::lock_guard G(Gate);
  std::lock_guard L(A);
  std::lock_guard K(B);
}
void gatedOther_ok() {
  std::lock_guard G(Gate);
  std::lock_guard K(B);
  std::lock_guard L(A);
}

static std::mutex First, Second;
static void single_ok() {
  std::lock_guard L(First);
  std::lock_guard K(Second);
}
static void singleOther_ok() {
  std::lock_guard K(Second);
  std::lock_guard L(First);
}

void chain_ok() {
  { std::scoped_lock L(A, C); }
  std::lock_guard K(B);
}
void chainOther_ok() {
  { std::lock_guard K(B); }
  std::lock_guard L(C);
}

void readers_ok() {
  std::shared_lock L(S);
  std::shared_lock K(T);
}
void readersOther_ok() {
  std::shared_lock K(T);
  std::shared_lock L(S);
}

// It is right to be silent about these.
void together_ok() { std::scoped_lock Both(B, C); }
void togetherOther_ok() { std::scoped_lock Both(C, B); }
void tries_ok() {
  std::lock_guard L(C);
  if (B.try_lock())
    B.unlock();
}
void triesOther_ok() {
  std::lock_guard K(B);
  if (C.try_lock())
    C.unlock();
}
} // namespace threadSanitizer

int main() {
  threadSanitizer::single_ok();
  threadSanitizer::singleOther_ok();
}
