// RUN: %types %s -std=c++20
// Reference counts written by hand: plain ones, atomic ones, guarded ones.
#include <atomic>
#include <mutex>
#include <vector>

struct Node {
  int Value;
};

// no no no: copying a 'Rc<Node>' changes 'Count' here, which is not atomic
template <class T> class Rc {
  T *Object;
  long *Count;

public:
  explicit Rc(T *O) : Object(O), Count(new long(1)) {}
  Rc(const Rc &O) : Object(O.Object), Count(O.Count) { ++*Count; }
  ~Rc() {
    if (--*Count == 0)
      delete Object;
  }
};
template class Rc<Node>;
// no no no: copying a 'Rc<Node>' changes 'Count'
using RcNode = Rc<Node>;
// no no no: 'std::vector<Rc<Node>>' holds 'Rc<Node>'; changes 'Count'
using RcVector = std::vector<Rc<Node>>;
// no no no: field 'Root' of 'Tree' is 'Rc<Node>'
struct Tree {
  Rc<Node> Root;
};
// no no no: 'Tree' is a base of 'BigTree'; field 'Root' of 'Tree' is 'Rc<Node>'
struct BigTree : private Tree {
  int Size;
};

// yes yes no: field 'Object' of 'Arc<Node>'
template <class T> class Arc {
  T *Object;
  std::atomic<long> *Count;

public:
  explicit Arc(T *O) : Object(O), Count(new std::atomic<long>(1)) {}
  Arc(const Arc &O) : Object(O.Object), Count(O.Count) { ++*Count; }
  ~Arc() {
    if (--*Count == 0)
      delete Object;
  }
};
template class Arc<Node>;
// yes yes unknown: all that is in 'Arc<Node>' is Send
using ArcNode = Arc<Node>;

struct Counted {
  int References = 0;
  void retain() { References++; }
  void release() {
    if (--References == 0)
      delete this;
  }
};
// no no no: copying a 'Handle' changes 'References' here
class Handle {
  Counted *Object;

public:
  explicit Handle(Counted *O) : Object(O) { Object->retain(); }
  Handle(const Handle &O) : Object(O.Object) { Object->retain(); }
  ~Handle() { Object->release(); }
};
// no no no: copying a 'Stepwise' changes 'References' here
class Stepwise {
  Counted *Object;
  void up() {
    if (Object)
      Object->References += 1;
  }
  void down() {
    if (Object)
      Object->References -= 1;
  }

public:
  Stepwise(const Stepwise &O) : Object(O.Object) { up(); }
  ~Stepwise() { down(); }
};

struct AtomicCounted {
  std::atomic<int> References = 0;
  void retain() { References++; }
  void release() { References--; }
};
// yes yes unknown: all that is in 'AtomicHandle' is Send
class AtomicHandle {
  AtomicCounted *Object;

public:
  AtomicHandle(const AtomicHandle &O) : Object(O.Object) { Object->retain(); }
  ~AtomicHandle() { Object->release(); }
};

struct BuiltinCounted {
  int References = 0;
};
// yes yes no: all that is in 'BuiltinHandle' is Send
class BuiltinHandle {
  BuiltinCounted *Object;

public:
  BuiltinHandle(const BuiltinHandle &O) : Object(O.Object) {
    __atomic_add_fetch(&Object->References, 1, __ATOMIC_RELAXED);
  }
  ~BuiltinHandle() { __sync_sub_and_fetch(&Object->References, 1); }
};

struct GuardedCounted {
  std::mutex Mutex;
  int References = 0;
  void retain() {
    std::lock_guard Lock(Mutex);
    ++References;
  }
  void release() {
    std::lock_guard Lock(Mutex);
    --References;
  }
};
// yes yes unknown: all that is in 'GuardedHandle' is Send
class GuardedHandle {
  GuardedCounted *Object;

public:
  GuardedHandle(const GuardedHandle &O) : Object(O.Object) { Object->retain(); }
  ~GuardedHandle() { Object->release(); }
};

// yes yes no: all that is in 'CountsCopies' is Send
class CountsCopies {
  int Copies = 0;

public:
  CountsCopies(const CountsCopies &O) : Copies(O.Copies) { ++Copies; }
  ~CountsCopies() { --Copies; }
};
// no no no: copying a 'Shared' changes 'Users' here
class Shared {
  struct Body {
    int Users = 1;
    std::vector<int> Data;
  };
  Body *B = new Body;

public:
  Shared() = default;
  Shared(const Shared &O) : B(O.B) { B->Users++; }
  ~Shared() {
    if (!--B->Users)
      delete B;
  }
};
struct VirtuallyCounted {
  int References = 0;
  virtual void retain() { ++References; }
  virtual void release() { --References; }
};
// unknown unknown no: may be of a class derived from 'VirtuallyCounted'
class VirtualHandle {
  VirtuallyCounted *Object;

public:
  VirtualHandle(const VirtualHandle &O) : Object(O.Object) { Object->retain(); }
  ~VirtualHandle() { Object->release(); }
};
