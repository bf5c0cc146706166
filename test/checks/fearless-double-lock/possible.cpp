// RUN: %check %s
//
// What fearless-double-lock takes for possible only.

#include <memory>
#include <mutex>
#include <shared_mutex>

std::shared_mutex Shared;

void readers_bad() {
  std::shared_lock<std::shared_mutex> A(Shared);
  std::shared_lock<std::shared_mutex> B(Shared); // strict: 'Shared' is locked while this thread already holds it
}

struct Locked {
  std::mutex Mutex;
  ~Locked() { std::lock_guard<std::mutex> Lock(Mutex); }
};

// Who the last owner is, is not seen.
void lastOwner_bad(std::shared_ptr<Locked> S) {
  S->Mutex.lock();
  S.reset(); // strict: 'Locked::~Locked' locks
}
