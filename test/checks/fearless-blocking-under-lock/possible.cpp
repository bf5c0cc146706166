// RUN: %check %s
//
// What fearless-blocking-under-lock takes for possible only.

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

std::mutex M, N;
std::condition_variable Signal;
pthread_spinlock_t Spin;

void disk_bad(int File, char *Buffer) {
  std::lock_guard<std::mutex> Lock(M);
  read(File, Buffer, 1); // strict: 'read' waits for a descriptor while 'M' is held
}

void bounded_bad() {
  std::lock_guard<std::mutex> Other(N);
  std::unique_lock<std::mutex> Lock(M);
  Signal.wait_for(Lock, std::chrono::seconds(1)); // strict: while 'N' is held
}

void pollForAWhile_bad(pollfd *Descriptor) {
  std::lock_guard<std::mutex> Lock(M);
  poll(Descriptor, 1, 6); // strict: 'poll' waits for descriptors while 'M' is held
}

// Callers may pass the time 0, to look only.
static int look(pollfd *Descriptor, int Time) {
  return poll(Descriptor, 1, Time);
}
void timeOfTheCaller_bad(pollfd *Descriptor, int Time) {
  std::lock_guard<std::mutex> Lock(M);
  look(Descriptor, Time); // strict: 'look' waits for descriptors while 'M' is held
}

// Who waits for a spin lock keeps a processor busy.
void spin_bad() {
  pthread_spin_lock(&Spin);
  std::printf("held"); // strict: writes to a stream while 'Spin' is held
  pthread_spin_unlock(&Spin);
}

void print_ok() {
  std::lock_guard<std::mutex> Lock(M);
  std::printf("held");
}

// Which function is called is not known.
struct Device {
  virtual ~Device() = default;
  virtual void flush() {}
};
struct Slow : Device {
  void flush() override { sleep(1); }
};
struct Fast : Device {
  void flush() override {}
};
void dispatched_bad(Device &D) {
  std::lock_guard<std::mutex> Lock(M);
  D.flush(); // strict: 'Slow::flush' sleeps while 'M' is held
}
