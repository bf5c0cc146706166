// RUN: %check %s -- -std=c++20
//
// A coroutine's frame keeps copies of its parameters, but only refers to what
// those refer to, and to the closure or object that it is a member of.

#include <coroutine>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

void use(const std::string &) noexcept;
void use(int) noexcept;

struct Pause {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};

// Starts when it is resumed, and ends with its result.
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
  Task &operator=(Task &&O) { return std::swap(H, O.H), *this; }
  ~Task() {
    if (H)
      H.destroy();
  }
  void resume() { H.resume(); }
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() noexcept {}
  std::coroutine_handle<promise_type> H;
};

// Starts at once, and ends by itself.
struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

Task greet(const std::string &Name) {
  co_await Pause();
  use(Name);
}

Task greetByValue(std::string Name) {
  co_await Pause();
  use(Name);
}

Task greetByView(std::string_view Name) {
  co_await Pause();
  use(std::string(Name));
}

Detached greetLater(const std::string &Name) {
  co_await Pause();
  use(Name);
}

Detached greetFirst(const std::string &Name) {
  use(Name);
  co_await Pause();
}

void runToEnd(Task T) { T.resume(); }

// --- the result is returned --------------------------------------------------

Task returned_bad() {
  std::string Name = "Ada";
  return greet(Name); // expect: returned coroutine may outlive 'Name', which it has a reference to
  // note@-1: its result is returned here, so it goes on in the caller
  // note@-2: let the coroutine take a parameter by value, of which its frame keeps a copy
}

Task returnedTemporary_bad() {
  return greet(std::string("Ada")); // expect: returned coroutine may outlive a temporary 'std::string'
}

Task returnedClosure_bad(int N) {
  return [N]() -> Task { // expect: returned coroutine may outlive a temporary lambda, whose captures it uses
    co_await Pause();
    use(N);
  }();
}

Task returnedMember_bad();

Task returnedByValue_ok() {
  std::string Name = "Ada";
  return greetByValue(Name);
}

Task returnedOfCaller_ok(const std::string &Name) { return greet(Name); }

Task returnedWithoutCaptures_ok() {
  return []() -> Task { co_await Pause(); }();
}

Task returnedWithParameters_ok(int N) {
  return [](int N) -> Task {
    co_await Pause();
    use(N);
  }(N);
}

// --- the result is kept ------------------------------------------------------

void closureOfOneCall_bad(int N) {
  auto T = [N]() -> Task { // expect: coroutine may outlive a temporary lambda, whose captures it uses
    co_await Pause(); // note@+2: the temporary ends here, with the full expression
    use(N); // note@-2: pass the coroutine what it needs as parameters by value, of which its frame keeps copies
  }();
  T.resume();
}

void closureWithDestructor_bad() {
  std::string Name = "Ada";
  Task T = [Name]() -> Task { // expect: coroutine may outlive a temporary lambda, whose captures it uses
    co_await Pause();
    use(Name);
  }();
  T.resume();
}

void keptTemporary_bad() {
  Task T = greet(std::string("Ada")); // expect: coroutine may outlive a temporary 'std::string'
                                      // note@-1: its result is kept in 'T', through which it can be resumed later
  T.resume();
}

void keptView_bad() {
  Task T = greetByView(std::string("Ada") + "!"); // expect: coroutine may outlive a temporary 'std::string', which it sees through a 'std::string_view'
  T.resume();
}

struct Greeter {
  Task run() {
    co_await Pause();
    use(Name);
  }
  void keep_bad() {
    std::string Other = "Bob";
    Tasks.push_back(greet(Other)); // expect: coroutine may outlive 'Other', which it has a reference to
  }
  void keepOwn_ok() { Tasks.push_back(run()); }
  void keepMember_ok() { Tasks.push_back(greet(Name)); }

  std::string Name;
  std::vector<Task> Tasks;
};

