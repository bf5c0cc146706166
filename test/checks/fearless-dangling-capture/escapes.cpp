// RUN: %check %s
//
// Callables and pointers that escape through functions of the user's own.

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

void use(int) noexcept;

// --- to a thread -------------------------------------------------------------

void runDetached(std::function<void()> Task) {
  std::thread T(std::move(Task)); // note: 'runDetached' starts a thread with it here
  T.detach();
}

void throughOne_bad() {
  int Count = 0;
  runDetached([&Count] { ++Count; }); // expect: thread that 'runDetached' starts may outlive 'Count', which it captures by reference
}

void second(std::function<void()> Task) { runDetached(Task); }
void third(const std::function<void()> &Task) { second(Task); }
template <typename F> void fourth(F &&Task) { third(std::forward<F>(Task)); }
template <typename F, typename... A> void fifth(F &&Task, A &&...Args) {
  fourth(std::bind(std::forward<F>(Task), std::forward<A>(Args)...));
}

void throughFive_bad() {
  int Count = 0;
  fifth([&Count](int) { ++Count; }, 1); // expect: thread that 'fifth' starts may outlive 'Count', which it captures by reference
}

void watch(const int *Value) {
  std::thread([Value] { use(*Value); }).detach();
}

void pointer_bad() {
  int Value = 0;
  watch(&Value); // expect: thread that 'watch' starts may outlive 'Value', which it has a pointer to
}

void watchObject_bad(const int &Value) {
  std::thread([&Value] { use(Value); }).detach(); // strict: detached thread may outlive 'Value'
}

void reference_bad() {
  int Value = 0;
  watchObject_bad(Value); // expect: thread that 'watchObject_bad' starts may outlive 'Value', which it has a reference to
}

std::thread startFor(int *Value) {
  return std::thread([Value] { ++*Value; });
}

void returnedThread_bad() {
  int Value = 0;
  startFor(&Value).detach(); // expect: 'Value', which it has a pointer to
}

// A function that calls itself.
void retry(std::function<void()> Task, int Times) {
  if (Times == 0)
    return runDetached(Task);
  retry(Task, Times - 1);
}

void recursive_bad() {
  int Count = 0;
  retry([&Count] { ++Count; }, 3); // expect: thread that 'retry' starts may outlive 'Count'
}

// --- to an object ------------------------------------------------------------

class EventLoop {
public:
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Pending.push_back(std::move(Task)); // note: 'EventLoop::post' keeps it in 'Pending' here
  }
  void run() {
    std::vector<std::function<void()>> Now;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Now.swap(Pending);
    }
    for (const auto &Task : Now)
      Task();
  }

private:
  std::mutex Mutex;
  std::vector<std::function<void()>> Pending;
};

void callersLoop_bad(EventLoop &Loop) {
  int Count = 0;
  Loop.post([&Count] { ++Count; }); // expect: callback given to 'post' may outlive 'Count', which it captures by reference
}

class Session {
public:
  void start_bad() {
    int Count = 0;
    Loop->post([&] { ++Count; }); // expect: callback given to 'post' may outlive 'Count', which it captures by reference
  }

private:
  EventLoop *Loop;
};

class ThreadPool {
public:
  explicit ThreadPool(int Size) {
    for (int I = 0; I < Size; ++I)
      Workers.emplace_back([this] { work(); });
  }
  ~ThreadPool() {
    for (auto &W : Workers)
      W.join();
  }
  template <typename F> auto enqueue(F &&Task) -> std::future<decltype(Task())> {
    using Result = decltype(Task());
    auto Job = std::make_shared<std::packaged_task<Result()>>(std::forward<F>(Task));
    std::future<Result> Done = Job->get_future();
    {
      std::unique_lock<std::mutex> Lock(Mutex);
      Jobs.emplace([Job] { (*Job)(); });
    }
    Wake.notify_one();
    return Done;
  }

private:
  void work() {
    for (;;) {
      std::function<void()> Job;
      {
        std::unique_lock<std::mutex> Lock(Mutex);
        Wake.wait(Lock, [this] { return !Jobs.empty(); });
        Job = std::move(Jobs.front());
        Jobs.pop();
      }
      Job();
    }
  }
  std::vector<std::thread> Workers;
  std::queue<std::function<void()>> Jobs;
  std::mutex Mutex;
  std::condition_variable Wake;
};

