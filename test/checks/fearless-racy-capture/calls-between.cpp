// RUN: %check %s
//
// Functions that both threads call, and at which they do not meet: a time of
// day, or a clock, orders nothing.

#include <cstdlib>
#include <ctime>
#include <sys/file.h>
#include <thread>

void time_bad() {
  int Count = 0;
  std::thread Worker([&] {
    time(nullptr);
    ++Count; // expect: data race on 'Count'
    time(nullptr);
  });
  time(nullptr);
  ++Count;
  time(nullptr);
  Worker.join();
}

void clock_bad() {
  int Count = 0;
  std::thread Worker([&] {
    ++Count; // expect: data race on 'Count'
    clock();
  });
  clock();
  ++Count;
  Worker.join();
}

void lockOfAFile_bad(int File) {
  int Count = 0;
  std::thread Worker([&, File] {
    flock(File, LOCK_EX);
    ++Count; // strict: data race on 'Count'
    flock(File, LOCK_UN);
  });
  flock(File, LOCK_EX);
  ++Count;
  flock(File, LOCK_UN);
  Worker.join();
}
