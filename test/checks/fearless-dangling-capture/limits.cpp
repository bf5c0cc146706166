// RUN: %check %s
//
// What the check gets wrong, and why.

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(int) noexcept;
void post(std::function<void()> Do);

// Callables that escape through another function are not followed yet.
void FN_posted() {
  int Count = 0;
  post([&Count] { ++Count; });
}

void detachOther(std::thread &T) { T.detach(); }

// Nor is a detach in a helper: the handle may as well have been joined there.
void FN_detachedByHelper() {
  int Count = 0;
  std::thread T([&Count] { ++Count; });
  detachOther(T);
}

// Elements of a container are not told apart: one join counts for all.
void FN_oneOfTwoJoined() {
  int Count = 0;
  auto *Threads = new std::thread[2];
  Threads[0] = std::thread([&Count] { ++Count; });
  Threads[1] = std::thread([&Count] { ++Count; });
  Threads[0].join();
}

// A shared pointer does not own its pointee alone, so a pointer into it is not
// taken to dangle when the one owner seen ends.
void FN_pointerIntoSharedObject() {
  auto Name = std::make_shared<std::string>("n");
  std::thread([C = Name->c_str()] { use(*C); }).detach();
}

// Values behind two pointers are not followed.
void FN_behindTwoPointers() {
  int Count = 0;
  int *Pointer = &Count;
  int **Outer = &Pointer;
  int *Copy = *Outer;
  std::thread([Copy] { ++*Copy; }).detach();
}

// Conditions that do not read the same expression are not correlated: here the
// second repeats the first in other words.
void FP_sameConditionInOtherWords(int Number) {
  auto *T = new std::thread;
  {
    int Count = 0;
    if (Number > 1)
      *T = std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count'
    if (Number >= 2)
      T->join();
  }
}

// A local that holds a raw pointer dies with the function; whether the thread
// looks at it before that is not asked.
void FP_threadThatIsFasterThanSleep() {
  int Count = 0;
  std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count'
  std::this_thread::sleep_for(std::chrono::hours(1));
}
