// RUN: %check %s -- -std=c++20
//
// What the check gets wrong, and why.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <coroutine>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

void use(int) noexcept;

void detachOther(std::thread &T) { T.detach(); }

// A detach in a helper is not seen: the handle may as well have been joined there.
void FN_detachedByHelper() {
  int Count = 0;
  std::thread T([&Count] { ++Count; });
  detachOther(T);
}

// Elements of a container are not told apart: one join counts for all.
void FN_oneOfTwoJoined() {
  int Count = 0;
  auto *Threads = new std::thread[2];
  Threads[0] = std::thread([&Count] { ++Count; });
  Threads[1] = std::thread([&Count] { ++Count; });
  Threads[0].join();
}

// A shared pointer does not own its pointee alone, so a pointer into it is not
// taken to dangle when the one owner seen ends.
void FN_pointerIntoSharedObject() {
  auto Name = std::make_shared<std::string>("n");
  std::thread([C = Name->c_str()] { use(*C); }).detach();
}

// Values behind two pointers are not followed.
void FN_behindTwoPointers() {
  int Count = 0;
  int *Pointer = &Count;
  int **Outer = &Pointer;
  int *Copy = *Outer;
  std::thread([Copy] { ++*Copy; }).detach();
}

// Conditions that do not read the same expression are not correlated: here the
// second repeats the first in other words.
void FP_sameConditionInOtherWords(int Number) {
  auto *T = new std::thread;
  {
    int Count = 0;
    if (Number > 1)
      *T = std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count'
    if (Number >= 2)
      T->join();
  }
}

// A local that holds a raw pointer dies with the function; whether the thread
// looks at it before that is not asked.
void FP_threadThatIsFasterThanSleep() {
  int Count = 0;
  std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count'
  std::this_thread::sleep_for(std::chrono::hours(1));
}

void joinAndDelete(std::thread *T) {
  T->join();
  delete T;
}

// A pointer without a name is not followed into the helper.
void FP_handlePointerPassedToHelper() {
  int Count = 0;
  joinAndDelete(new std::thread([&Count] { ++Count; })); // expect: thread may outlive 'Count'
}

struct Target {
  explicit Target(int &Number) : Number(Number) {}
  int &Number;
};

struct Increment : Target {
  using Target::Target;
  void operator()() { ++Number; }
};

// What a base class keeps of its argument is not followed.
void FN_baseOfFunctor() {
  int Count = 0;
  std::thread(Increment(Count)).detach();
}

struct Pointing {
  explicit Pointing(int *Pointer) { Number = Pointer; }
  void operator()() { ++*Number; }
  int *Number;
};

// Nor is what the body of a constructor assigns.
void FN_assignedInConstructor() {
  int Count = 0;
  std::thread(Pointing(&Count)).detach();
}

// What happens to a handle in a lambda that an algorithm calls is not seen.
void FN_detachedByAlgorithm() {
  int Count = 0;
  std::vector<std::thread> Threads;
  Threads.emplace_back([&Count] { ++Count; });
  std::for_each(Threads.begin(), Threads.end(),
                [](std::thread &T) { T.detach(); });
}

// A released pointer is taken to be in good hands.
void FN_releasedOwner() {
  int Count = 0;
  auto T = std::make_unique<std::thread>([&Count] { ++Count; });
  T.release();
}

// The handle that moves into a closure is taken to be waited for there.
void FN_movedIntoClosure() {
  int Count = 0;
  std::thread T([&Count] { ++Count; });
  auto Detach = [T = std::move(T)]() mutable { T.detach(); };
  Detach();
}

// Temporaries behind a named view end unnoticed.
void FN_viewOfTemporary() {
  std::string_view View = std::to_string(1);
  std::thread T([View] { use(static_cast<int>(View.size())); });
  T.join();
}

// The tuple of references is not looked into.
void FN_tie() {
  int Count = 0;
  auto Tuple = std::tie(Count);
  std::thread([Tuple] { ++std::get<0>(Tuple); }).detach();
}

struct Task {
  struct promise_type {
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  explicit Task(std::coroutine_handle<promise_type> H) : H(H) {}
  Task(Task &&O) : H(std::exchange(O.H, {})) {}
  ~Task() {
    if (H)
      H.destroy();
  }
  std::coroutine_handle<promise_type> H;
};

Task show(const int &N) {
  co_await std::suspend_always();
  use(N);
}

std::vector<Task> Kept;
void keep(Task T) { Kept.push_back(std::move(T)); }

// Functions that are given a coroutine are taken to wait for it.
void FN_coroutineKeptElsewhere() {
  int N = 1;
  keep(show(N));
}

Task wrap(const int &N) { return show(N); }

// What passes a coroutine on is not followed.
Task FN_coroutineOfAnother() {
  int N = 1;
  return wrap(N);
}

struct Executor {
  std::vector<std::function<void()>> Tasks;
  void post(std::function<void()> F) { Tasks.push_back(std::move(F)); }
};

// Whether the caller's object runs what it keeps before the counted object ends
// is not asked.
struct FN_countedIntoPool : std::enable_shared_from_this<FN_countedIntoPool> {
  int Count = 0;
  void start(Executor &E) {
    E.post([this] { ++Count; });
  }
};

struct Base {
  std::vector<std::function<void()>> Tasks;
  void post(std::function<void()> F) { Tasks.push_back(std::move(F)); }
  void run() {
    for (auto &Task : Tasks)
      Task();
  }
};

struct Derived : Base {
  std::thread Runner{[this] { run(); }};
  ~Derived() { Runner.join(); }
};

// That a derived class runs the tasks of its base on a thread is not followed.
void FN_runByDerivedClass() {
  Derived D;
  int Count = 0;
  D.post([&Count] { ++Count; });
}
