// RUN: %check %s
//
// Callables that something keeps, and may be done with in time.

#include <functional>
#include <map>
#include <utility>

// What a global keeps, any function may have run and dropped.
std::function<void()> Hook;
void runHook();
void resetHook();

void droppedElsewhere_bad() {
  int Count = 0;
  Hook = [&Count] { ++Count; }; // strict: callback kept in 'Hook' may outlive 'Count'
  runHook();
  resetHook();
}

class Parser {
public:
  void onHeader(std::function<void(int)> F) { Header = std::move(F); }
  void parse();

private:
  std::function<void(int)> Header;
};

Parser &sharedParser();

void runThroughAccessor_bad() {
  int Sum = 0;
  sharedParser().onHeader([&](int N) { Sum += N; }); // strict: callback given to 'onHeader' may outlive 'Sum'
  sharedParser().parse();
}

// A call that is given the object may run what one of its members keeps, and a
// call of one of its own members may.
class Drainer {
public:
  static void drain(void *On, int Element) { static_cast<Drainer *>(On)->Each(Element); }
  void drainThis_bad();
  void drainOwn_bad();
  void forget_bad();

private:
  void runAll();
  std::function<void(int)> Each;
};
void drainAll(void (*Run)(void *, int), void *On);

void Drainer::drainThis_bad() {
  int Sum = 0;
  Each = [&](int N) { Sum += N; }; // strict: callback kept in 'Each' may outlive 'Sum'
  drainAll(Drainer::drain, this);
}

void Drainer::drainOwn_bad() {
  int Sum = 0;
  Each = [&](int N) { Sum += N; }; // strict: callback kept in 'Each' may outlive 'Sum'
  runAll();
}

void Drainer::forget_bad() {
  int Sum = 0;
  Each = [&](int N) { Sum += N; }; // expect: callback kept in 'Each' may outlive 'Sum'
}

// Members may know each other.
class Source {
public:
  void poll();
};
class Exchange {
public:
  explicit Exchange(Source &From) : From(From) {}
  void once_bad() {
    int Count = 0;
    Inner = [&Count](int N) { Count += N; }; // strict: callback kept in 'Inner' may outlive 'Count'
    From.poll();
  }

private:
  Source &From;
  std::function<void(int)> Inner;
};

// The destructor of a local may take out what was put in.
struct ScopedHook {
  explicit ScopedHook(std::function<void()> F) { Hook = std::move(F); }
  ~ScopedHook() { Hook = nullptr; }
};

void scopedHook_bad() {
  int Count = 0;
  ScopedHook Own([&Count] { ++Count; }); // strict: callback given to 'ScopedHook' may outlive 'Count'
}

void setHook(std::function<void()> F) { Hook = std::move(F); }
struct NoHook {
  ~NoHook() { setHook({}); }
};

void clearedAtTheEnd_bad() {
  int Count = 0;
  NoHook Clear;
  setHook([&Count] { ++Count; }); // strict: callback given to 'setHook' may outlive 'Count'
}

class Bus {
public:
  int on(std::function<void()> F) {
    Handlers[++Last] = std::move(F);
    return Last;
  }
  void off(int Id) { Handlers.erase(Id); }

private:
  int Last = 0;
  std::map<int, std::function<void()>> Handlers;
};

struct Subscription {
  Bus &Of;
  int Id;
  ~Subscription() { Of.off(Id); }
};

void subscribed_bad(Bus &B) {
  int Count = 0;
  Subscription Own{B, B.on([&Count] { ++Count; })}; // strict: callback given to 'on' may outlive 'Count'
}

// It lets go of nothing.
struct Timer {
  long Start = 0, *Total;
  ~Timer() { *Total += Start; }
};

void timed_bad(Bus &B, long &Total) {
  int Count = 0;
  Timer Own{1, &Total};
  B.on([&Count] { ++Count; }); // expect: callback given to 'on' may outlive 'Count'
}
