// RUN: %check %s
//
// Code that does not compile: what is there is evidence, what is missing is not.

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

void use(int) noexcept;

void mistypedJoin_ok() {
  auto *T = new std::thread;
  int Count = 0;
  *T = std::thread([&Count] { ++Count; });
  T->joi(); // error: no member named 'joi'
}

void unknownGuard_ok() {
  int Count = 0;
  auto *T = new std::thread([&Count] { ++Count; });
  ThreadJoiner Join(T); // error: unknown type name 'ThreadJoiner'
}

void detachedBesideAnError_bad() {
  int Count = 0;
  std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count'
  undeclared(); // error: use of undeclared identifier 'undeclared'
}

void elsewhereInTheUnit_bad() {
  int Count = 0;
  auto *T = new std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count'
  use(T->joinable());
}

// --- what the parser drops leaves no mark ------------------------------------

void droppedStatement_ok() {
  auto *T = new std::thread;
  int Count = 0;
  *T = std::thread([&Count] { ++Count; });
  T->; // error: expected unqualified-id
}

void droppedInBranch_ok() {
  auto *T = new std::thread;
  int Count = 0;
  *T = std::thread([&Count] { ++Count; });
  if (T)
    T->; // error: expected unqualified-id
}

void droppedWait_ok() {
  int Count = 0;
  std::atomic<int> Done = 0;
  std::thread([&] { ++Count, Done = 1; }).detach();
  Done.; // error: expected unqualified-id
}

int half(int, int);
void droppedInitializer_ok() {
  auto *T = new std::thread;
  int Count = 0;
  *T = std::thread([&Count] { ++Count; });
  const int Half = half(Count,
  T->join(); // error: expected ')'
}

void droppedEndOfInitializer_ok() {
  auto *T = new std::thread;
  int Count = 0;
  *T = std::thread([&Count] { ++Count; });
  const int Half = int(Count / 2
  T->join(); // error: expected ')'
}

// --- in what is called -------------------------------------------------------

void joinAll(std::thread &T) {
  T.; // error: expected unqualified-id
}

void brokenHelper_bad() {
  auto *T = new std::thread;
  int Count = 0;
  *T = std::thread([&Count] { ++Count; }); // strict: thread may outlive 'Count'
  joinAll(*T);
}

void runOnThread(std::function<void()> Task) {
  auto *T = new std::thread(std::move(Task));
  T->; // error: expected unqualified-id
}

void brokenStarter_bad() {
  int Count = 0;
  runOnThread([&Count] { ++Count; }); // strict: callback given to 'runOnThread' may outlive 'Count'
}

struct JoinAtEnd {
  std::thread *T;
  ~Misspelt() { T->join(); } // error: undeclared identifier 'Misspelt' in destructor name
};

void brokenGuard_bad() {
  int Count = 0;
  auto *T = new std::thread([&Count] { ++Count; }); // strict: thread may outlive 'Count'
  JoinAtEnd Guard{T};
}
