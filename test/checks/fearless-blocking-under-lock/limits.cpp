// RUN: %check %s
//
// What fearless-blocking-under-lock gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <memory>
#include <mutex>
#include <unistd.h>

std::mutex M;

void pauseUnless(bool Quick) {
  if (!Quick)
    sleep(1);
}

// The argument excludes the way that blocks.
void FP_argument() {
  std::lock_guard<std::mutex> Lock(M);
  pauseUnless(true); // expect: 'pauseUnless' sleeps while 'M' is held
}

// A lock that is held on one of two ways only, by a condition that no branch
// tests again.
void FN_oneWay(bool Locked) {
  if (Locked)
    M.lock();
  sleep(1);
}
