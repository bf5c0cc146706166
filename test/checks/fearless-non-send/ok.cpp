// RUN: %check %s
//
// What fearless-non-send leaves alone: the twins of flagged.cpp.

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Node {
  int Value = 0;
};
/// Counts with atomics, as Rust's Arc does.
class Arc {
  Node *Object;
  std::atomic<long> *Count;

public:
  explicit Arc(Node *O) : Object(O), Count(new std::atomic<long>(1)) {}
  Arc(const Arc &O) : Object(O.Object), Count(O.Count) { ++*Count; }
  ~Arc() {
    if (--*Count == 0)
      delete Object;
  }
  Node &operator*() const { return *Object; }
};
struct Session {
  Arc User;
  std::string Name;
  std::vector<int> Numbers;
};
class [[clang::annotate("fearless::send", "the codec may be used on any one thread")]] Decoder {
  void *Handle = nullptr;
};
struct Unseen;
void use(Arc);
void useSession(const Session &);

void captured_ok(const Arc &P) {
  std::thread T([P] { *P; });
  T.join();
}

void shared_ptr_ok(std::shared_ptr<Node> P) {
  std::thread T([P] { P->Value++; });
  T.join();
}

void argument_ok(const Arc &P) {
  std::thread T(use, P);
  T.join();
}

void field_ok(Session S) {
  std::thread T(useSession, S);
  T.join();
}

void task_ok(const Arc &P) {
  auto Task = std::async(std::launch::async, [P] { *P; });
  Task.get();
}

void erased_ok(std::function<void()> Work) {
  std::thread T(Work);
  T.join();
}

void bound_ok(const Arc &P) {
  std::thread T(std::bind(use, P));
  T.join();
}

void pimpl_ok(std::unique_ptr<Unseen, void (*)(Unseen *)> P) {
  std::thread T([P = std::move(P)] {});
  T.join();
}

void annotated_ok(Decoder D) {
  std::thread T([D] {});
  T.join();
}

void locked_inside_ok(std::mutex &M) {
  std::thread T([&M] { std::unique_lock Lock(M); });
  T.join();
}

void promise_ok(std::promise<int> P) {
  std::thread T([P = std::move(P)]() mutable { P.set_value(1); });
  T.join();
}

void thread_ok(std::thread Other) {
  std::thread T([Other = std::move(Other)]() mutable { Other.join(); });
  T.join();
}

template <class T> void run(T Value) {
  std::thread Worker([Value] {});
  Worker.join();
}
void instantiated_ok(const Arc &P) {
  run(1);
  run(P);
}

/// Copies count, but share nothing.
class CountsCopies {
  int Copies = 0;

public:
  CountsCopies() = default;
  CountsCopies(const CountsCopies &O) : Copies(O.Copies) { ++Copies; }
  ~CountsCopies() { --Copies; }
};
void counts_copies_ok(CountsCopies C) {
  std::thread T([C] {});
  T.join();
}

class Rc {
  Node *Object;
  long *Count;

public:
  explicit Rc(Node *O) : Object(O), Count(new long(1)) {}
  Rc(const Rc &O) : Object(O.Object), Count(O.Count) { ++*Count; }
  ~Rc() {
    if (--*Count == 0)
      delete Object;
  }
};
void made_there_ok() {
  std::thread T([] { Rc P(new Node); });
  T.join();
}

void deferred_ok(const Rc &P) {
  auto Task = std::async(std::launch::deferred, [P] {});
  Task.get();
}
