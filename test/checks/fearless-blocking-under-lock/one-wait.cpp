// RUN: %check %s
//
// Many calls that end in one wait are one finding.

#include <condition_variable>
#include <mutex>

// A logger that may have to wait for its writer.
std::mutex Buffer;
std::condition_variable Room;
bool Full;
void say(const char *) {
  std::unique_lock<std::mutex> Lock(Buffer);
  Room.wait(Lock, [] { return !Full; });
}

std::mutex M;
int Value;
void first_bad() {
  std::lock_guard<std::mutex> Lock(M);
  say("first"); // expect: 'say' waits for another thread to signal while 'M' is held
  ++Value;
}
void second() {
  std::lock_guard<std::mutex> Lock(M);
  say("second"); // note: so do 5 other calls that are made with a lock held, such as that of 'say' here
  say("and more");
}
void third() {
  std::lock_guard<std::mutex> Lock(M);
  if (Value != 0)
    say("third");
  say("and more");
}
static void sayValue() { say("value"); }
void fourth() {
  std::lock_guard<std::mutex> Lock(M);
  sayValue();
}

// Four of one wait are told one by one.
std::condition_variable Done;
void waitForDone() {
  std::unique_lock<std::mutex> Lock(Buffer);
  Done.wait(Lock);
}
void few_bad() {
  std::lock_guard<std::mutex> Lock(M);
  waitForDone(); // expect: 'waitForDone' waits
  waitForDone(); // expect: 'waitForDone' waits
  waitForDone(); // expect: 'waitForDone' waits
  waitForDone(); // expect: 'waitForDone' waits
}

// A wait in the text of a macro for locking is that of all its uses, wherever
// they are.
extern "C" unsigned sleep(unsigned);
std::recursive_mutex R;
#define CRITICAL_REGION()                                                      \
  sleep(1);                                                                    \
  std::lock_guard<std::recursive_mutex> Region(R)
void macros_bad() {
  std::lock_guard<std::mutex> Lock(M);
  { CRITICAL_REGION(); } // expect: 'sleep' sleeps while 'M' is held
  { CRITICAL_REGION(); } // note: so do 4 other calls that are made with a lock held, such as that of 'sleep' here
  { CRITICAL_REGION(); }
  { CRITICAL_REGION(); }
  { CRITICAL_REGION(); }
}
