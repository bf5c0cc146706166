// RUN: %check %s
//
// What fearless-unsound-send leaves alone: the twins of flagged.cpp.

#include <mutex>

class Rc {
  long *Count;

public:
  Rc(const Rc &O) : Count(O.Count) { ++*Count; }
  ~Rc() { --*Count; }
};

struct promises_ok {
  class [[clang::annotate("fearless::send", "the codec may be used on any one thread")]] Reason {
    void *Handle;
  };

  class [[clang::annotate("fearless::not_send")]] NeedsNone {
    void *Handle;
  };

  class [[clang::annotate("fearless::thread_affine", "main thread")]] Affine {
    void *Handle;
  };

  class [[clang::annotate("fearless::sync", "the cache is filled before it is shared")]] Suspect {
    mutable int Hits = 0;

  public:
    int get() const;
  };

  class [[clang::annotate("fearless::thread_safe", "each call locks")]] Locks {
    std::mutex Mutex;
    int Value = 0;

  public:
    void set(int V) {
      std::lock_guard Lock(Mutex);
      Value = V;
    }
  };

  class Derived : public Reason {
    int Number = 0;
  };

  // It takes its base's promise back.
  class [[clang::annotate("fearless::not_send")]] TakesBack : public Reason {
    Rc Data;
  };

  template <class T>
  class [[clang::annotate("fearless::send_if", "send(T)", "owns its elements")]] Ring {
    T *Elements;
  };
  template <class T>
  class [[clang::annotate("fearless::sync_if", "sync(T)")]] ConditionIsReason {
    T *Elements;
  };
  ConditionIsReason<int> Also;
  Ring<int> Used;
  Ring<Rc> NotSend;
};
