// RUN: %check %s
//
// What fearless-non-send gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <functional>
#include <future>
#include <thread>

struct Node {
  int Value = 0;
};
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

// A callable that may be assigned to later hides what it was made from.
void FN_variable_of_function_type(const Rc &P) {
  std::function<void()> Work = [P] {};
  std::thread T(Work);
  T.join();
}

// What a task gives back crosses, too.
void FN_result(const Rc &P) {
  auto Task = std::async(std::launch::async, [&P] { return P; });
  Task.get();
}

class VirtuallyCounted {
  int References = 1;

public:
  virtual void retain() { ++References; }
  virtual void release() { --References; }
};
class Handle {
  VirtuallyCounted *Object;

public:
  Handle(const Handle &O) : Object(O.Object) { Object->retain(); }
  ~Handle() { Object->release(); }
};
// A virtual function may be overridden by one that counts with atomics.
void FN_virtual_count(const Handle &H) {
  std::thread T([H] {});
  T.join();
}

class Counted {
  Node *Object;
  long *Count;

public:
  Counted(const Counted &O);
  ~Counted();
};
// The body that steps the count is in another file.
void FN_body_not_seen(const Counted &P) {
  std::thread T([P] {});
  T.join();
}

// The copy is made before the thread starts, and the spawner's is not touched
// until it has ended: the counts never meet. Rust rejects it all the same.
void FP_joined_at_once(const Rc &P) {
  std::thread T([P] {}); // expect: 'P' is copied to another thread
  T.join();
}
