// RUN: %check %s
//
// Handles that wait for their threads where they end: std::jthread, and the
// future of std::async.

#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

std::mutex Mutex;
void work();
void startMore(std::jthread &);
void wait(std::future<void> &);

void jthread_bad() {
  std::lock_guard<std::mutex> Lock(Mutex); // note: 'Mutex' is locked here
  std::jthread Worker(work);               // note: what it waits for is started here
} // expect: 'std::jthread::~jthread' waits for a thread to end while 'Mutex' is held
// note@-1: every thread that needs 'Mutex' waits as long; unlock it before the destructor runs

void declaredFirst_ok() {
  std::jthread Worker(work);
  std::lock_guard<std::mutex> Lock(Mutex);
}

void async_bad() {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto Done = std::async(std::launch::async, work);
} // expect: 'std::future::~future' waits for a task to end while 'Mutex' is held

void discarded_bad() {
  std::lock_guard<std::mutex> Lock(Mutex);
  (void)std::async(std::launch::async, work); // expect: 'std::future::~future' waits for a task to end while 'Mutex' is held
}

void discarded_ok() { (void)std::async(std::launch::async, work); }

void deferred_ok() {
  std::lock_guard<std::mutex> Lock(Mutex);
  (void)std::async(std::launch::deferred, work);
}

void promised_ok() {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::promise<void> Promise;
  std::future<void> Done = Promise.get_future();
}

void many_bad() {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::vector<std::jthread> Workers;
  for (int I = 0; I != 4; ++I)
    Workers.emplace_back(work);
  Workers.emplace_back(work);
} // expect: 'std::jthread::~jthread' waits for a thread to end while 'Mutex' is held

void owned_bad() {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto Worker = std::make_unique<std::jthread>(work);
} // expect: 'std::jthread::~jthread' waits for a thread to end while 'Mutex' is held

void moved_bad() {
  std::jthread Worker(work);
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::jthread Other = std::move(Worker);
  } // expect: 'std::jthread::~jthread' waits for a thread to end while 'Mutex' is held
}

void replaced_bad() {
  std::jthread Worker(work);
  std::lock_guard<std::mutex> Lock(Mutex);
  Worker = std::jthread(work); // expect: 'std::jthread::~jthread' waits for a thread to end while 'Mutex' is held
}

void filled_ok() {
  std::jthread Worker;
  std::lock_guard<std::mutex> Lock(Mutex);
  Worker = std::jthread(work);
}

std::jthread returned_ok() {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::jthread Worker(work);
  return Worker;
}

void movedOut_ok(std::vector<std::jthread> &All) {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::jthread Worker(work);
  All.push_back(std::move(Worker));
}

void detached_ok() {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::jthread Worker(work);
  Worker.detach();
}

void unlocked_ok() {
  std::unique_lock<std::mutex> Lock(Mutex);
  std::jthread Worker(work);
  Lock.unlock();
}

void joinedBefore_ok() {
  std::unique_lock<std::mutex> Lock(Mutex);
  std::jthread Worker(work);
  Lock.unlock();
  Worker.join();
  Lock.lock();
}

void onlyIf_ok(bool Parallel) {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::jthread Worker;
  if (Parallel)
    Worker = std::jthread(work);
  startMore(Worker);
}

void waitedElsewhere_ok() {
  std::unique_lock<std::mutex> Lock(Mutex);
  auto Done = std::async(std::launch::async, work);
  Lock.unlock();
  wait(Done);
  Lock.lock();
}

void got_ok() {
  auto Done = std::async(std::launch::async, work);
  Done.get();
  std::lock_guard<std::mutex> Lock(Mutex);
  auto Same = std::move(Done);
}

void inside() { std::jthread Worker(work); }
void called_bad() {
  std::lock_guard<std::mutex> Lock(Mutex);
  inside(); // expect: 'inside' waits for a thread to end while 'Mutex' is held
}

class Service {
public:
  void stop_bad() {
    std::lock_guard<std::mutex> Lock(Own);
    Worker = {}; // expect: 'std::jthread::~jthread' waits for a thread to end while 'Own' is held
  }
  void restart_ok() {
    std::lock_guard<std::mutex> Lock(Own);
    Worker = std::jthread(work);
  }

private:
  std::mutex Own;
  std::jthread Worker;
};
