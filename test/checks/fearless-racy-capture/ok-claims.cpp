// RUN: %check %s
//
// Threads that all ask one atomic, each in a way that changes it: one of them
// gets another answer than the next, and only that one goes on.

#include <atomic>
#include <semaphore>
#include <thread>

void exchange_ok() {
  std::atomic<bool> Taken = false;
  int N = 0;
  std::thread T([&] {
    if (!Taken.exchange(true))
      N = 1;
  });
  if (!Taken.exchange(true))
    N = 2;
  T.join();
}

void answer_dropped_bad() {
  std::atomic<bool> Taken = false;
  int N = 0;
  std::thread T([&] {
    Taken.exchange(true);
    N = 1; // expect: data race on 'N'
  });
  Taken.exchange(true);
  N = 2;
  T.join();
}

void asked_on_one_side_bad() {
  std::atomic<bool> Taken = false;
  int N = 0;
  std::thread T([&] {
    if (!Taken.exchange(true))
      N = 1; // expect: data race on 'N'
  });
  N = 2;
  T.join();
}

void asked_of_two_bad() {
  std::atomic<bool> Taken = false;
  static std::atomic<bool> Other = false;
  int N = 0;
  std::thread T([&] {
    if (!Taken.exchange(true))
      N = 1; // expect: data race on 'N'
  });
  if (!Other.exchange(true))
    N = 2;
  T.join();
}

void test_and_set_ok() {
  std::atomic_flag Taken;
  int N = 0;
  std::thread T([&] {
    if (!Taken.test_and_set())
      N = 1;
  });
  if (!Taken.test_and_set())
    N = 2;
  T.join();
}

void only_tested_bad() {
  std::atomic_flag Taken;
  int N = 0;
  std::thread T([&] {
    if (!Taken.test())
      N = 1; // expect: data race on 'N'
  });
  if (!Taken.test())
    N = 2;
  T.join();
}

void compare_exchange_ok() {
  std::atomic<int> Winner = 0;
  int N = 0;
  std::thread T([&] {
    int Nobody = 0;
    if (Winner.compare_exchange_strong(Nobody, 1))
      N = 1;
  });
  int Nobody = 0;
  if (Winner.compare_exchange_strong(Nobody, 2))
    N = 2;
  T.join();
}

void kept_in_variable_ok() {
  std::atomic<bool> Taken = false;
  int N = 0;
  std::thread T([&] {
    const bool IsMine = !Taken.exchange(true);
    if (IsMine)
      N = 1;
  });
  const bool IsMine = !Taken.exchange(true);
  if (IsMine)
    N = 2;
  T.join();
}

void last_one_ok() {
  std::atomic<int> Running = 2;
  int N = 0;
  std::thread T([&] {
    if (--Running == 0)
      N = 1;
  });
  if (--Running == 0)
    N = 2;
  T.join();
}

void try_acquire_ok() {
  std::binary_semaphore Free(1);
  int N = 0;
  std::thread T([&] {
    if (Free.try_acquire())
      N = 1;
  });
  if (Free.try_acquire())
    N = 2;
  T.join();
}

class Once {
public:
  void in_helper_ok() {
    std::thread T([this] {
      if (isFirst())
        N = 1;
    });
    if (isFirst())
      N = 2;
    T.join();
  }

private:
  bool isFirst() { return !Asked.exchange(true); }

  std::atomic<bool> Asked = false;
  int N = 0;
};

void two_threads_ok() {
  std::atomic<bool> Taken = false;
  int N = 0;
  const auto Run = [&] {
    if (!Taken.exchange(true))
      N = 1;
  };
  std::thread A(Run), B(Run);
  A.join();
  B.join();
}
