// RUN: %check %s
//
// What is reported in strict only: something that is not seen may put the
// accesses in an order, or guard them.

#include <mutex>
#include <thread>
#include <vector>

class Baton {
public:
  void post();
  void wait();
};

void unseen_signal_bad() {
  Baton Done;
  int N = 0;
  std::thread T([&] {
    N = 1; // strict: data race on 'N'
    Done.post(); // note@-1: not seen: whether one thread waits for the other in between
  });
  Done.wait();
  ++N;
  T.join();
}

void unseen_on_one_side_bad() {
  Baton Done;
  int N = 0;
  std::thread T([&] {
    Done.wait();
    N = 1; // expect: data race on 'N'
  });
  ++N;
  T.join();
}

void lock_in_between_bad() {
  std::mutex M;
  bool Ready = false;
  int N = 0;
  std::thread T([&] {
    N = 1; // strict: data race on 'N'
    std::lock_guard<std::mutex> Lock(M);
    Ready = true;
  });
  bool Seen = false;
  {
    std::lock_guard<std::mutex> Lock(M);
    Seen = Ready;
  }
  if (Seen)
    ++N;
  T.join();
}

class Guarded {
public:
  void bump_bad() {
    std::thread T([this] {
      std::lock_guard<std::mutex> Lock(M);
      ++N; // strict: data race on 'N'
    });
    ++N;
    T.join();
  }

private:
  std::mutex M;
  int N = 0;
};

// Which of the threads ends is not seen.
void popped_bad() {
  int N = 0;
  std::vector<std::jthread> Threads;
  Threads.emplace_back([&] { ++N; }); // strict: data race on 'N'
  Threads.pop_back();
  ++N;
}
