// RUN: %check %s -- -std=c++20 -I%root/runtime/include
//
// What annotations and attributes say of waiting, whatever bodies look like.

#include <fearless/annotations.h>
#include <mutex>
#include <unistd.h>

std::mutex M;

FEARLESS_BLOCKING int ask(int Question);
FEARLESS_NON_BLOCKING int look(int Question);

void annotated_bad() {
  std::lock_guard L(M);
  ask(1); // expect: 'ask' is declared to block while 'M' is held
}

void annotated_ok() {
  std::lock_guard L(M);
  look(1);
}

void unlockedBefore_ok() {
  std::unique_lock L(M);
  L.unlock();
  ask(1);
}

// Through callees.
int askTwice() { return ask(1) + ask(2); }
void through_bad() {
  std::lock_guard L(M);
  askTwice(); // expect: 'askTwice' is declared to block while 'M' is held
}

// The declaration outranks the body.
FEARLESS_NON_BLOCKING void almostNever() {
  static bool First = true;
  if (First)
    sleep(1);
  First = false;
}
void outranked_ok() {
  std::lock_guard L(M);
  almostNever();
}
void beneath() { almostNever(); }
void outrankedBeneath_ok() {
  std::lock_guard L(M);
  beneath();
}

// Effects of clang.
void receive() [[clang::blocking]];
void peek() noexcept [[clang::nonblocking]];

void effect_bad() {
  std::lock_guard L(M);
  receive(); // expect: 'receive' is declared to block while 'M' is held
}
void effect_ok() {
  std::lock_guard L(M);
  peek();
}

// Members, and what overrides them.
class Channel {
public:
  virtual ~Channel() = default;
  FEARLESS_BLOCKING virtual int recv() = 0;
};
class Pipe : public Channel {
public:
  int recv() override;
};

void member_bad(Channel &C) {
  std::lock_guard L(M);
  C.recv(); // expect: 'Channel::recv' is declared to block while 'M' is held
}
void overrider_bad(Pipe &P) {
  std::lock_guard L(M);
  P.recv(); // expect: 'Pipe::recv' is declared to block while 'M' is held
}

// A function that returns a guard waits for a lock: that is a matter of order.
struct Guarded {
  FEARLESS_BLOCKING std::unique_lock<std::mutex> lock() { return std::unique_lock(Own); }
  std::mutex Own;
};
void nested_ok(Guarded &G) {
  std::lock_guard L(M);
  auto K = G.lock();
}

// How long is for the caller to say, and may be no time at all.
extern "C" int poll(struct pollfd *, unsigned long, int);
bool isReady(int Time) { return poll(nullptr, 0, Time) > 0; }
void timeOfTheCaller_bad() {
  std::lock_guard L(M);
  isReady(0); // strict: 'isReady' waits for descriptors while 'M' is held
}
