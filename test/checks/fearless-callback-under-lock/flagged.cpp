// RUN: %check %s
//
// What fearless-callback-under-lock finds: one shape a function, the smallest
// code that shows it. Its twin in ok.cpp is the tempting one.

#include <functional>
#include <mutex>
#include <unistd.h>

std::mutex M;

void each_bad(const std::function<void()> &Run) {
  std::lock_guard<std::mutex> Lock(M); // note: 'M' is locked here
  Run();                               // expect: function object 'Run' is called while 'M' is held
}
void passes() {
  each_bad([] { sleep(1); }); // note: 'passes' passes in what is called
}
