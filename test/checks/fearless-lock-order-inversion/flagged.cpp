// RUN: %check %s
//
// What fearless-lock-order-inversion finds: one shape a pair of functions, the
// smallest code that shows it. Its twin in ok.cpp is the tempting one.

#include <functional>
#include <mutex>
#include <shared_mutex>

namespace two {
std::mutex A, B;
void ab_bad() {
  std::lock_guard<std::mutex> L(A); // note: 'two::ab_bad' locks 'A' here
  std::lock_guard<std::mutex> K(B); // expect: 'A' and 'B' are locked in opposite orders, which can deadlock
}
void ba() {
  std::lock_guard<std::mutex> K(B); // note: 'two::ba' locks 'B' here
  std::lock_guard<std::mutex> L(A); // note: 'A' is locked here, while 'B' is held
}
} // namespace two

namespace three {
std::mutex A, B, C;
void ab_bad() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: are locked in orders that form a cycle
}
void bc() {
  std::lock_guard<std::mutex> L(B);
  std::lock_guard<std::mutex> K(C);
}
void ca() {
  std::lock_guard<std::mutex> L(C);
  std::lock_guard<std::mutex> K(A);
}
} // namespace three

namespace four {
std::mutex A, B, C, D;
void ab_bad() {
  std::scoped_lock<std::mutex> L(A);
  B.lock(); // expect: 'A', 'B' and 2 more are locked in orders that form a cycle
  B.unlock();
}
void bc() {
  std::lock_guard<std::mutex> L(B);
  std::lock_guard<std::mutex> K(C);
}
void cd() {
  std::lock_guard<std::mutex> L(C);
  std::lock_guard<std::mutex> K(D);
}
void da() {
  std::lock_guard<std::mutex> L(D);
  std::lock_guard<std::mutex> K(A);
}
} // namespace four

// Through calls, four deep, on either side.
namespace chain {
class Store {
public:
  void d() { std::lock_guard<std::mutex> L(Mutex); }
  void c() { d(); }
  void b() { c(); }
  void a() { b(); }
  template <typename Cache> void flush_bad(Cache &To) {
    std::lock_guard<std::mutex> L(Mutex);
    To.drop(); // expect: 'Store::Mutex' and 'Cache::Mutex' are locked in opposite orders
  }

private:
  std::mutex Mutex;
};
class Cache {
public:
  void drop() { std::lock_guard<std::mutex> L(Mutex); }
  void write(Store &To) {
    std::lock_guard<std::mutex> L(Mutex);
    To.a(); // note: 'chain::Store::a' is called here
  }
  void evict(Store &To) { To.flush_bad(*this); }

private:
  std::mutex Mutex;
};
} // namespace chain

// Both roles of two objects of one class.
namespace pairs {
struct Account {
  std::mutex Mutex;
  int Balance = 0;
  void merge_bad(Account &From) { // fix@+1: std::scoped_lock L(Mutex, From.Mutex); // fix@+2:
    std::lock_guard<std::mutex> L(Mutex);
    std::lock_guard<std::mutex> K(From.Mutex); // expect: 'Mutex' and 'From.Mutex' are locked in the order of the arguments
  }
};
void transfer_bad(Account &From, Account &To) {
  std::lock_guard<std::mutex> L(From.Mutex); // note: 'From.Mutex' is locked here
  std::lock_guard<std::mutex> K(To.Mutex);   // expect: 'From.Mutex' and 'To.Mutex' are locked in the order of the arguments
                                             // note@-1: 'To.Mutex' is locked here, while 'From.Mutex' is held
}
} // namespace pairs

// A reader and a writer.
namespace modes {
std::shared_mutex A;
std::mutex B;
void ab_bad() {
  std::unique_lock<std::shared_mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: 'A' and 'B' are locked in opposite orders
}
void ba() {
  std::lock_guard<std::mutex> K(B);
  std::shared_lock<std::shared_mutex> L(A);
}
} // namespace modes

// A recursive mutex does not wait for itself, but for others.
namespace recursive {
std::recursive_mutex A;
std::mutex B;
void ab_bad() {
  std::lock_guard<std::recursive_mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: opposite orders
}
void ba() { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::recursive_mutex> L(A);
}
} // namespace recursive

