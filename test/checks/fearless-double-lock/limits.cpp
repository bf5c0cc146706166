// RUN: %check %s
//
// What fearless-double-lock gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <memory>
#include <mutex>

std::mutex M;

// A lock that is held on one of two ways only, by a condition that no branch
// tests again.
void FN_oneWay(bool Locked) {
  if (Locked)
    M.lock();
  M.lock();
}

struct Shared {
  std::mutex Mutex;
  ~Shared() { std::lock_guard<std::mutex> Lock(Mutex); }
};

// The last owner of an object that locks in its destructor: who that is, is not
// seen.
void FN_lastOwner(std::shared_ptr<Shared> S) {
  std::mutex &Mutex = S->Mutex;
  Mutex.lock();
  S.reset();
}
