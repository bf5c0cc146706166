// RUN: %check %s
//
// Owners that let go of an object under a lock, whose destructor waits.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Worker {
  std::thread Thread;
  ~Worker() {
    if (Thread.joinable())
      Thread.join();
  }
};
struct Session {
  Worker Own;
};

class Server {
public:
  void stop_bad() {
    std::lock_guard<std::mutex> Lock(Mutex); // note: 'Mutex' is locked here
    Main.reset(); // expect: 'Worker::~Worker' waits for a thread to end while 'Mutex' is held
  }
  void drop_bad(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id); // expect: 'Worker::~Worker' waits for a thread to end while 'Mutex' is held
  }
  void dropShared_bad() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Shared.clear(); // strict: 'Worker::~Worker' waits for a thread to end while 'Mutex' is held
  }
  void joinOutside_ok() {
    std::vector<std::shared_ptr<Worker>> Old;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Old.swap(Shared);
    }
    Old.clear();
  }
  void extract_ok(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto Node = Sessions.extract(Id);
    Lock.unlock();
  }
  void replace_ok(std::unique_ptr<Worker> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Main.swap(New);
  }
  void names_ok() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names.clear();
  }

private:
  std::mutex Mutex;
  std::unique_ptr<Worker> Main;
  std::map<int, std::unique_ptr<Session>> Sessions;
  std::vector<std::shared_ptr<Worker>> Shared;
  std::vector<std::string> Names;
};
