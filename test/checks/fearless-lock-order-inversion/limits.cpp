// RUN: %check %s
//
// What fearless-lock-order-inversion gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <mutex>
#include <thread>

std::mutex Locks[8];
// Elements of an array, in the order of their indices: the order is fixed only
// if the indices are.
void FN_elements(int I, int J) {
  std::lock_guard<std::mutex> L(Locks[I]);
  std::lock_guard<std::mutex> K(Locks[J]);
}

namespace phases {
std::mutex A, B;
// Two phases of a program that never overlap: run() joins the first before the
// second starts, which is not followed.
static void FP_start() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: opposite orders
}
static void stop() { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
void run() {
  std::thread First(FP_start);
  First.join();
  std::thread Second(stop);
  Second.join();
}
} // namespace phases

namespace commonBase {
class Guarded {
public:
  std::recursive_mutex &lock() { return Mutex; }

private:
  std::recursive_mutex Mutex;
};
struct Settings : Guarded {
  int Value = 0;
  void copy(Settings *From) {
    lock().lock();
    Value = From->Value;
    lock().unlock();
  }
};
struct Logger : Guarded {
  Settings Own;
  // The mutex is that of a base which two classes share, so one of them cannot
  // stand where the other does. But only the base is known.
  void FP_configure(Settings *From) {
    std::lock_guard<std::recursive_mutex> L(lock());
    std::lock_guard<std::recursive_mutex> K(From->lock()); // expect: are locked in the order of the arguments
  }
};
} // namespace commonBase

namespace tooLarge {
struct Bank {
  std::mutex A, B, C, D, E, F, G, H;
};
Bank B0, B1, B2, B3, B4, B5, B6, B7, B8;
std::mutex First, Second;
#define TAKE(BANK)                                                             \
  BANK.A.lock(), BANK.B.lock(), BANK.C.lock(), BANK.D.lock(), BANK.E.lock(),   \
      BANK.F.lock(), BANK.G.lock(), BANK.H.lock()
// A function that holds so many locks is not solved: what it orders is not known.
void FN_holdsTooMany() {
  TAKE(B0), TAKE(B1), TAKE(B2), TAKE(B3), TAKE(B4), TAKE(B5), TAKE(B6), TAKE(B7), TAKE(B8);
  std::lock_guard<std::mutex> L(First);
  std::lock_guard<std::mutex> K(Second);
}
void other() {
  std::lock_guard<std::mutex> L(Second);
  std::lock_guard<std::mutex> K(First);
}
} // namespace tooLarge
