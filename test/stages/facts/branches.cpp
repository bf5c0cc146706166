// RUN: %fearless dump facts %s -- -std=c++20 | FileCheck %s
//
// What a branch tells about threads.

#include <atomic>
#include <pthread.h>
#include <thread>
#include <vector>

// CHECK-LABEL: function joinable
// CHECK: vacate T
void joinable() {
  std::thread T([] {});
  if (T.joinable())
    T.join();
}

// CHECK-LABEL: function failed
// CHECK: succeed 0 unless `Error`
// CHECK: assume `Error`
// CHECK: assume not `Error`
void *run(void *);
int failed(void *Argument) {
  pthread_t T;
  int Error = pthread_create(&T, nullptr, run, Argument);
  if (Error != 0)
    return Error;
  return pthread_join(T, nullptr);
}

// A write to what it reads ends a condition.
// CHECK-LABEL: function forgotten
// CHECK: assume `Parallel`
// CHECK: forget `Parallel`
void forgotten(bool Parallel) {
  std::thread T;
  if (Parallel)
    T = std::thread([] {});
  Parallel = !Parallel;
  if (Parallel)
    T.join();
}

// CHECK-LABEL: function spinning
// CHECK: wait on Done
void spinning() {
  std::atomic<bool> Done = false;
  std::thread([&Done] { Done = true; }).detach();
  while (!Done)
    std::this_thread::yield();
}

// The way out of a loop that joins is one without threads.
// CHECK-LABEL: function loop
// CHECK: join Threads
// CHECK: join Threads
void loop() {
  std::vector<std::thread> Threads;
  Threads.emplace_back([] {});
  for (unsigned I = 0; I != Threads.size(); ++I)
    Threads[I].join();
}
