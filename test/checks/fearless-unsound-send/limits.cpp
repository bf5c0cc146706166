// RUN: %check %s
//
// What fearless-unsound-send gets wrong, kept until it gets it right:
// FP_ classes are flagged and should not be, FN_ ones should be and are not.

class Rc {
  long *Count;

public:
  Rc(const Rc &O) : Count(O.Count) { ++*Count; }
  ~Rc() { --*Count; }
};

// A promise on condition is not held against the fields.
struct FN_conditional {
  template <class T>
  class [[clang::annotate("fearless::send_if", "send(T)", "owns its elements")]] Ring {
    T *Elements;
    Rc Shared;
  };
  Ring<int> Used;
};

// What a pointer that owns nothing leads to may be anybody's.
struct FN_pointer {
  class [[clang::annotate("fearless::send", "all of it is its own")]] View {
    Rc *Shared;
  };
};
