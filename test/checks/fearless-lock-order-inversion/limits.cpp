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
