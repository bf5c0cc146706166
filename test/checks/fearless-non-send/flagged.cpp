// RUN: %check %s
//
// What fearless-non-send finds: one shape a function, the smallest code that
// shows it. Its twin in ok.cpp is the tempting one.

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Node {
  int Value = 0;
};
/// A pointer that counts by hand, as Rust's Rc does.
class Rc {
  Node *Object;
  long *Count;

public:
  explicit Rc(Node *O) : Object(O), Count(new long(1)) {}
  Rc(const Rc &O) : Object(O.Object), Count(O.Count) {
    ++*Count; // note: copying a 'Rc' changes 'Count' here, which is not atomic
  }
  ~Rc() {
    if (--*Count == 0)
      delete Object;
  }
  Node &operator*() const { return *Object; }
};
struct Session {
  Rc User; // note: because field 'User' of 'Session' is 'Rc'
  int Id;
};
class [[clang::annotate("fearless::not_send")]] Cursor { // note: because 'Cursor' is annotated as not Send
  int At = 0;
};
class [[clang::annotate("fearless::thread_affine", "main thread")]] Window {
public:
  void show();
};
void use(Rc);
void useSession(const Session &);

void captured_bad(const Rc &P) {
  std::thread T([P] { *P; }); // expect: 'P' is copied to another thread, but 'Rc' is not Send
  T.join();
} // note@-2: use a pointer with an atomic count such as std::shared_ptr

void by_default_bad(const Rc &P) {
  std::thread T([=] { *P; }); // expect: 'P' is copied to another thread
  T.join();
}

void argument_bad(const Rc &P) {
  std::thread T(use, P); // expect: 'P' is copied to another thread, but 'Rc' is not Send
  T.join();
}

void field_bad(Session S) {
  std::thread T(useSession, S); // expect: 'S' is copied to another thread, but 'Session' is not Send
  T.join();
}

void element_bad(const std::vector<Rc> &All) {
  std::thread T([All] {}); // expect: 'All' is copied to another thread, but 'std::vector<Rc>' is not Send
  T.join();
}

void task_bad(const Rc &P) {
  auto Task = std::async(std::launch::async, [P] { *P; }); // expect: 'P' is copied to another task
  Task.get();
}

void bound_bad(const Rc &P) {
  std::thread T(std::bind(use, P)); // expect: 'P' is copied to another thread
  T.join();
}

void erased_bad(const Rc &P) {
  std::thread T(std::function<void()>([P] { *P; })); // expect: 'P' is copied to another thread
  T.join();
}

void variable_bad(const Rc &P) {
  auto Work = [P] { *P; }; // expect: 'P' is copied to another thread
  std::thread T(Work);     // note: the thread is started here
  T.join();
}

void nested_bad(const Rc &P) {
  auto Inner = [P] { *P; }; // expect: 'P' is copied to another thread
  std::thread T([Inner] { Inner(); });
  T.join();
}

struct Job {
  Rc Input;
  void operator()() const {}
};
void functor_bad(const Rc &P) {
  std::thread T(Job{P}); // strict: a 'Job' goes to another thread, but that type is not Send
  T.join();
}

void guard_moved_bad(std::mutex &M) {
  std::unique_lock Lock(M);
  std::thread T([L = std::move(Lock)] {}); // expect: 'L' is moved to another thread, but 'std::unique_lock<std::mutex>' is not Send
  T.join();
} // note@-2: must unlock its 'std::mutex' on the thread that locked it

void guard_fresh_bad(std::mutex &M) {
  std::thread T([L = std::unique_lock<std::mutex>(M)] {}); // expect: 'L' goes to another thread, but 'std::unique_lock<std::mutex>' is not Send
  T.join();
}

void annotated_bad(Cursor C) {
  std::thread T([C] {}); // expect: 'C' is copied to another thread, but 'Cursor' is not Send
  T.join();
}

void affine_bad(std::unique_ptr<Window> W) {
  std::thread T([W = std::move(W)] { W->show(); }); // expect: 'W' is moved to another thread, but 'std::unique_ptr<Window>' is not Send
  T.join();
} // note@-2: use it only on the main thread; from others, send that thread a message or a copy of the data

template <class T> void run_bad(T Value) {
  std::thread Worker([Value] {}); // expect: 'Value' is copied to another thread, but 'Rc' is not Send
  Worker.join();
}
void instantiate(const Rc &P) {
  run_bad(1);
  run_bad(P); // note: in the instantiation 'run_bad<Rc>', which is asked for here
}

void moved_bad(Rc P) {
  std::thread T([P = std::move(P)] { *P; }); // strict: 'P' is moved to another thread, but 'Rc' is not Send
  T.join();
} // note@-2: not seen: whether the spawner keeps a copy of it