Task returnedMember_bad() {
  Greeter G;
  return G.run(); // expect: returned coroutine may outlive 'G', whose 'this' it uses
}

void memberOfTemporary_bad() {
  Task T = Greeter().run(); // expect: coroutine may outlive a temporary 'Greeter', whose 'this' it uses
  T.resume();
}

void keptInTime_ok() {
  std::string Name = "Ada";
  Task T = greet(Name);
  T.resume();
}

void keptTooLongButDone_ok() {
  std::vector<Task> Tasks;
  std::string Name = "Ada";
  Tasks.push_back(greet(Name));
  for (Task &T : Tasks)
    T.resume();
}

void keptClosure_ok(int N) {
  auto Closure = [N]() -> Task {
    co_await Pause();
    use(N);
  };
  Task T = Closure();
  T.resume();
}

void keptInVector_ok() {
  std::string Name = "Ada";
  std::vector<Task> Tasks;
  Tasks.push_back(greet(Name));
  for (Task &T : Tasks)
    T.resume();
}

void handedOver_ok(int N) {
  std::string Name = "Ada";
  runToEnd(greet(Name));
  runToEnd([N]() -> Task {
    co_await Pause();
    use(N);
  }());
}

// --- nobody has the result ---------------------------------------------------

void detached_bad() {
  std::string Name = "Ada";
  greetLater(Name); // expect: detached coroutine may outlive 'Name', which it has a reference to
  // note@-1: nothing holds its result, so it runs on by itself
}

void detachedClosure_bad(int N) {
  [N]() -> Detached { // expect: detached coroutine may outlive a temporary lambda, whose captures it uses
    co_await Pause();
    use(N);
  }();
}

void detachedReference_bad() {
  std::string Name = "Ada";
  [&Name]() -> Detached { // expect: detached coroutine may outlive a temporary lambda, whose captures it uses
    co_await Pause();
    use(Name);
  }();
}

void detachedVariable_bad(int N) {
  auto Closure = [N]() -> Detached {
    co_await Pause();
    use(N);
  };
  Closure(); // expect: detached coroutine may outlive 'Closure', whose captures it uses
}

void detachedUsedFirst_ok() {
  std::string Name = "Ada";
  greetFirst(Name);
}

// --- it is awaited -----------------------------------------------------------

Task awaited_ok(int N) {
  std::string Name = "Ada";
  co_await greet(Name);
  co_await greet(std::string("Bob"));
  co_await [N]() -> Task {
    co_await Pause();
    use(N);
  }();
  Task Kept = greet(Name), Moved = greet(Name);
  co_await Kept;
  co_await std::move(Moved);
}

// --- loops -------------------------------------------------------------------

Detached greetEachRound(const std::string &Name) {
  for (int I = 0; I < 3; ++I) {
    use(Name);
    co_await Pause();
  }
}

void detachedInLoop_bad() {
  std::string Name = "Ada";
  greetEachRound(Name); // expect: detached coroutine may outlive 'Name', which it has a reference to
}

Detached greetAtOnce(const std::string &Name) {
  co_await std::suspend_never();
  use(Name);
}

void neverSuspended_ok() {
  std::string Name = "Ada";
  greetAtOnce(Name);
}

// --- calls in between --------------------------------------------------------

void runAll();

// Whoever resumes it may do so until it is done.
void waited_ok() {
  std::string Name = "Ada";
  greetLater(Name);
  runAll();
}

// The frame of a coroutine is its own: a handle of it is no view.
struct ResumeOnThread {
  bool await_ready() noexcept { return false; }
  void await_suspend_ok(std::coroutine_handle<> H) {
    std::thread([H] { H.resume(); }).detach();
  }
  void await_resume() noexcept {}
};

void besideHandle_bad(std::coroutine_handle<> H) {
  int Count = 0;
  std::thread([H, &Count] { // expect: detached thread may outlive 'Count'
    ++Count;
    H.resume();
  }).detach();
}