// Got by trying, held like any other.
namespace tries {
std::mutex A, B;
void ab_bad() {
  if (!A.try_lock())
    return;
  B.lock(); // expect: opposite orders
  B.unlock();
  A.unlock();
}
void ba() { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
} // namespace tries

// The callee lets go of its caller's lock only behind taking the other one.
namespace relock {
struct Store {
  std::mutex Mutex, Log;
  void write() {
    Log.lock();
    Log.unlock();
    Mutex.unlock();
    Mutex.lock();
  }
  void flush_bad() {
    std::lock_guard<std::mutex> L(Mutex);
    write(); // expect: 'Store::Mutex' and 'Store::Log' are locked in opposite orders
  }
  void rotate() { // fix@+1: std::scoped_lock K(Log, Mutex); // fix@+2:
    std::lock_guard<std::mutex> K(Log);
    std::lock_guard<std::mutex> L(Mutex);
  }
};
} // namespace relock

// The gate is held on one side only.
namespace halfGate {
std::mutex Gate, A, B;
void ab_bad() {
  std::lock_guard<std::mutex> G(Gate);
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: 'A' and 'B' are locked in opposite orders
}
void ba() { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
} // namespace halfGate

// Readers hold the gate, several at once.
namespace sharedGate {
std::shared_mutex Gate;
std::mutex A, B;
static void left_bad() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: 'A' and 'B' are locked in opposite orders, which can deadlock
}
static void right() { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
void outer() {
  std::shared_lock<std::shared_mutex> G(Gate);
  left_bad();
  right();
}
} // namespace sharedGate

// The gate is released around the calls.
namespace openGate {
std::mutex Gate, A, B;
static void left_bad() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: 'A' and 'B' are locked in opposite orders, which can deadlock
}
static void right() { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
static void inner() {
  Gate.unlock();
  left_bad();
  right();
  Gate.lock();
}
void outer() {
  std::lock_guard<std::mutex> G(Gate);
  inner();
}
} // namespace openGate

// Nobody calls them but they themselves, which does not make them the main
// thread's.
namespace circular {
std::mutex A, B;
void ab_bad(int Depth) {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: 'A' and 'B' are locked in opposite orders, which can deadlock
  if (Depth < 0)
    ab_bad(Depth + 1);
}
void ba(int Depth) { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
  if (Depth < 0)
    ba(Depth + 1);
}
} // namespace circular

// Of one class, but two objects that everybody knows.
namespace globals {
struct Account {
  std::mutex Mutex;
};
Account Savings, Checking;
void save_bad() {
  std::lock_guard<std::mutex> L(Checking.Mutex);
  std::lock_guard<std::mutex> K(Savings.Mutex); // expect: 'Checking.Mutex' and 'Savings.Mutex' are locked in opposite orders, which can deadlock
}
void spend() { // fix@+1: std::scoped_lock K(Savings.Mutex, Checking.Mutex); // fix@+2:
  std::lock_guard<std::mutex> K(Savings.Mutex);
  std::lock_guard<std::mutex> L(Checking.Mutex); // note: 'Checking.Mutex' is locked here, while 'Savings.Mutex' is held
}
} // namespace globals

// What is held before std::lock has an order all the same.
namespace aroundDeferred {
std::mutex Outer, A, B;
void outerFirst_bad() {
  std::lock_guard<std::mutex> O(Outer);
  std::unique_lock<std::mutex> L(A, std::defer_lock), K(B, std::defer_lock);
  std::lock(L, K); // expect: 'Outer' and 'B' are locked in opposite orders
}
void outerLast_ok() {
  B.lock();
  Outer.lock();
  Outer.unlock();
  B.unlock();
}
} // namespace aroundDeferred

// To ask whether they are the same gives no order.
namespace unordered {
struct Account {
  std::mutex Mutex;
};
void transfer_bad(Account &From, Account &To) {
  if (&From == &To)
    return;
  From.Mutex.lock();
  To.Mutex.lock(); // expect: 'From.Mutex' and 'To.Mutex' are locked in the order of the arguments
  To.Mutex.unlock();
  From.Mutex.unlock();
}
// Nor does one caller of two.
static void lockBoth_bad(Account &First, Account &Second) {
  First.Mutex.lock();
  Second.Mutex.lock(); // expect: 'First.Mutex' and 'Second.Mutex' are locked in the order of the arguments
}
void ordered_ok(Account &From, Account &To) {
  if (&From < &To)
    lockBoth_bad(From, To);
}
void any_ok(Account &From, Account &To) { lockBoth_bad(From, To); }
} // namespace unordered

// Parent and child, and back again.
namespace backAgain {
struct Scene {
  std::mutex Video, Audio;
  Scene *Parent, *Child;
};
void down_bad(Scene &Of) {
  std::lock_guard<std::mutex> L(Of.Audio);
  std::lock_guard<std::mutex> K(Of.Child->Video); // expect: 'Scene::Audio' and 'Scene::Video' are locked in opposite orders
}
void up_ok(Scene &Of) {
  std::lock_guard<std::mutex> L(Of.Video);
  std::lock_guard<std::mutex> K(Of.Parent->Audio);
}
} // namespace backAgain

// A closure that a callee runs under its own lock.
namespace callbacks {
std::mutex A, B;
static void withA(const std::function<void()> &Run) {
  std::lock_guard<std::mutex> L(A);
  Run();
}
void one_bad() {
  withA([] { std::lock_guard<std::mutex> L(B); }); // expect: 'A' and 'B' are locked in opposite orders
}
void two_ok() {
  B.lock();
  A.lock();
  A.unlock();
  B.unlock();
}
} // namespace callbacks
