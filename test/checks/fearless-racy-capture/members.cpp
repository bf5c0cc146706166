// RUN: %check %s
//
// A thread that is kept in a member, and the function that joins it.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Poller {
public:
  void start_bad() {
    Thread = std::thread([this] { run(); }); // expect: data race on 'Stop': the thread reads it while 'Poller::stop' writes it
                                             // note@-1: 'Poller::start_bad' starts the thread here
                                             // note@-2: make 'Stop' a std::atomic<bool>, or hold one std::mutex for both accesses
  }
  void stop() {
    Stop = true; // note: 'Poller::stop' writes 'Stop' here
    Thread.join();
  }

private:
  void run() {
    while (!Stop) // note: the thread reads it here, in 'Poller::run'
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  bool Stop = false;
  std::thread Thread;
};

class StoppedInDestructor {
public:
  void start_bad() {
    Thread = std::thread([this] { wait(); }); // expect: data race on 'Stop'
  }
  ~StoppedInDestructor() {
    Stop = true;
    Thread.join();
  }

private:
  void wait() {
    while (!Stop)
      std::this_thread::yield();
  }

  bool Stop = false;
  std::thread Thread;
};

class AtomicPoller {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        ++Rounds;
    });
  }
  void stop_ok() {
    Stop = true;
    Thread.join();
    ++Rounds;
  }

private:
  std::atomic<bool> Stop = false;
  int Rounds = 0;
  std::thread Thread;
};

class LockedPoller {
public:
  void start() {
    Thread = std::thread([this] { run(); });
  }
  void stop_ok() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Stop = true;
    }
    Changed.notify_all();
    Thread.join();
  }

private:
  void run() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Stop; });
  }

  bool Stop = false;
  std::mutex Mutex;
  std::condition_variable Changed;
  std::thread Thread;
};

class ResultBeforeJoin {
public:
  void start_bad() {
    Thread = std::thread([this] { Result = 42; }); // expect: data race on 'Result'
  }
  int finish() {
    const int Early = Result;
    Thread.join();
    return Early;
  }

private:
  int Result = 0;
  std::thread Thread;
};

class ResultAfterJoin {
public:
  void start() {
    Thread = std::thread([this] { Result = 42; });
  }
  int finish_ok() {
    if (Thread.joinable())
      Thread.join();
    return Result;
  }

private:
  int Result = 0;
  std::thread Thread;
};

class Pool {
public:
  void start_bad() {
    for (int I = 0; I < 2; ++I)
      Threads.emplace_back([this] {
        while (!Stop) // expect: data race on 'Stop'
          std::this_thread::yield();
      });
  }
  void stop() {
    Stop = true;
    for (std::thread &T : Threads)
      T.join();
  }

private:
  bool Stop = false;
  std::vector<std::thread> Threads;
};

class SetBeforeStart {
public:
  void start_ok() {
    Stop = false;
    Thread = std::thread([this] {
      if (Stop)
        return;
    });
    Thread.join();
  }

private:
  bool Stop = false;
  std::thread Thread;
};
