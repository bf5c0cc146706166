// RUN: %check %s
//
// Detach, and handles that leave: the thread runs on when the function is left.

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

void use(int);
void use(const std::string &);
void fill(char *);

void referenceCapture_bad() {
  int Count = 0;
  std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count', which it captures by reference
}

void defaultReferenceCapture_bad() {
  int Count = 0;
  std::string Name = "n";
  std::thread T([&] {
    use(Count); // expect: detached thread may outlive 'Count' and 'Name', which it captures by reference
    use(Name);
  });
  T.detach(); // note: it is detached here, so nothing waits for it
} // note: 'Count' ends here, with its scope

void pointerArgument_bad() {
  int Count = 0;
  std::thread([](int *C) { ++*C; }, &Count).detach(); // expect: detached thread may outlive 'Count', which it has a pointer to
}

void referenceWrapper_bad() {
  int Count = 0;
  std::thread([](int &C) { ++C; }, std::ref(Count)).detach(); // expect: detached thread may outlive 'Count', which it has a reference to
}

void decayedArray_bad() {
  char Buffer[16];
  fill(Buffer);
  std::thread([](const std::string &S) { use(S); }, Buffer).detach(); // expect: detached thread may outlive 'Buffer', an array that it gets as a pointer
}

void view_bad() {
  std::string Name = "n";
  std::string_view View = Name;
  std::thread([View] { use(std::string(View)); }).detach(); // expect: detached thread may outlive 'Name', which it sees through a 'std::string_view'
}

void viewParameter_bad(std::string_view Name) {
  std::thread([Name] { use(std::string(Name)); }).detach(); // expect: detached thread may outlive 'Name', which it sees through a 'std::string_view'
}

void characterPointer_bad() {
  std::string Name = "n";
  std::thread([](const char *C) { use(C); }, Name.c_str()).detach(); // expect: detached thread may outlive 'Name', which it has a pointer into
}

void temporaryString_bad() {
  std::thread T([](const char *C) { use(C); }, std::string("n").c_str()); // expect: thread may outlive a temporary 'std::string', which it has a pointer into
  T.join();
}

void iterator_bad() {
  std::vector<int> Numbers = {1, 2};
  auto First = Numbers.begin();
  std::thread([First] { use(*First); }).detach(); // expect: detached thread may outlive 'Numbers', which it has an iterator of
}

void lambdaInVariable_bad() {
  int Count = 0;
  auto Work = [&Count] { ++Count; }; // expect: detached thread may outlive 'Count', which it captures by reference
  std::thread T(Work);
  T.detach();
}

void functionObject_bad() {
  struct Increment {
    int &Target;
    void operator()() { ++Target; }
  };
  int Count = 0;
  std::thread(Increment{Count}).detach(); // expect: detached thread may outlive 'Count', which it has a reference to
}

class Adder {
public:
  explicit Adder(int &Target) : Target(Target) {}
  void operator()() const { ++Target; }

private:
  int &Target;
};

void functionObjectWithConstructor_bad() {
  int Count = 0;
  Adder Add(Count); // expect: detached thread may outlive 'Count', which it has a reference to
  std::thread(Add).detach();
}

void boundReference_bad() {
  int Count = 0;
  auto Work = std::bind([](int &C) { ++C; }, std::ref(Count)); // expect: detached thread may outlive 'Count', which it has a reference to
  std::thread(Work).detach();
}

void erasedCallable_bad() {
  int Count = 0;
  std::function<void()> Work = [&Count] { ++Count; }; // expect: detached thread may outlive 'Count', which it captures by reference
  std::thread(Work).detach();
}

void initCaptureOfReference_bad() {
  int Count = 0;
  std::thread([&C = Count] { ++C; }).detach(); // expect: detached thread may outlive 'Count', which it captures by reference
}

void initCaptureOfPointer_bad() {
  int Count = 0;
  std::thread([C = &Count] { ++*C; }).detach(); // expect: detached thread may outlive 'Count', which it has a pointer to
}

void structuredBinding_bad() {
  auto [First, Second] = std::pair(1, 2);
  use(Second);
  std::thread([&First = First] { ++First; }).detach(); // expect: detached thread may outlive '[First, Second]', which it captures by reference
}

void pointerVariable_bad() {
  auto *Number = new int(1);
  std::thread([&Number] { delete Number; }).detach(); // expect: detached thread may outlive 'Number', which it captures by reference
}

void valueParameter_bad(int Count) {
  std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count', which it captures by reference
}

struct Worker {
  void run() const;
};

void memberFunctionOfLocal_bad() {
  Worker W;
  std::thread(&Worker::run, &W).detach(); // expect: detached thread may outlive 'W', which it has a pointer to
}

std::thread returnedThread_bad() {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: returned thread may outlive 'Count', which it captures by reference
  return T; // note: its handle is returned here, so it may run on in the caller
}

std::future<int> returnedFuture_bad() {
  int Count = 1;
  return std::async(std::launch::async, [&Count] { return Count; }); // expect: returned task may outlive 'Count', which it captures by reference // fix: [Count] { return Count; }
}

std::future<int> returnedDeferredFuture_bad() {
  int Count = 1;
  return std::async(std::launch::deferred, [&Count] { return Count; }); // expect: returned task may outlive 'Count' // fix: [Count] { return Count; }
}

void nestedThread_bad() {
  int Count = 0;
  std::thread Outer([&Count] {
    std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count', which it captures by reference
  });
  Outer.join();
}

void copyInClosure_bad() {
  int Count = 0;
  std::thread Outer([Count]() mutable {
    std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count', which it captures by reference
  });
  Outer.join();
}

void detachedOnOneWay_bad(bool Wait) {
  int Count = 0;
  std::thread T([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  if (Wait)
    T.join();
  else
    T.detach(); // note: it is detached here
}

void sleepIsNoProof_bad() {
  int Count = 0;
  std::thread([&Count] { ++Count; }).detach(); // expect: detached thread may outlive 'Count'
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

template <typename T> void instantiated_bad(T Value) {
  std::thread([&Value] { ++Value; }).detach(); // expect: detached thread may outlive 'Value'
}
template void instantiated_bad(int);
template void instantiated_bad(long);

class Session : public std::enable_shared_from_this<Session> {
public:
  void start_bad() {
    std::thread([this] { run(); }).detach(); // expect: detached thread may outlive its 'Session', whose 'this' it uses
  }
  void run();
};

struct Farewell_bad {
  ~Farewell_bad() {
    std::thread([this] { say(); }).detach(); // expect: detached thread may outlive its 'Farewell_bad', whose 'this' it uses
  } // note: '*this' ends here
  void say();
};
