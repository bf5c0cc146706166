// RUN: %check %s
//
// What fearless-unsound-send finds: one shape a class, the smallest code that
// shows it. Its twin in ok.cpp is the tempting one.

class Rc {
  int *Object;
  long *Count;

public:
  explicit Rc(int *O) : Object(O), Count(new long(1)) {}
  Rc(const Rc &O) : Object(O.Object), Count(O.Count) {
    ++*Count; // note: and copying a 'Rc' changes 'Count' here, which is not atomic
  }
  ~Rc() {
    if (--*Count == 0)
      delete Object;
  }
};

struct no_reason_bad {
  class [[clang::annotate("fearless::send")]] Codec { // expect: 'no_reason_bad::Codec' is annotated as Send without a reason
    void *Handle;
  };
};

struct empty_reason_bad {
  class [[clang::annotate("fearless::send", "")]] Codec { // expect: 'empty_reason_bad::Codec' is annotated as Send without a reason
    void *Handle;
  };
};

struct field_bad {
  class [[clang::annotate("fearless::send", "used by one thread at a time")]] Session { // expect: 'field_bad::Session' is annotated as Send, which it is not
    Rc Data; // note: because field 'Data' of 'field_bad::Session' is 'Rc'
  };
};

struct write_bad {
  class [[clang::annotate("fearless::sync", "only reads")]] Cache { // expect: 'write_bad::Cache' is annotated as Sync, which it is not
    mutable int Hits = 0;

  public:
    int get() const { return ++Hits; } // note: because 'get' of 'write_bad::Cache' is const, but writes 'Hits' here
  };
};

struct no_lock_bad {
  class [[clang::annotate("fearless::thread_safe", "has a lock")]] Value { // expect: 'no_lock_bad::Value' is annotated as thread-safe, which it is not
    int Number = 0;

  public:
    void set(int N) { Number = N; } // note: because 'set' of 'no_lock_bad::Value' writes 'Number' here with no lock held
  };
};

class [[clang::annotate("fearless::send", "holds handles only")]] Base { // note: the promise is made here
  void *Handle;
};
class derived_bad : public Base { // expect: 'derived_bad' is not Send, as its base 'Base' promises
  Rc Data;
};

struct typo_bad {
  template <class T>
  class [[clang::annotate("fearless::send_if", "sent(T)", "owns its elements")]] Ring { // expect: the condition of this annotation cannot be read: found 'sent' in the condition
    T *Elements;
  };
  Ring<int> Used;
};

class [[clang::annotate("fearless::thread_safe", "the count is guarded")]] Counter {
  int *Count; // note@-1: the promise is made here
};
class peak_bad : public Counter { // expect: 'peak_bad' is not thread-safe, as its base 'Counter' promises
  int Peak = 0;

public:
  void count(int Value) { Peak = Value; } // note: because 'count' of 'peak_bad' writes 'Peak' here
};
