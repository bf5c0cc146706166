// RUN: %check %s
//
// Event loops, executors and pools of libraries, whose bodies are not seen:
// rows say what they do. The declarations stand in for the libraries' headers.

#include <utility>

namespace asio {
class io_context {
public:
  io_context();
  ~io_context();
  long run() noexcept;
};
template <typename Context, typename F> void post(Context &On, F &&Task) noexcept {}
template <typename Context, typename F> void defer(Context &On, F &&Task, void * = nullptr) noexcept {}
} // namespace asio

namespace tbb {
class task_group {
public:
  task_group();
  ~task_group();
  template <typename F> void run(F &&Task) noexcept {}
  int wait() noexcept;
};
class task_arena {
public:
  template <typename F> void enqueue(F &&Task) noexcept {}
};
} // namespace tbb

namespace QtConcurrent {
template <typename F, typename... A> void run(F &&Task, A &&...Args) noexcept {}
} // namespace QtConcurrent

namespace folly {
class Executor {
public:
  template <typename F> void add(F &&Task) noexcept {}
};
} // namespace folly

namespace BS {
class thread_pool {
public:
  thread_pool();
  ~thread_pool();
  template <typename F> void detach_task(F &&Task) noexcept {}
  void wait() noexcept;
};
} // namespace BS

namespace tf {
class Executor {
public:
  Executor();
  ~Executor();
  template <typename F> void silent_async(F &&Task) noexcept {}
  void wait_for_all() noexcept;
};
} // namespace tf

namespace boost {
class thread {
public:
  thread() noexcept;
  template <typename F> explicit thread(F &&Run) noexcept {}
  ~thread();
  void join() noexcept;
  void detach() noexcept;
};
} // namespace boost

void asio_bad(asio::io_context &Context) {
  int Count = 0;
  asio::post(Context, [&Count] { ++Count; }); // expect: task given to 'asio::post' may outlive 'Count', which it captures by reference
}

// The argument behind the callable has a default.
void asioDefers_bad(asio::io_context &Context) {
  int Count = 0;
  asio::defer(Context, [&Count] { ++Count; }); // expect: task given to 'asio::defer' may outlive 'Count'
}

void asioEndsLater_bad() {
  asio::io_context Context;
  int Count = 0;
  asio::post(Context, [&Count] { ++Count; }); // expect: task given to 'asio::post' may outlive 'Count'
}

void asioEndsFirst_ok() {
  int Count = 0;
  asio::io_context Context;
  asio::post(Context, [&Count] { ++Count; });
  Context.run();
}

// Whether other threads run the context too is not known.
void asioRuns_bad() {
  asio::io_context Context;
  int Count = 0;
  asio::post(Context, [&Count] { ++Count; }); // strict: task given to 'asio::post' may outlive 'Count'
  Context.run();
}

void arena_bad(tbb::task_arena &Arena) {
  int Count = 0;
  Arena.enqueue([&Count] { ++Count; }); // expect: task given to 'tbb::task_arena::enqueue' may outlive 'Count'
}

void qt_bad() {
  int Count = 0;
  QtConcurrent::run([&Count] { ++Count; }); // expect: task given to 'QtConcurrent::run' may outlive 'Count'
}

void folly_bad(folly::Executor &On) {
  int Count = 0;
  On.add([&Count] { ++Count; }); // expect: task given to 'folly::Executor::add' may outlive 'Count'
}

void groupDeclaredFirst_bad() {
  tbb::task_group Group;
  int Count = 0;
  Group.run([&Count] { ++Count; }); // expect: task given to 'tbb::task_group::run' may outlive 'Count'
}

void group_ok() {
  int Count = 0;
  tbb::task_group Group;
  Group.run([&Count] { ++Count; });
}

void groupWait_ok() {
  tbb::task_group Group;
  int Count = 0;
  Group.run([&Count] { ++Count; });
  Group.wait();
}

void pool_bad(BS::thread_pool &Pool) {
  int Count = 0;
  Pool.detach_task([&Count] { ++Count; }); // expect: task given to 'BS::thread_pool::detach_task' may outlive 'Count'
}

void poolWait_ok(BS::thread_pool &Pool) {
  int Count = 0;
  Pool.detach_task([&Count] { ++Count; });
  Pool.wait();
}

// What is copied or moved in outlives nothing.
void byValue_ok(asio::io_context &Context) {
  int Count = 0;
  asio::post(Context, [Count]() mutable { ++Count; });
}

void executor_bad(tf::Executor &Executor) {
  int Count = 0;
  Executor.silent_async([&Count] { ++Count; }); // expect: task given to 'tf::Executor::silent_async' may outlive 'Count'
}

void executorWait_ok(tf::Executor &Executor) {
  int Count = 0;
  Executor.silent_async([&Count] { ++Count; });
  Executor.wait_for_all();
}

void boostDetached_bad() {
  int Count = 0;
  boost::thread T([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  T.detach();
}

void boostJoined_ok() {
  int Count = 0;
  boost::thread T([&Count] { ++Count; });
  T.join();
}
