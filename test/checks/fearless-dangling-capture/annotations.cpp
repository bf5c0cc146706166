// RUN: %check %s -- -std=c++20 -I%root/runtime/include
//
// Functions without a body that say by annotation what they do with callables.

#include <fearless/annotations.h>
#include <functional>
#include <thread>

using Job = std::function<void()>;

// Runs it some time.
void post(FEARLESS_SPAWNS Job J);

void posted_bad() {
  int Count = 0;
  post([&Count] { ++Count; }); // expect: task given to 'post' may outlive 'Count', which it captures by reference
}
void posted_ok() {
  int Count = 0;
  post([Count]() mutable { ++Count; });
}

// Has ended when the call returns.
void parallel(FEARLESS_SPAWNS_UNTIL("call") Job J);

void parallel_ok() {
  int Count = 0;
  parallel([&Count] { ++Count; });
}

// Has ended when the object has.
class FEARLESS_HANDLE("join") Pool {
public:
  Pool();
  ~Pool();
  void run(FEARLESS_SPAWNS_UNTIL("this") Job J);
  FEARLESS_JOINS void wait();
};

void declaredBehind_ok() {
  int Count = 0;
  Pool P;
  P.run([&Count] { ++Count; });
}
void declaredBefore_bad() {
  Pool P;
  int Count = 0;
  P.run([&Count] { ++Count; }); // expect: task given to 'Pool::run' may outlive 'Count', which it captures by reference
}
void waitedFor_ok() {
  Pool P;
  int Count = 0;
  P.run([&Count] { ++Count; });
  P.wait();
}

// Has ended when the result is joined or destroyed.
class FEARLESS_HANDLE("leak") Handle {
public:
  Handle(Handle &&) noexcept;
  ~Handle();
  FEARLESS_JOINS void finish();
  FEARLESS_DETACHES void forget();
};
Handle start(FEARLESS_SPAWNS_UNTIL("result") Job J);

void joined_ok() {
  int Count = 0;
  Handle H = start([&Count] { ++Count; });
  H.finish();
}
void leaked_bad() {
  int Count = 0;
  Handle H = start([&Count] { ++Count; }); // expect: task may outlive 'Count', which it captures by reference
}
void detached_bad() {
  int Count = 0;
  Handle H = start([&Count] { ++Count; }); // expect: detached task may outlive 'Count', which it captures by reference
  H.forget();
}

// Does not keep it, although nothing shows that.
void each(FEARLESS_NO_ESCAPE const Job &J);
void eachToo([[clang::noescape]] const Job &J);
void keeps(const Job &J);

void noEscape_ok() {
  int Count = 0;
  each([&Count] { ++Count; });
}
void noEscapeOfClang_ok() {
  int Count = 0;
  eachToo([&Count] { ++Count; });
}
void unknown_bad() {
  int Count = 0;
  keeps([&Count] { ++Count; }); // strict: may outlive 'Count', which it captures by reference
}