void poolDeclaredFirst_bad() {
  ThreadPool Pool(4);
  int Count = 0;
  Pool.enqueue([&Count] { return ++Count; }); // expect: task given to 'enqueue' may outlive 'Count', which it captures by reference
}

void futureNotWaitedFor_bad(ThreadPool &Pool) {
  int Count = 0;
  auto Done = Pool.enqueue([&Count] { return ++Count; }); // expect: task given to 'enqueue' may outlive 'Count'
}

// A stored callable that a thread runs later.
class Timer {
public:
  void onTick(std::function<void()> F) { Tick = std::move(F); }
  void start() {
    Runner = std::thread([this] {
      for (;;)
        Tick();
    });
  }
  ~Timer() { Runner.join(); }

private:
  std::function<void()> Tick;
  std::thread Runner;
};

void storedThenRun_bad() {
  Timer T;
  int Count = 0;
  T.onTick([&Count] { ++Count; }); // expect: task given to 'onTick' may outlive 'Count', which it captures by reference
  T.start();
}

// Through an interface: every function that overrides it keeps the callable.
class Executor {
public:
  virtual ~Executor() = default;
  virtual void execute(std::function<void()> Task) = 0;
};

class QueueExecutor : public Executor {
public:
  void execute(std::function<void()> Task) override { Tasks.push_back(Task); }

private:
  std::deque<std::function<void()>> Tasks;
};

class ThreadExecutor : public Executor {
public:
  void execute(std::function<void()> Task) override {
    std::thread(std::move(Task)).detach();
  }
};

void throughInterface_bad(Executor &On) {
  int Count = 0;
  On.execute([&Count] { ++Count; }); // expect: thread that 'execute' starts may outlive 'Count'
}

// --- to a global, a parameter, the result ------------------------------------

std::function<void()> AtExit;
std::vector<std::function<void()>> Observers;

void global_bad() {
  int Count = 0;
  AtExit = [&Count] { ++Count; }; // expect: callback kept in 'AtExit' may outlive 'Count', which it captures by reference
}

void observe(std::function<void()> F) { Observers.push_back(std::move(F)); }

void throughFunctionToGlobal_bad() {
  int Count = 0;
  observe([&Count] { ++Count; }); // expect: callback given to 'observe' may outlive 'Count'
}

void addTo(std::vector<std::function<void()>> &List, std::function<void()> F) {
  List.push_back(std::move(F));
}

void parameter_bad(std::vector<std::function<void()>> &List) {
  int Count = 0;
  addTo(List, [&Count] { ++Count; }); // expect: callback given to 'addTo' may outlive 'Count'
}

std::function<void()> twice(std::function<void()> F) {
  return [F] { F(), F(); };
}

void result_bad() {
  int Count = 0;
  std::thread(twice([&Count] { ++Count; })).detach(); // expect: detached thread may outlive 'Count', which it captures by reference
}

struct Adder {
  int *Number;
  void operator()() { ++*Number; }
};

Adder addOne(int &Number) { return Adder{&Number}; }

void factory_bad() {
  int Count = 0;
  std::thread(addOne(Count)).detach(); // expect: detached thread may outlive 'Count'
}

// --- `this` of a local -------------------------------------------------------

class Server {
public:
  void start_bad() { std::thread(&Server::serve, this).detach(); } // strict: detached thread may outlive its 'Server'
  void serve();
};

void localServer_bad() {
  Server S;
  S.start_bad(); // expect: thread that 'start_bad' starts may outlive 'S', whose 'this' it uses
}
