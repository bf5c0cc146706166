// RUN: %check %s
//
// What fearless-callback-under-lock finds: one shape a function, the smallest
// code that shows it. Its twin in ok.cpp is the tempting one.

#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <unistd.h>

std::mutex M;

void each_bad(const std::function<void()> &Run) {
  std::lock_guard<std::mutex> Lock(M); // note: 'M' is locked here
  Run();                               // expect: function object 'Run' is called while 'M' is held
}
void passes() {
  each_bad([] { sleep(1); }); // note: 'passes' passes in what is called
}

void pointer_bad(void (*Run)()) {
  std::lock_guard<std::mutex> Lock(M);
  Run(); // expect: function pointer 'Run' is called while 'M' is held
}
void passesPointer() {
  pointer_bad([] { sleep(1); });
}

struct Registry {
  std::mutex Mutex;
  void visit_bad(const std::function<void(int)> &Visit) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Visit(1); // expect: function object 'Visit' is called while 'Mutex' is held
  }
};
// What waits may be some calls down.
void finish(std::thread &T) { T.join(); }
void visits(Registry &R, std::thread &T) {
  R.visit_bad([&T](int) { finish(T); }); // note: 'visits' passes in what is called
}

void byValue_bad(std::function<int()> Make) {
  std::lock_guard<std::mutex> Lock(M);
  Make(); // expect: function object 'Make' is called while 'M' is held
}
void passesFuture(std::future<int> &F) {
  byValue_bad([&F] { return F.get(); }); // note: 'passesFuture' passes in what is called
}
