// RUN: %check %s
//
// Event loops and pools of the user's own, as local variables. Which thread
// runs what one object keeps, another object of its class does not say.

#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

class Loop {
public:
  void post(std::function<void()> F) { Tasks.push_back(std::move(F)); }
  void run() {
    while (!Tasks.empty()) {
      Tasks.front()();
      Tasks.pop_front();
    }
  }

private:
  std::deque<std::function<void()>> Tasks;
};

void another_ok() {
  Loop L;
  std::thread T([&L] { L.run(); });
  T.join();
}

void runByCaller_ok() {
  Loop L;
  int Count = 0;
  L.post([&Count] { ++Count; });
  L.run();
}

void runByJoinedThread_ok() {
  Loop L;
  int Count = 0;
  L.post([&Count] { ++Count; });
  std::thread T([&L] { L.run(); });
  T.join();
}

void runBehindItsEnd_bad() {
  Loop L;
  std::thread T([&L] { L.run(); });
  {
    int Count = 0;
    L.post([&Count] { ++Count; }); // expect: task given to 'post' may outlive 'Count', which it captures by reference
  }
  T.join();
}

void runByThreadThatGoesOn_bad() {
  Loop L;
  std::jthread T([&L] { L.run(); });
  int Count = 0;
  L.post([&Count] { ++Count; }); // expect: task given to 'post' may outlive 'Count', which it captures by reference
}

class Server {
public:
  Server() : Runner([this] { Requests.run(); }) {}
  ~Server() { Runner.join(); }
  void post(std::function<void()> F) { Requests.post(std::move(F)); }

private:
  Loop Requests;
  std::thread Runner;
};

void runByItsClass_bad() {
  Server S;
  int Count = 0;
  S.post([&Count] { ++Count; }); // expect: task given to 'post' may outlive 'Count', which it captures by reference
}

void runByItsClass_ok() {
  int Count = 0;
  Server S;
  S.post([&Count] { ++Count; });
}

struct State {
  std::deque<std::function<void()>> Tasks;
  void run() {
    for (auto Task = Tasks.front();; Task = Tasks.front())
      Task();
  }
};

class Detached {
public:
  Detached() {
    std::thread([Shared = Shared] { Shared->run(); }).detach();
  }
  void post(std::function<void()> F) { Shared->Tasks.push_back(std::move(F)); }

private:
  std::shared_ptr<State> Shared = std::make_shared<State>();
};

void runBySharedState_bad() {
  Detached D;
  int Count = 0;
  D.post([&Count] { ++Count; }); // expect: task given to 'post' may outlive 'Count', which it captures by reference
}
