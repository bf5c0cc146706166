// RUN: %check %s
//
// Locks that are taken only if a parameter says so, that no return follows, or
// that an object without a name holds.

#include <cstdlib>
#include <mutex>

struct Queue {
  std::mutex M;
  int Length = 0;
};

int lengthOf(Queue &Q, bool Lock) {
  if (Lock)
    Q.M.lock();
  const int Length = Q.Length;
  if (Lock)
    Q.M.unlock();
  return Length;
}

void locked_ok(Queue &Q) {
  std::lock_guard<std::mutex> Lock(Q.M);
  Q.Length = lengthOf(Q, false);
}

void locked_bad(Queue &Q) {
  std::lock_guard<std::mutex> Lock(Q.M);
  Q.Length = lengthOf(Q, true); // expect: 'lengthOf' locks 'Q.M' while this thread already holds it
}

void passedOn_bad(Queue &Q, bool Again) {
  std::lock_guard<std::mutex> Lock(Q.M);
  Q.Length = lengthOf(Q, Again); // strict: 'lengthOf' locks 'Q.M' while this thread already holds it
}

// The other way round: the flag says that the lock is held already.
int lengthUnless(Queue &Q, int IsLocked) {
  if (!IsLocked)
    Q.M.lock();
  const int Length = Q.Length;
  if (!IsLocked)
    Q.M.unlock();
  return Length;
}

void isLocked_ok(Queue &Q) {
  std::lock_guard<std::mutex> Lock(Q.M);
  Q.Length = lengthUnless(Q, 1);
}

void isLocked_bad(Queue &Q) {
  std::lock_guard<std::mutex> Lock(Q.M);
  Q.Length = lengthUnless(Q, 0); // expect: 'lengthUnless' locks 'Q.M' while this thread already holds it
}

// A flag that is written is not what the caller passed.
int lengthAnyhow(Queue &Q, bool Lock) {
  Lock = true;
  return lengthOf(Q, Lock);
}

// The program ends, with whatever it holds.
[[noreturn]] void crash(Queue &Q) {
  Q.M.lock();
  std::exit(Q.Length);
}

void crash_ok(Queue &Q) {
  std::lock_guard<std::mutex> Lock(Q.M);
  if (Q.Length < 0)
    crash(Q);
}

// Holds the lock to the end of the line.
class Line {
public:
  explicit Line(Queue &Q) : Q(Q) { Q.M.lock(); }
  Line(const Line &) = delete;
  ~Line() { Q.M.unlock(); }
  Line &operator<<(int N) {
    Q.Length += N;
    return *this;
  }

private:
  Queue &Q;
};

class Log {
public:
  Log() { M.lock(); }
  ~Log() { M.unlock(); }
  Log &operator<<(int) { return *this; }
  static std::mutex M;
};
Log print() { return Log(); }

void lines_ok(Queue &Q) {
  Line(Q) << 1 << 2;
  Line(Q) << 3;
}

void returnedLines_ok() {
  print() << 1 << 2;
  print() << 3;
  print();
}

void keptLine_bad() {
  Log Kept = print();
  print() << 3; // expect: 'print' locks 'Log::M' while this thread already holds it
}
