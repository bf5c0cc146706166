// RUN: %check %s
//
// What fearless-non-sync finds: one shape a function, the smallest code that
// shows it. Its twin in ok.cpp is the tempting one.

#include <functional>
#include <future>
#include <memory>
#include <span>
#include <thread>
#include <vector>
#include <pthread.h>

/// A lazy cache, as Rust's Cell and RefCell are made for.
class Cache {
  mutable int Hits = 0;

public:
  int get() const { return ++Hits; } // note: because 'get' of 'Cache' is const, but writes 'Hits' here with no lock held
  int peek() const { return Hits; }
};
struct Service {
  Cache Names;
  int Id = 0;
};
class [[clang::annotate("fearless::not_sync")]] Parser {
public:
  int next() const;
};

void captured_bad() {
  Cache C;
  std::thread T([&C] { C.get(); }); // expect: 'C' is shared with another thread, but 'Cache' is not Sync
  C.get(); // note: 'C' is used here, while the thread may be running
  T.join();
} // note@-3: guard that write with a mutex or make it atomic

void const_captured_bad(const Cache &Known) {
  const Cache &C = Known;
  std::thread T([&C] { C.get(); }); // expect: 'C' is shared with another thread
  C.get();
  T.join();
}

void by_default_bad() {
  Cache C;
  std::thread T([&] { C.get(); }); // expect: 'C' is shared with another thread
  C.get();
  T.join();
}

void ref_bad() {
  Cache C;
  std::thread T([](const Cache &Same) { Same.get(); }, std::cref(C)); // expect: 'C' is shared with another thread
  C.get();
  T.join();
}

void bound_ref_bad() {
  Cache C;
  std::thread T(std::bind([](Cache &Same) { Same.get(); }, std::ref(C))); // expect: 'C' is shared with another thread
  C.get();
  T.join();
}

void address_bad() {
  Cache C;
  std::thread T([](Cache *Same) { Same->get(); }, &C); // expect: 'C' is shared with another thread
  C.get();
  T.join();
}

void *run(void *);
void posix_bad() {
  Cache C;
  pthread_t T;
  pthread_create(&T, nullptr, run, &C); // expect: 'C' is shared with another thread
  C.get();
  pthread_join(T, nullptr);
}

void member_bad() {
  Cache C;
  std::thread T(&Cache::get, &C); // expect: 'C' is shared with another thread
  C.get();
  T.join();
}

void shared_ptr_bad() {
  auto P = std::make_shared<Cache>();
  std::thread T([P] { P->get(); }); // expect: what 'P' leads to is shared with another thread, but 'Cache' is not Sync
  P->get(); // note: 'P' is used here, while the thread may be running
  T.join();
}

void shared_const_bad() {
  auto P = std::make_shared<const Cache>();
  std::thread T([P] { P->get(); }); // expect: what 'P' leads to is shared with another thread
  P->get();
  T.join();
}

void two_threads_bad() {
  auto P = std::make_shared<Cache>();
  std::thread A([P] { P->get(); }); // expect: what 'P' leads to is shared with another thread
  std::thread B([P] { P->get(); });
  A.join();
  B.join();
}

void in_a_loop_bad() {
  Cache C;
  std::vector<std::thread> All;
  for (int I = 0; I != 4; ++I)
    All.emplace_back([&C] { C.get(); }); // expect: 'C' is shared with another thread
  for (auto &T : All)
    T.join();
}

void task_bad() {
  Cache C;
  auto Task = std::async(std::launch::async, [&C] { return C.get(); }); // expect: 'C' is shared with another task
  C.get();
  Task.get();
}

void field_bad() {
  Service S;
  std::thread T([&S] { S.Names.get(); }); // strict: 'S' is shared with another thread, but 'Service' is not Sync
  S.Names.get();
  T.join();
}

void annotated_bad() {
  Parser P;
  std::thread T([&P] { P.next(); }); // expect: 'P' is shared with another thread, but 'Parser' is not Sync
  P.next();
  T.join();
}

class Server {
  Cache Names;
  std::thread Worker;

public:
  void start_bad() {
    Worker = std::thread([this] { Names.get(); }); // strict: 'this' is shared with another thread, but 'Server' is not Sync
    Names.get();
  }
};

class Suspect {
  mutable int Hits = 0;
public:
  int get() const;
};
void mutable_bad() {
  Suspect S;
  std::thread T([&S] { S.get(); }); // strict: 'S' is shared with another thread, but 'Suspect' is not Sync
  S.get();
  T.join();
}

void plain_bad() {
  auto P = std::make_shared<int>(0);
  std::thread T([P] { ++*P; }); // strict: what 'P' leads to is shared with another thread, but 'int' is not thread-safe
  ++*P;
  T.join();
}
