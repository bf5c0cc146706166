// RUN: %check %s
//
// What fearless-non-sync gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <memory>
#include <mutex>
#include <thread>

class Cache {
  mutable int Hits = 0;
  int Limit = 8;

public:
  int get() const { return ++Hits; }
  int limit() const { return Limit; }
};

// Which members a thread uses is not compared: both only read the limit.
void FP_reads_what_nobody_writes() {
  Cache C;
  std::thread T([&C] { return C.limit(); }); // expect: 'C' is shared with another thread
  C.limit();
  T.join();
}

// The lock is outside of the class, and the answer is about the class.
void FP_guarded_outside() {
  Cache C;
  std::mutex M;
  std::thread T([&] {
    std::lock_guard Lock(M);
    C.get(); // expect: 'C' is shared with another thread
  });
  {
    std::lock_guard Lock(M);
    C.get();
  }
  T.join();
}

Cache Global;
// A global does not cross: both threads just know it.
void FN_global() {
  std::thread T([] { Global.get(); });
  Global.get();
  T.join();
}

// The copy of the shared pointer is another variable than the one that crosses.
void FN_use_by_another_name() {
  auto P = std::make_shared<Cache>();
  auto Q = P;
  std::thread T([P] { P->get(); });
  Q->get();
  T.join();
}

class Hidden {
  struct State;
  State *Everything;

public:
  int get() const;
};
// The body that writes is in another file.
void FN_body_not_seen() {
  Hidden H;
  std::thread T([&H] { H.get(); });
  H.get();
  T.join();
}
