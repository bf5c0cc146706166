// RUN: %check %s
//
// Calls that block only if a parameter says so: what the caller passes counts.

#include <mutex>
#include <unistd.h>

std::mutex M;

void pauseUnless(bool Quick) {
  if (!Quick)
    sleep(1);
}

void quick_ok() {
  std::lock_guard<std::mutex> Lock(M);
  pauseUnless(true);
}

void slow_bad() {
  std::lock_guard<std::mutex> Lock(M);
  pauseUnless(false); // expect: 'pauseUnless' sleeps while 'M' is held
}

// What is not known excludes nothing.
void passed_bad(bool Quick) {
  std::lock_guard<std::mutex> Lock(M);
  pauseUnless(Quick); // expect: 'pauseUnless' sleeps while 'M' is held
}

// Left early instead.
void pauseIf(int Seconds) {
  if (Seconds == 0)
    return;
  sleep(1);
}

void none_ok() {
  std::lock_guard<std::mutex> Lock(M);
  pauseIf(0);
}

void some_bad() {
  std::lock_guard<std::mutex> Lock(M);
  pauseIf(2); // expect: 'pauseIf' sleeps while 'M' is held
}

// The default says it, through another function.
void settle(bool Quick = true) { pauseUnless(Quick); }

void byDefault_ok() {
  std::lock_guard<std::mutex> Lock(M);
  settle();
}

void notByDefault_bad() {
  std::lock_guard<std::mutex> Lock(M);
  settle(false); // expect: 'settle' sleeps while 'M' is held
}

// What is written in between is not what was passed.
void pauseAnyhow(bool Quick) {
  Quick = false;
  if (!Quick)
    sleep(1);
}
void written_bad() {
  std::lock_guard<std::mutex> Lock(M);
  pauseAnyhow(true); // expect: 'pauseAnyhow' sleeps while 'M' is held
}
